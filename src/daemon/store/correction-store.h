/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/store/tx.h"
#include "shared/model/call.h"

/*
 * Outcomes that were taken back. Whoever said something wrong says something else, in the
 * call store; what was said before, by whom it was changed and when stays here for ever.
 */

/** od_correction_store_note: @call: as it was said until now, with a disposition;
 * @account_id says @word instead, to call back at @call_back_at_ms (0: at no time).
 * Nothing is noted when both are the same. */
gboolean od_correction_store_note (OdTx *tx,
                                   const OdCall *call,
                                   gint64 account_id,
                                   const char *word,
                                   gint64 call_back_at_ms,
                                   GError **error);

/** od_correction_store_check: whether the agent of @call may still say something else:
 * until its next call. OD_STORE_ERROR_REFUSED: it has had one since. */
gboolean od_correction_store_check (OdTx *tx, const OdCall *call, GError **error);

/** od_correction_store_find_last: @call_id: (out) (nullable) (transfer full): the last
 * call that @agent_id talked on. FALSE: @error. */
gboolean
od_correction_store_find_last (OdTx *tx, gint64 agent_id, char **call_id, GError **error);

/** od_correction_store_refuse_late: FALSE: as od_correction_store_check() says it, of a
 * call that is not on disk yet. */
gboolean od_correction_store_refuse_late (GError **error);

/* One of them. */
typedef struct {
  gint64 at_ms;
  gint64 account_id;
  char *user; /* whose account that is; "": it is not there any more */
  char *was;
  gint64 was_at_ms;           /* when that had been said */
  gint64 was_call_back_at_ms; /* the time that went with it; 0: none */
  char *word;
} OdCorrection;

/** od_correction_store_list: (element-type OdCorrection): of @call_id, oldest first. */
GPtrArray *od_correction_store_list (OdTx *tx, const char *call_id, GError **error);
