/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All SQL about scripts and their editions.
 */
#include "daemon/store/script-store.h"

/* clang-format off */
static const char add[] =
  "INSERT INTO script (name, folded, version) VALUES (:name, :folded, 1)";
static const char save[] =
  "UPDATE script SET name = :name, folded = :folded, version = version + 1"
  " WHERE id = :id AND version = :version AND deleted_at_ms IS NULL";
static const char delete[] =
  "UPDATE script SET folded = :folded, deleted_at_ms = :now"
  " WHERE id = :id AND version = :version AND deleted_at_ms IS NULL";
static const char list_users[] =
  "SELECT name FROM campaign WHERE script_id = :id ORDER BY folded";
static const char add_text[] =
  "INSERT INTO script_text (script_id, version, text) VALUES (:id, :version, :text)";
static const char get[] =
  "SELECT s.id, s.name, t.text, s.version FROM script s"
  " JOIN script_text t ON t.script_id = s.id AND t.version = s.version"
  " WHERE s.id = :id AND s.deleted_at_ms IS NULL";
static const char get_edition[] =
  "SELECT s.id, s.name, t.text, t.version FROM script s"
  " JOIN script_text t ON t.script_id = s.id WHERE s.id = :id AND t.version = :version";
static const char list[] =
  "SELECT s.id, s.name, t.text, s.version FROM script s"
  " JOIN script_text t ON t.script_id = s.id AND t.version = s.version"
  " WHERE s.id > :after AND s.deleted_at_ms IS NULL ORDER BY s.folded";
/* clang-format on */

#define NAMED_USERS 3 /* campaigns in a sentence; more are counted */

static gboolean
explain (const OdScript *script, GError **error)
{
  if (error != NULL && g_error_matches (*error, OD_DB_ERROR, OD_DB_ERROR_CONFLICT)) {
    g_clear_error (error);
    g_set_error (error, OD_STORE_ERROR, OD_STORE_ERROR_REFUSED,
                 "There is already a script called “%s”", script->name);
  }
  return FALSE;
}

static gboolean
save_text (OdTx *tx, const OdScript *script, GError **error)
{
  OdEvent event = { .kind = OD_EVENT_SCRIPT_SAVED, .n = script->version };

  if (!od_db_run (tx->db, add_text, error, OD_INT (":id", script->id),
                  OD_INT (":version", script->version), OD_TEXT (":text", script->text)))
    return FALSE;

  od_tx_log (tx, &event);
  return TRUE;
}

gboolean
od_script_store_add (OdTx *tx, OdScript *script, GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autofree char *folded = g_utf8_casefold (script->name, -1);

  if (!od_db_run (tx->db, add, error, OD_TEXT (":name", script->name),
                  OD_TEXT (":folded", folded)))
    return explain (script, error);

  script->id = od_db_last_id (tx->db);
  script->version = 1;
  return save_text (tx, script, error);
}

static gboolean
refuse_stale (GError **error)
{
  g_set_error (error, OD_STORE_ERROR, OD_STORE_ERROR_STALE,
               "Somebody else has changed this script");
  return FALSE;
}

gboolean
od_script_store_save (OdTx *tx, OdScript *script, GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autofree char *folded = g_utf8_casefold (script->name, -1);

  if (!od_db_run (tx->db, save, error, OD_TEXT (":name", script->name),
                  OD_TEXT (":folded", folded), OD_INT (":id", script->id),
                  OD_INT (":version", script->version)))
    return explain (script, error);
  if (od_db_changes (tx->db) == 0)
    return refuse_stale (error);

  script->version++;
  return save_text (tx, script, error);
}

static gpointer
read_script (OdStatement *st)
{
  OdScript *script = od_script_new ();

  script->id = od_statement_get_int (st, 0);
  script->name = od_statement_dup_text (st, 1);
  script->text = od_statement_dup_text (st, 2);
  script->version = od_statement_get_int (st, 3);
  return script;
}

