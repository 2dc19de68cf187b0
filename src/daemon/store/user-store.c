/*
 * All SQL about accounts and their sessions. Passwords come here hashed, tokens too.
 */
#include "daemon/store/user-store.h"

#include "daemon/store/agent-store.h"

/* clang-format off */
static const char add[] =
  "INSERT INTO account (name, role, password_hash, created_at_ms)"
  " VALUES (:name, :role, :hash, :now)";
static const char set_password[] =
  "UPDATE account SET password_hash = :hash WHERE name = :name";
static const char get[] =
  "SELECT id, name, role, password_hash FROM account WHERE name = :name";
static const char end_sessions_of_name[] =
  "DELETE FROM session WHERE account_id = (SELECT id FROM account WHERE name = :name)";
static const char end_sessions_of_user[] = "DELETE FROM session WHERE account_id = :id";
static const char add_session[] =
  "INSERT INTO session (token_hash, account_id, created_at_ms, expires_at_ms, sip_user,"
  " sip_ha1) VALUES (:token, :id, :now, :expires, :sip_user, :sip_ha1)";
static const char end_session[] = "DELETE FROM session WHERE token_hash = :token";
static const char forget_wish_of_session[] =
  "UPDATE agent SET wants_ready = 0 WHERE id ="
  " (SELECT account_id FROM session WHERE token_hash = :token)";
static const char forget_wish[] = "UPDATE agent SET wants_ready = 0 WHERE id = :id";
static const char list_sessions[] =
  "SELECT u.id, u.name, u.role, s.token_hash, s.sip_user, s.sip_ha1, s.expires_at_ms"
  " FROM session s JOIN account u ON u.id = s.account_id WHERE s.expires_at_ms > :now";
/* clang-format on */

gboolean
od_user_store_add (OdTx *tx,
                   const char *name,
                   OdRole role,
                   const char *password_hash,
                   gint64 *id,
                   GError **error)
{
  g_autoptr (GError) local = NULL;

  if (!od_db_run (tx->db, add, &local, OD_TEXT (":name", name), OD_INT (":role", role),
                  OD_TEXT (":hash", password_hash), OD_INT (":now", tx->now_ms))) {
    if (g_error_matches (local, OD_DB_ERROR, OD_DB_ERROR_CONFLICT))
      g_set_error (error, OD_STORE_ERROR, OD_STORE_ERROR_REFUSED,
                   "There is already a user called “%s”", name);
    else
      g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }

  *id = od_db_last_id (tx->db);
  return role != OD_ROLE_AGENT || od_agent_store_add (tx, *id, error);
}

gboolean
od_user_store_set_password (OdTx *tx,
                            const char *name,
                            const char *password_hash,
                            GError **error)
{
  if (!od_db_run (tx->db, set_password, error, OD_TEXT (":name", name),
                  OD_TEXT (":hash", password_hash)))
    return FALSE;
  if (od_db_changes (tx->db) == 0) {
    g_set_error (error, OD_STORE_ERROR, OD_STORE_ERROR_NOT_FOUND,
                 "There is no user called “%s”", name);
    return FALSE;
  }

  return od_db_run (tx->db, end_sessions_of_name, error, OD_TEXT (":name", name));
}

OdUser *
od_user_store_get (OdTx *tx, const char *name, char **password_hash, GError **error)
{
  g_autoptr (GError) local = NULL;
  OdUser *user;
  g_autoptr (OdStatement) st = od_db_query (tx->db, get, error, OD_TEXT (":name", name));

  if (st == NULL)
    return NULL;
  if (!od_statement_next (st, &local)) {
    if (local != NULL)
      g_propagate_error (error, g_steal_pointer (&local));
    else
      g_set_error (error, OD_STORE_ERROR, OD_STORE_ERROR_NOT_FOUND,
                   "There is no user called “%s”", name);
    return NULL;
  }

  user = g_new0 (OdUser, 1);
  user->id = od_statement_get_int (st, 0);
  user->name = od_statement_dup_text (st, 1);
  user->role = od_statement_get_int (st, 2);
  if (password_hash != NULL)
    *password_hash = od_statement_dup_text (st, 3);
  return user;
}

void
od_session_row_free (OdSessionRow *row)
{
  g_free (row->user_name);
  g_free (row->token_hash);
  g_free (row->sip_user);
  g_free (row->sip_ha1);
  g_free (row);
}

gboolean
od_user_store_add_session (OdTx *tx, const OdSessionRow *row, GError **error)
{
  if (row->role == OD_ROLE_AGENT
      && (!od_db_run (tx->db, end_sessions_of_user, error, OD_INT (":id", row->user_id))
          || !od_db_run (tx->db, forget_wish, error, OD_INT (":id", row->user_id))))
    return FALSE;

  return od_db_run (tx->db, add_session, error, OD_TEXT (":token", row->token_hash),
                    OD_INT (":id", row->user_id), OD_INT (":now", tx->now_ms),
                    OD_INT (":expires", row->expires_at_ms),
                    OD_TEXT (":sip_user", row->sip_user),
                    OD_TEXT (":sip_ha1", row->sip_ha1));
}

gboolean
od_user_store_end_session (OdTx *tx, const char *token_hash, GError **error)
{
  return od_db_run (tx->db, forget_wish_of_session, error, OD_TEXT (":token", token_hash))
         && od_db_run (tx->db, end_session, error, OD_TEXT (":token", token_hash));
}

static gpointer
read_session (OdStatement *st)
{
  OdSessionRow *row = g_new0 (OdSessionRow, 1);

  row->user_id = od_statement_get_int (st, 0);
  row->user_name = od_statement_dup_text (st, 1);
  row->role = od_statement_get_int (st, 2);
  row->token_hash = od_statement_dup_text (st, 3);
  row->sip_user = od_statement_dup_text (st, 4);
  row->sip_ha1 = od_statement_dup_text (st, 5);
  row->expires_at_ms = od_statement_get_int (st, 6);
  return row;
}

GPtrArray *
od_user_store_list_sessions (OdTx *tx, GError **error)
{
  g_autoptr (OdStatement)
    st = od_db_query (tx->db, list_sessions, error, OD_INT (":now", tx->now_ms));

  if (st == NULL)
    return NULL;
  return od_statement_collect (st, read_session, (GDestroyNotify) od_session_row_free,
                               error);
}
