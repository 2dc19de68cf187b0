/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/*
 * A database file and its prepared statements. The only room that knows which
 * database it is; statements are in the SQL that PostgreSQL takes as well. An OdDb
 * belongs to one thread at a time: to the one that opened it, until another takes it.
 */

#define OD_DB_ERROR (od_db_error_quark ())
GQuark od_db_error_quark (void);

typedef enum {
  OD_DB_ERROR_FAILED,   /* the statement or the file is broken: give up */
  OD_DB_ERROR_CONFLICT, /* a unique or foreign key says no: the caller decides */
  OD_DB_ERROR_FULL,     /* no room on the disk: keep what you have, try later */
  OD_DB_ERROR_NEWER,    /* the file was made by a newer program */
  OD_DB_ERROR_TIMEOUT,  /* it took longer than od_db_watch() allows */
} OdDbError;

typedef struct _OdDb OdDb;
typedef struct _OdStatement OdStatement;

typedef enum {
  OD_DB_WRITER, /* creates the file if need be; WAL, every commit on the disk */
  OD_DB_READER, /* refuses to write */
  /* creates the file if need be; nothing is waited for: what is in it may be lost with
   * the machine, but a rollback is a rollback */
  OD_DB_SCRATCH,
} OdDbRole;

/** od_db_open: @path may be ":memory:" for a writer that forgets. */
OdDb *od_db_open (const char *path, OdDbRole role, GError **error);
void od_db_close (OdDb *db);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdDb, od_db_close)

/** od_db_take: it belongs to the calling thread from now on. Whose it was has given it
 * away, and waits, or has ended. */
void od_db_take (OdDb *db);

/** od_db_is_mine: it belongs to the calling thread: any other use of it is a fault of the
 * program, and the functions below stop there. */
gboolean od_db_is_mine (OdDb *db);

/* One value for one named parameter. Texts are copied when bound. */
typedef struct {
  const char *name;
  enum { OD_BIND_INT, OD_BIND_TEXT, OD_BIND_NULL } type;
  gint64 number;
  const char *text; /* NULL binds NULL */
} OdBind;

#define OD_INT(name_, value)                                                             \
  {                                                                                      \
    .name = (name_), .type = OD_BIND_INT, .number = (value)                              \
  }
#define OD_TEXT(name_, value)                                                            \
  {                                                                                      \
    .name = (name_), .type = OD_BIND_TEXT, .text = (value)                               \
  }
/* An id that is 0 when there is none: stored as NULL. */
#define OD_ID(name_, value)                                                              \
  {                                                                                      \
    .name = (name_), .type = (value) != 0 ? OD_BIND_INT : OD_BIND_NULL,                  \
    .number = (value)                                                                    \
  }

/**
 * od_db_query:
 * @sql: a literal: it is prepared once and remembered by its address
 *
 * Binds the named values that follow @error and returns the statement, to be
 * stepped. Giving it back (g_autoptr does) makes it ready for the next caller; one
 * statement cannot be open twice at once.
 */
#define od_db_query(db, sql, error, ...)                                                 \
  od_db_query_binds (db, sql, error, (const OdBind[]){ __VA_ARGS__, { NULL } })
OdStatement *
od_db_query_binds (OdDb *db, const char *sql, GError **error, const OdBind *binds);

/** od_db_run: binds and steps to the end; rows are thrown away. */
#define od_db_run(db, sql, error, ...)                                                   \
  od_db_run_binds (db, sql, error, (const OdBind[]){ __VA_ARGS__, { NULL } })
gboolean od_db_run_binds (OdDb *db, const char *sql, GError **error, const OdBind *binds);

/**
 * od_db_prepare: a statement of the caller's own, for SQL that is made while the program
 * runs: it is not remembered, and giving it back is its end. Its parameters are numbered
 * (?1, ?2, …).
 */
OdStatement *od_db_prepare (OdDb *db, const char *sql, GError **error);

/** od_statement_bind_int, od_statement_bind_text: @parameter: 1 for the first; @text is
 * lent until the statement is run to its end, and NULL binds NULL. One that is too long
 * makes the next step fail. */