static GPtrArray *
read_scripts (OdStatement *st, GError **error)
{
  return od_statement_collect (st, read_script, (GDestroyNotify) od_script_free, error);
}

static OdScript *
take_script (OdStatement *taken, GError **error)
{
  g_autoptr (GPtrArray) scripts = NULL;
  g_autoptr (OdStatement) st = taken;

  if (st == NULL)
    return NULL;
  scripts = read_scripts (st, error);
  if (scripts != NULL && scripts->len == 0) {
    g_set_error (error, OD_STORE_ERROR, OD_STORE_ERROR_NOT_FOUND,
                 "There is no such script");
    return NULL;
  }

  return scripts != NULL ? g_ptr_array_steal_index (scripts, 0) : NULL;
}

OdScript *
od_script_store_get (OdTx *tx, gint64 id, GError **error)
{
  OD_ASSERT_STORE (tx);

  return take_script (od_db_query (tx->db, get, error, OD_INT (":id", id)), error);
}

OdScript *
od_script_store_get_edition (OdTx *tx, gint64 id, gint64 version, GError **error)
{
  OD_ASSERT_STORE (tx);

  return take_script (od_db_query (tx->db, get_edition, error, OD_INT (":id", id),
                                   OD_INT (":version", version)),
                      error);
}

static gpointer
read_name (OdStatement *st)
{
  return od_statement_dup_text (st, 0);
}

/* "“A”", "“A” and “B”", "“A”, “B”, “C” and 2 more". (transfer full) */
static char *
describe_users (const GPtrArray *names)
{
  GString *words = g_string_new (NULL);
  guint named = MIN (names->len, NAMED_USERS);

  for (guint i = 0; i < named; i++) {
    if (i > 0)
      g_string_append (words, i + 1 < names->len ? ", " : " and ");
    g_string_append_printf (words, "“%s”", (const char *) names->pdata[i]);
  }
  if (names->len > named)
    g_string_append_printf (words, " and %u more", names->len - named);
  return g_string_free (words, FALSE);
}

static gboolean
check_unused (OdTx *tx, const OdScript *script, GError **error)
{
  g_autoptr (OdStatement)
    st = od_db_query (tx->db, list_users, error, OD_INT (":id", script->id));
  g_autoptr (GPtrArray) names = NULL;
  g_autofree char *users = NULL;

  if (st != NULL)
    names = od_statement_collect (st, read_name, g_free, error);
  if (names == NULL)
    return FALSE;
  if (names->len == 0)
    return TRUE;

  users = describe_users (names);
  g_set_error (error, OD_STORE_ERROR, OD_STORE_ERROR_REFUSED,
               "“%s” is the script of %s: give %s another script first", script->name,
               users, names->len == 1 ? "that campaign" : "those campaigns");
  return FALSE;
}

gboolean
od_script_store_delete (OdTx *tx, gint64 id, gint64 version, GError **error)
{
  OD_ASSERT_STORE (tx);

  OdEvent event = { .kind = OD_EVENT_SCRIPT_DELETED, .n = version };
  g_autoptr (OdScript) script = od_script_store_get (tx, id, error);
  g_autofree char *folded = g_strdup_printf (" %" G_GINT64_FORMAT, id);

  if (script == NULL || !check_unused (tx, script, error)
      || !od_db_run (tx->db, delete, error, OD_TEXT (":folded", folded),
                     OD_INT (":now", tx->now_ms), OD_INT (":id", id),
                     OD_INT (":version", version)))
    return FALSE;
  if (od_db_changes (tx->db) == 0)
    return refuse_stale (error);

  od_tx_log (tx, &event);
  return TRUE;
}

GPtrArray *
od_script_store_list (OdTx *tx, GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autoptr (OdStatement) st = od_db_query (tx->db, list, error, OD_INT (":after", 0));

  return st != NULL ? read_scripts (st, error) : NULL;
}
