/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SQLite asks its authorizer about everything that a statement would do, while it is
 * prepared, and again should the schema have changed when it is stepped: nothing is
 * parsed here. The authorizer stays, once it is there (to take it away makes all other
 * statements be prepared anew), and minds typed statements only.
 */
#include "shared/db/typed.h"

#include "shared/db/db-inside.h"

#include <string.h>

struct _OdTyped {
  OdDb *db; /* lent */
  const OdTypedRules *rules;
  OdStatement *statement;
  guint seen;         /* 1 << action, of SELECT, UPDATE, DELETE */
  GPtrArray *counted; /* (element-type utf8): names whose rows are counted, not read */
  char *refusal; /* the first thing that is not allowed, as a sentence; NULL: all is */
};

G_DEFINE_QUARK (od_typed_error, od_typed_error)

/* --- what is allowed --------------------------------------------------------------- */

static gboolean
may_use_table (OdTyped *typed, const char *table)
{
  if (strcmp (table, typed->rules->table) == 0)
    return TRUE;

  typed->refusal = g_strdup_printf ("Only the table \"%s\" can be used here, and not "
                                    "\"%s\"",
                                    typed->rules->table, table);
  return FALSE;
}

/* A table none of whose columns is read comes with "" for one, and so does the name that
 * a WITH gives: which of them it is is seen when all is prepared. */
static gboolean
may_read (OdTyped *typed, const char *table, const char *column)
{
  if (column[0] != '\0')
    return may_use_table (typed, table);

  g_ptr_array_add (typed->counted, g_strdup (table));
  return TRUE;
}

static gboolean
may_update (OdTyped *typed, const char *table, const char *column)
{
  if (!may_use_table (typed, table))
    return FALSE;
  if (strcmp (column, "ROWID") != 0 && !g_strv_contains (typed->rules->read_only, column))
    return TRUE;

  typed->refusal = g_strdup_printf ("The column \"%s\" cannot be changed", column);
  return FALSE;
}

/* Those that reach out of the database; SQLite's shell adds some, so may a build of it.
 */
static gboolean
may_call (OdTyped *typed, const char *function)
{
  static const char *const outside[] = { "load_extension", "fts3_tokenizer", "readfile",
                                         "writefile",      "edit",           NULL };

  if (!g_strv_contains (outside, function))
    return TRUE;

  typed->refusal = g_strdup_printf ("The function %s() cannot be used here", function);
  return FALSE;
}

static gboolean
refuse_kind (OdTyped *typed)
{
  typed->refusal = g_strdup ("Only SELECT, UPDATE and DELETE can be run here");
  return FALSE;
}

/* Of a DROP or an ALTER this comes first: the schema is written to. */
static gboolean
is_schema (const char *table)
{
  return strcmp (table, "sqlite_master") == 0
         || strcmp (table, "sqlite_temp_master") == 0;
}

static gboolean
may (OdTyped *typed, int action, const char *first, const char *second)
{
  switch (action) {
  case SQLITE_SELECT:
  case SQLITE_RECURSIVE:
    return TRUE;
  case SQLITE_READ:
    return may_read (typed, first, second);
  case SQLITE_FUNCTION:
    return may_call (typed, second);
  case SQLITE_UPDATE:
    return is_schema (first) ? refuse_kind (typed) : may_update (typed, first, second);
  case SQLITE_DELETE:
    return is_schema (first) ? refuse_kind (typed) : may_use_table (typed, first);
  default:
    return refuse_kind (typed);
  }
}

/* The name that a WITH gives comes as if it were a trigger's, and may be that of one:
 * what is read there is minded as anywhere. But no WITH inserts, so who does is a
 * trigger. */
static gboolean
may_inside (OdTyped *typed, int action, const char *first, const char *second)
{
  return (action == SQLITE_INSERT && g_strcmp0 (first, typed->rules->log) == 0)
         || may (typed, action, first, second);
}

static int
on_action (gpointer data,
           int action,
           const char *first,
           const char *second,
           const char *database,
           const char *inside)
{
  OdTyped *typed = ((OdDb *) data)->typed;
  gboolean ok;

  if (typed == NULL)
    return SQLITE_OK;
  if (inside == NULL
      && (action == SQLITE_SELECT || action == SQLITE_UPDATE || action == SQLITE_DELETE))
    typed->seen |= 1u << action;

  ok = typed->refusal == NULL
       && (inside != NULL ? may_inside (typed, action, first, second)
                          : may (typed, action, first, second));
  return ok ? SQLITE_OK : SQLITE_DENY;
}

/* --- preparing --------------------------------------------------------------------- */