void od_statement_bind_int (OdStatement *statement, int parameter, gint64 number);
void od_statement_bind_text (OdStatement *statement, int parameter, const char *text);

/** od_statement_run: steps to the end, rows are thrown away, and makes it ready to be
 * bound and run again. */
gboolean od_statement_run (OdStatement *statement, GError **error);

/** od_statement_reset: holds nothing of the database any more, and can be stepped from
 * its beginning. */
void od_statement_reset (OdStatement *statement);

/** od_statement_get_n_columns: 0: it gives no rows. */
int od_statement_get_n_columns (OdStatement *statement);

/** od_statement_get_name: of a column, as the statement calls it. Lent. */
const char *od_statement_get_name (OdStatement *statement, int column);

/** od_db_exec: runs a script of any number of statements without parameters. */
gboolean od_db_exec (OdDb *db, const char *script, GError **error);

/** od_db_check: prepares @sql and throws it away: does it fit the schema? */
gboolean od_db_check (OdDb *db, const char *sql, GError **error);

/** od_db_changes: rows the last statement changed. */
gint64 od_db_changes (OdDb *db);

/** od_db_last_id: the id the last INSERT gave. */
gint64 od_db_last_id (OdDb *db);

/** od_statement_next: TRUE: a row is there; FALSE: no more, or @error. @statement: NULL:
 * od_db_query() has set @error already: FALSE. */
gboolean od_statement_next (OdStatement *statement, GError **error);

/** od_statement_is_through: there were no more rows; FALSE: od_statement_next() found
 * one, or it, or od_db_query() before it, has set its @error. */
gboolean od_statement_is_through (OdStatement *statement);

/** od_statement_take_int, od_statement_take_bool: what stands first in the only row;
 * FALSE: there is none, or @error. @statement: (transfer full) (nullable) */
gboolean od_statement_take_int (OdStatement *statement, gint64 *number, GError **error);
gboolean od_statement_take_bool (OdStatement *statement, gboolean *is, GError **error);

gint64 od_statement_get_int (OdStatement *statement, int column);
double od_statement_get_real (OdStatement *statement, int column);

/** od_statement_get_text: lent until the next step; NULL for NULL. */
const char *od_statement_get_text (OdStatement *statement, int column);
char *od_statement_dup_text (OdStatement *statement, int column);
gboolean od_statement_is_null (OdStatement *statement, int column);

typedef enum { OD_VALUE_NULL, OD_VALUE_INT, OD_VALUE_REAL, OD_VALUE_TEXT } OdValueType;

/** od_statement_get_type: of the value in the row; bytes are a text. Before the value is
 * asked for: that may make something else of it. */
OdValueType od_statement_get_type (OdStatement *statement, int column);

/** od_statement_give_back: what od_db_query() gave; g_autoptr does it. */
void od_statement_give_back (OdStatement *statement);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdStatement, od_statement_give_back)

/* Transactions nest: the outermost takes the write lock at once (a reader's takes a
 * snapshot with its first query), inner ones are savepoints. When
 * the database undoes the whole of it by itself (a full disk), everything is refused
 * with that error until the outermost is rolled back. */
gboolean od_db_begin (OdDb *db, GError **error);
gboolean od_db_commit (OdDb *db, GError **error);
void od_db_rollback (OdDb *db);

/** od_db_checkpoint: moves the write-ahead log into the file, once it is longer than
 * @above_bytes, as far as no reader needs it, and waits for none. Between transactions,
 * on the writer's thread only. */
void od_db_checkpoint (OdDb *db, gint64 above_bytes);

/**
 * od_db_watch:
 * @cancellable: (nullable): a reference is taken
 * @patience_ms: 0: any time is right
 *
 * Until od_db_unwatch(), a step fails soon after @cancellable is cancelled
 * (%G_IO_ERROR_CANCELLED), or the time is over since now (%OD_DB_ERROR_TIMEOUT). A
 * statement that was writing takes the whole transaction with it.
 */
void od_db_watch (OdDb *db, GCancellable *cancellable, gint64 patience_ms);
void od_db_unwatch (OdDb *db);

/** od_db_is_keyword: a table or column of that name would need quoting. */
gboolean od_db_is_keyword (const char *name);
