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

#define COLUMN(member) OD_COLUMN (OdScript, member)
/* clang-format off */
static const OdColumn columns[] = {
  COLUMN (id), COLUMN (name), COLUMN (text), COLUMN (version), { NULL }
};
/* clang-format on */

static const OdRowType script_row = { columns, sizeof (OdScript),
                                      (GDestroyNotify) od_script_free };

static gboolean
refuse_stale (GError **error)
{
  return od_store_error_set (error, OD_STORE_ERROR_STALE,
                             "Somebody else has changed this script");
}

/* @sql: add or save. */
static gboolean
write_script (OdTx *tx, OdScript *script, const char *sql, GError **error)
{
  OdEvent event = { .kind = OD_EVENT_SCRIPT_SAVED };
  g_autofree char *folded = g_utf8_casefold (script->name, -1);

  if (!od_row_run (&script_row, script, tx->db, sql, error, OD_TEXT (":folded", folded)))
    return od_store_error_explain (error, "There is already a script called “%s”",
                                   script->name);
  if (od_db_changes (tx->db) == 0)
    return refuse_stale (error);

  if (sql == add)
    script->id = od_db_last_id (tx->db);
  script->version = sql == add ? 1 : script->version + 1;
  event.n = script->version;
  return od_row_run (&script_row, script, tx->db, add_text, error, { NULL })
         && od_tx_log (tx, &event);
}

gboolean
od_script_store_add (OdTx *tx, OdScript *script, GError **error)
{
  OD_ASSERT_STORE (tx);

  return write_script (tx, script, add, error);
}

gboolean
od_script_store_save (OdTx *tx, OdScript *script, GError **error)
{
  OD_ASSERT_STORE (tx);

  return write_script (tx, script, save, error);
}

OdScript *
od_script_store_get (OdTx *tx, gint64 id, GError **error)
{
  OD_ASSERT_STORE (tx);

  return od_tx_get (tx, &script_row, get, "script", error, OD_INT (":id", id));
}

OdScript *
od_script_store_get_edition (OdTx *tx, gint64 id, gint64 version, GError **error)
{
  OD_ASSERT_STORE (tx);

  return od_tx_get (tx, &script_row, get_edition, "script", error, OD_INT (":id", id),
                    OD_INT (":version", version));
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
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *users = NULL;

  while (od_statement_next (st, error))
    g_ptr_array_add (names, od_statement_dup_text (st, 0));
  if (!od_statement_is_through (st) || names->len == 0)
    return od_statement_is_through (st);

  users = describe_users (names);
  return od_store_error_set (error, OD_STORE_ERROR_REFUSED,
                             "“%s” is the script of %s: give %s another script first",
                             script->name, users,
                             names->len == 1 ? "that campaign" : "those campaigns");
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

  return od_tx_log (tx, &event);
}

GPtrArray *
od_script_store_list (OdTx *tx, GError **error)
{
  OD_ASSERT_STORE (tx);

  return od_tx_list (tx, &script_row, list, error, OD_INT (":after", 0));
}
