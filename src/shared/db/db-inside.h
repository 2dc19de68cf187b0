/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

/*
 * What the files of this room, and nobody else, know of each other. Included after db.h.
 */
struct _OdDb {
  sqlite3 *handle;
  char *path;
  guint role;             /* OdDbRole */
  GThread *owner;         /* compared, never used */
  GHashTable *statements; /* literal address -> OdStatement, owned */
  guint depth;            /* open transactions, savepoints included */
  int lost;               /* why SQLite undid the whole open transaction; 0: it has not */

  GCancellable *cancellable; /* of the watch; NULL: none */
  gint64 deadline_us;        /* of the watch, monotonic; 0: none */

  gboolean guarded;       /* the authorizer is there */
  struct _OdTyped *typed; /* being prepared or stepped; NULL: the program's own SQL is */
};

struct _OdStatement {
  struct _OdDb *db; /* lent */
  sqlite3_stmt *handle;
  gboolean open;      /* handed out and not given back */
  gboolean own;       /* of who prepared it: not remembered */
  gboolean too_long;  /* a text that was bound is more than a value may be */
  gboolean through;   /* the last step found no more rows */
  gconstpointer type; /* OdRowType: its columns are known to be these; NULL: none yet */
};

/** od_db_set_error: FALSE, with what SQLite says of @rc; @doing: (nullable). */
gboolean od_db_set_error (struct _OdDb *db, GError **error, int rc, const char *doing);
