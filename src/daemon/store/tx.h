/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/db/row.h"
#include "shared/model/event.h"

/*
 * What a function of this room's *-store.h headers is given and how it refuses: the
 * transaction it runs in, on the thread that owns the database. store.h says who opens
 * one. Every *-store.h stands on this header and on no other of the room.
 */
#define OD_STORE_ERROR (od_store_error_quark ())
GQuark od_store_error_quark (void);

typedef enum {
  OD_STORE_ERROR_NOT_FOUND, /* no such row */
  OD_STORE_ERROR_REFUSED,   /* the rules say no; the message is for people */
  OD_STORE_ERROR_STALE,     /* the row was changed by somebody else */
  OD_STORE_ERROR_NO_ROOM,   /* the block has fewer free numbers than asked for */
  OD_STORE_ERROR_IN_USE,    /* another process has the data folder */
} OdStoreError;

/** od_store_error_set: Returns: FALSE. */
gboolean od_store_error_set (GError **error, OdStoreError code, const char *format, ...)
  G_GNUC_PRINTF (3, 4);

/** od_store_error_explain: where the database has refused a key (OD_DB_ERROR_CONFLICT),
 * @error becomes OD_STORE_ERROR_REFUSED with this sentence. Returns: FALSE. */
gboolean od_store_error_explain (GError **error, const char *format, ...)
  G_GNUC_PRINTF (2, 3);

/** OD_STORE_RETRY_GAP_MS: how long a lead whose call was cut by a crash is left alone:
 * longer than any call can stay up at the carrier. */
#define OD_STORE_RETRY_GAP_MS (30 * 60 * 1000)

typedef struct {
  OdDb *db;          /* lent; this thread's */
  gint64 now_ms;     /* when the work began; on the wall: for people, days and the log */
  gint64 steady_ms;  /* the same moment, by a clock nobody sets: for waits and locks */
  gint64 epoch;      /* this process */
  GTimeZone *zone;   /* lent: the call centre's */
  GPtrArray *events; /* (element-type OdEvent): of this work; NULL: it only reads */
} OdTx;

/** od_tx_log: always TRUE: @event has happened, if the work stands: it is copied, gets
 * its time if it has none, and its number when the group is about to be committed. Until
 * then nobody finds it in the log. */
gboolean od_tx_log (OdTx *tx, const OdEvent *event);

/** od_tx_list: (transfer full): all rows of @sql with the values that follow @error. */
#define od_tx_list(tx, type, sql, error, ...)                                            \
  od_row_list (type, od_db_query ((tx)->db, sql, error, __VA_ARGS__), error)

/** od_tx_get: (transfer full): the first; where there is none, OD_STORE_ERROR_NOT_FOUND:
 * "There is no such @what". */
#define od_tx_get(tx, type, sql, what, error, ...)                                       \
  od_tx_take (type, od_db_query ((tx)->db, sql, error, __VA_ARGS__), what, error)
gpointer od_tx_take (const OdRowType *type,
                     OdStatement *statement,
                     const char *what,
                     GError **error);

/** OD_ASSERT_STORE: the calling thread is the one whose transaction it is. The first line
 * of every function of the *-store.h headers that takes one. */
#define OD_ASSERT_STORE(tx) g_assert (od_db_is_mine ((tx)->db))
