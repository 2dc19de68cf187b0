/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/store/tx.h"
#include "shared/model/recycle.h"

/* Leads are DONE, in no call by their number, and nobody ever said anything final of
 * them, or owes the word on a talk with them. */

/* How many leads would be dialed again, as far as they were looked at. Begins as 0. */
typedef struct {
  gint64 n;
  gboolean through;       /* all were */
  gint64 after;           /* the next turn's leads come after it */
  gint64 ended_before_ms; /* by the first turn's clock; 0: there was none yet */
} OdRecycleCount;

/** od_recycle_store_count: looks at the next leads of @leadset_id, so many that nobody
 * else's reading waits for long. Between two turns leads may come and go. */
gboolean od_recycle_store_count (OdTx *tx,
                                 gint64 leadset_id,
                                 const OdRecycle *recycle,
                                 OdRecycleCount *count,
                                 GError **error);

/** OD_RECYCLE_UNDO_MS: how long a recycling can be undone once it is through. */
#define OD_RECYCLE_UNDO_MS (10 * 60 * 1000)

/* One recycling. It is moved on turn by turn, so that no call waits for the whole of it:
 *
 *            turns            undo              turns
 *   MOVING ---------> MOVED ---------> BACKING ---------> BACK
 */
typedef struct {
  gint64 id;
  enum {
    OD_RECYCLING_MOVING,
    OD_RECYCLING_MOVED,
    OD_RECYCLING_BACKING,
    OD_RECYCLING_BACK,
  } state;
  gint64 n;      /* leads made READY so far */
  gint64 n_back; /* of those, where they were again */
} OdRecycling;

/* Who asks for it: the same request begins one recycling, however often it comes. */
typedef struct {
  const char *key; /* the client's Idempotency-Key */
  const char *hash;
} OdRecycleRequest;

/**
 * od_recycle_store_begin:
 * @status: what the leads become
 * @recycling: (out): new, or as far as this request has come
 */
gboolean od_recycle_store_begin (OdTx *tx,
                                 gint64 leadset_id,
                                 const OdRecycle *recycle,
                                 const char *status,
                                 const OdRecycleRequest *request,
                                 OdRecycling *recycling,
                                 GError **error);

/** od_recycle_store_undo: begins to put back what @id moved; a recycling that is not
 * MOVED, or was for too long, is OD_STORE_ERROR_REFUSED. */
gboolean od_recycle_store_undo (OdTx *tx,
                                gint64 id,
                                const char *key,
                                OdRecycling *recycling,
                                GError **error);

/** od_recycle_store_turn: moves the next leads, forth or back, if there is anything to
 * move. Leads that anybody has touched since stay as they are. */
gboolean
od_recycle_store_turn (OdTx *tx, gint64 id, OdRecycling *recycling, GError **error);

/** od_recycle_store_find_last: the last of @leadset_id that moved any leads and can be
 * undone, for @left_ms yet; the id is 0 if there is none. */
gboolean od_recycle_store_find_last (OdTx *tx,
                                     gint64 leadset_id,
                                     OdRecycling *recycling,
                                     gint64 *left_ms,
                                     GError **error);

/** od_recycle_store_find: by the key of the request that began or undid it; the id is 0
 * if there is none. */
gboolean
od_recycle_store_find (OdTx *tx, const char *key, OdRecycling *recycling, GError **error);

/** od_recycle_store_list_open: (element-type gint64): ids of what is MOVING or BACKING.
 */
GArray *od_recycle_store_list_open (OdTx *tx, GError **error);

/** od_recycling_is_open: turns are left. */
gboolean od_recycling_is_open (const OdRecycling *recycling);