static int
prepare (OdTyped *typed, const char *sql, sqlite3_stmt **handle, const char **rest)
{
  OdDb *db = typed->db;
  int rc;

  db->typed = typed;
  rc = sqlite3_prepare_v2 (db->handle, sql, -1, handle, rest);
  db->typed = NULL;
  return rc;
}

static gboolean
refuse (GError **error, const char *sentence)
{
  g_set_error_literal (error, OD_TYPED_ERROR, OD_TYPED_ERROR_STATEMENT, sentence);
  return FALSE;
}

/* A name of a WITH that is also a table's is taken for the table. The database must not
 * be asked while it asks the authorizer, so this comes after. */
static gboolean
check_counted (OdTyped *typed)
{
  for (guint i = 0; i < typed->counted->len; i++) {
    const char *name = typed->counted->pdata[i];
    gboolean there = sqlite3_table_column_metadata (typed->db->handle, NULL, name, NULL,
                                                    NULL, NULL, NULL, NULL, NULL)
                     == SQLITE_OK;

    if (there && sqlite3_stricmp (name, typed->rules->table) != 0)
      return may_use_table (typed, name);
  }

  return TRUE;
}

static gboolean
prepare_one (OdTyped *typed, const char *sql, const char **rest, GError **error)
{
  sqlite3_stmt *handle = NULL;

  if (prepare (typed, sql, &handle, rest) != SQLITE_OK)
    return refuse (error, typed->refusal != NULL ? typed->refusal
                                                 : sqlite3_errmsg (typed->db->handle));

  typed->statement = g_new0 (OdStatement, 1);
  typed->statement->db = typed->db;
  typed->statement->own = TRUE;
  typed->statement->handle = handle;
  if (!check_counted (typed))
    return refuse (error, typed->refusal);
  if (handle == NULL)
    return refuse (error, "Write a SELECT, an UPDATE or a DELETE");
  if (typed->seen == 0 || sqlite3_stmt_isexplain (handle) != 0)
    return refuse (error, "Only SELECT, UPDATE and DELETE can be run here");
  if (sqlite3_bind_parameter_count (handle) > 0)
    return refuse (error, "A value is missing: write it where the ? or the name stands");
  return TRUE;
}

/* Comments and more semicolons are nothing. */
static gboolean
check_rest (OdTyped *typed, const char *rest, GError **error)
{
  while (*rest != '\0') {
    sqlite3_stmt *other = NULL;
    int rc = prepare (typed, rest, &other, &rest);

    sqlite3_finalize (other);
    if (rc != SQLITE_OK || other != NULL)
      return refuse (error, "Only one statement can be run at a time");
  }

  return TRUE;
}

OdTyped *
od_typed_new (OdDb *db, const OdTypedRules *rules, const char *sql, GError **error)
{
  g_autoptr (OdTyped) typed = g_new0 (OdTyped, 1);
  const char *rest;

  typed->db = db;
  typed->rules = rules;
  typed->counted = g_ptr_array_new_with_free_func (g_free);
  if (!db->guarded)
    sqlite3_set_authorizer (db->handle, on_action, db);
  db->guarded = TRUE;
  if (!prepare_one (typed, sql, &rest, error) || !check_rest (typed, rest, error))
    return NULL;

  return g_steal_pointer (&typed);
}

void
od_typed_free (OdTyped *typed)
{
  g_clear_pointer (&typed->statement, od_statement_give_back);
  g_ptr_array_unref (typed->counted);
  g_free (typed->refusal);
  g_free (typed);
}

/* --- running ----------------------------------------------------------------------- */

OdTypedKind
od_typed_get_kind (OdTyped *typed)
{
  if ((typed->seen & 1u << SQLITE_UPDATE) != 0)
    return OD_TYPED_UPDATE;

  return (typed->seen & 1u << SQLITE_DELETE) != 0 ? OD_TYPED_DELETE : OD_TYPED_SELECT;
}

OdStatement *
od_typed_get_statement (OdTyped *typed)
{
  return typed->statement;
}

/* What the database cannot help (a full disk, a limit of time) keeps its own code. */
gboolean
od_typed_next (OdTyped *typed, GError **error)
{
  OdDb *db = typed->db;
  g_autoptr (GError) local = NULL;
  gboolean more;

  db->typed = typed;
  more = od_statement_next (typed->statement, &local);
  db->typed = NULL;
  if (local == NULL)
    return more;

  if (g_error_matches (local, OD_DB_ERROR, OD_DB_ERROR_FAILED)
      || g_error_matches (local, OD_DB_ERROR, OD_DB_ERROR_CONFLICT))
    refuse (error, typed->refusal != NULL ? typed->refusal : sqlite3_errmsg (db->handle));
  else
    g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}
