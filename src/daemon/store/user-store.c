/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All SQL about accounts and their sessions. Passwords come here hashed, tokens too.
 */
#include "daemon/store/user-store.h"

#include "daemon/store/agent-store.h"

#include <string.h>

/* clang-format off */
static const char add[] =
  "INSERT INTO account (name, role, password_hash, created_at_ms)"
  " VALUES (:name, :role, :hash, :now)";
static const char set_password[] =
  "UPDATE account SET password_hash = :hash WHERE name = :name";
static const char get[] =
  "SELECT id, name, role, disabled, password_hash FROM account WHERE name = :name";
static const char get_by_id[] =
  "SELECT id, name, role, disabled FROM account WHERE id = :id";
static const char list[] = "SELECT id, name, role, disabled FROM account ORDER BY name";
static const char set_own_password[] =
  "UPDATE account SET password_hash = :hash WHERE id = :id AND password_hash = :old";
static const char end_other_sessions[] =
  "DELETE FROM session WHERE account_id = :id AND token_hash <> :but";
static const char set_role[] = "UPDATE account SET role = :role WHERE id = :id";
static const char set_disabled[] =
  "UPDATE account SET disabled = :disabled WHERE id = :id";
static const char others_rule[] =
  "SELECT EXISTS (SELECT 1 FROM account WHERE role = :admin AND disabled = 0"
  " AND id <> :id)";
static const char leave_campaigns[] = "DELETE FROM campaign_agent WHERE agent_id = :id";
static const char is_agent[] = "SELECT EXISTS (SELECT 1 FROM agent WHERE id = :id)";
static const char names_in_block[] =
  "SELECT name FROM account WHERE length(name) = length(:first)"
  " AND name >= :first AND name <= :last";
static const char end_sessions_of_name[] =
  "DELETE FROM session WHERE account_id = (SELECT id FROM account WHERE name = :name)";
static const char end_sessions_of_user[] = "DELETE FROM session WHERE account_id = :id";
static const char add_session[] =
  "INSERT INTO session (token_hash, account_id, created_at_ms, expires_at_ms, sip_user,"
  " sip_ha1) VALUES (:token_hash, :user_id, :now, :expires_at_ms, :sip_user, :sip_ha1)";
static const char end_session[] = "DELETE FROM session WHERE token_hash = :token";
static const char forget_wish_of_session[] =
  "UPDATE agent SET wants_ready = 0 WHERE id ="
  " (SELECT account_id FROM session WHERE token_hash = :token)";
static const char forget_wish[] = "UPDATE agent SET wants_ready = 0 WHERE id = :id";
static const char list_sessions[] =
  "SELECT u.id AS user_id, u.name AS user_name, u.role, s.token_hash, s.sip_user,"
  " s.sip_ha1, s.expires_at_ms"
  " FROM session s JOIN account u ON u.id = s.account_id WHERE s.expires_at_ms > :now";
/* clang-format on */

static const OdColumn user_columns[] = { OD_COLUMN (OdUser, id),
                                         OD_COLUMN (OdUser, name),
                                         OD_COLUMN (OdUser, role),
                                         OD_COLUMN (OdUser, disabled),
                                         { NULL } };
static const OdRowType user_row = { user_columns, sizeof (OdUser),
                                    (GDestroyNotify) od_user_free };

#define COLUMN(member) OD_COLUMN (OdSessionRow, member)
static const OdColumn session_columns[] = { COLUMN (user_id),       COLUMN (user_name),
                                            COLUMN (role),          COLUMN (token_hash),
                                            COLUMN (sip_user),      COLUMN (sip_ha1),
                                            COLUMN (expires_at_ms), { NULL } };
static const OdRowType session_row = { session_columns, sizeof (OdSessionRow),
                                       (GDestroyNotify) od_session_row_free };

gboolean
od_user_store_add (OdTx *tx,
                   const char *name,
                   OdRole role,
                   const char *password_hash,
                   gint64 *id,
                   GError **error)
{
  OD_ASSERT_STORE (tx);

  if (!od_db_run (tx->db, add, error, OD_TEXT (":name", name), OD_INT (":role", role),
                  OD_TEXT (":hash", password_hash), OD_INT (":now", tx->now_ms)))
    return od_store_error_explain (error, "There is already a user called “%s”", name);

  *id = od_db_last_id (tx->db);
  return role != OD_ROLE_AGENT || od_agent_store_add (tx, *id, error);
}

/* Which numbers of the block are somebody's name: a byte each. */
static GByteArray *
read_block (OdTx *tx, gint64 first, gint64 last, guint *n_free, GError **error)
{
  g_autoptr (GByteArray) taken = g_byte_array_new ();
  g_autofree char *from = g_strdup_printf ("%" G_GINT64_FORMAT, first);
  g_autofree char *to = g_strdup_printf ("%" G_GINT64_FORMAT, last);
  g_autoptr (OdStatement)
    st = od_db_query (tx->db, names_in_block, error, OD_TEXT (":first", from),
                      OD_TEXT (":last", to));

  g_byte_array_set_size (taken, last - first + 1);
  memset (taken->data, FALSE, taken->len);
  *n_free = taken->len;
  while (od_statement_next (st, error)) {
    gint64 number;

    if (g_ascii_string_to_signed (od_statement_get_text (st, 0), 10, first, last, &number,
                                  NULL)) {
      taken->data[number - first] = TRUE;
      --*n_free;
    }
  }

  return od_statement_is_through (st) ? g_steal_pointer (&taken) : NULL;
}

static gboolean
check_room (guint n_free, guint n, gint64 first, gint64 last, GError **error)
{
  return n <= n_free
         || od_store_error_set (error, OD_STORE_ERROR_NO_ROOM,
                                "Only %u numbers from %" G_GINT64_FORMAT
                                " to %" G_GINT64_FORMAT " are free: no agent was made",
                                n_free, first, last);
}

gboolean
od_user_store_check_block (OdTx *tx, gint64 first, gint64 last, guint n, GError **error)
{
  OD_ASSERT_STORE (tx);

  guint n_free;
  g_autoptr (GByteArray) taken = read_block (tx, first, last, &n_free, error);

  return taken != NULL && check_room (n_free, n, first, last, error);
}

/* Where @n free numbers in a row begin; 0 when there is no such place. */
static guint
find_row (GByteArray *taken, guint n)
{
  guint row = 0;

  for (guint i = 0; i < taken->len; i++) {
    row = taken->data[i] ? 0 : row + 1;
    if (row == n)
      return i + 1 - n;
  }

  return 0;
}

static OdAgent *
agent_new (gint64 id, const char *name)
{
  OdAgent *agent = g_new0 (OdAgent, 1);

  agent->id = id;
  agent->name = g_strdup (name);
  return agent;
}

GPtrArray *
od_user_store_add_agents (OdTx *tx,
                          gint64 first,
                          gint64 last,
                          GPtrArray *hashes,
                          GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autoptr (GPtrArray)
    agents = g_ptr_array_new_with_free_func ((GDestroyNotify) od_agent_free);
  guint n_free;
  g_autoptr (GByteArray) taken = read_block (tx, first, last, &n_free, error);

  if (taken == NULL || !check_room (n_free, hashes->len, first, last, error))
    return NULL;
  for (guint i = find_row (taken, hashes->len); agents->len < hashes->len; i++) {
    g_autofree char *name = g_strdup_printf ("%" G_GINT64_FORMAT, first + i);
    const char *hash = g_ptr_array_index (hashes, agents->len);
    gint64 id;

    if (taken->data[i])
      continue;
    if (!od_user_store_add (tx, name, OD_ROLE_AGENT, hash, &id, error))
      return NULL;
    g_ptr_array_add (agents, agent_new (id, name));
  }

  return g_steal_pointer (&agents);
}

gboolean
od_user_store_set_password (OdTx *tx,
                            const char *name,
                            const char *password_hash,
                            GError **error)
{
  OD_ASSERT_STORE (tx);

  if (!od_db_run (tx->db, set_password, error, OD_TEXT (":name", name),
                  OD_TEXT (":hash", password_hash)))
    return FALSE;
  if (od_db_changes (tx->db) == 0)
    return od_store_error_set (error, OD_STORE_ERROR_NOT_FOUND,
                               "There is no user called “%s”", name);

  return od_db_run (tx->db, end_sessions_of_name, error, OD_TEXT (":name", name));
}

OdUser *
od_user_store_get (OdTx *tx, const char *name, char **password_hash, GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autoptr (OdStatement) st = od_db_query (tx->db, get, error, OD_TEXT (":name", name));

  if (od_statement_next (st, error)) {
    if (password_hash != NULL)
      *password_hash = od_statement_dup_text (st, 4);
    return od_row_read (&user_row, st);
  }

  if (od_statement_is_through (st))
    od_store_error_set (error, OD_STORE_ERROR_NOT_FOUND, "There is no user called “%s”",
                        name);
  return NULL;
}

OdUser *
od_user_store_get_by_id (OdTx *tx, gint64 id, GError **error)
{
  OD_ASSERT_STORE (tx);

  return od_tx_get (tx, &user_row, get_by_id, "user", error, OD_INT (":id", id));
}

GPtrArray *
od_user_store_list (OdTx *tx, GError **error)
{
  OD_ASSERT_STORE (tx);

  return od_tx_list (tx, &user_row, list, error, { NULL });
}

gboolean
od_user_store_set_own_password (OdTx *tx,
                                gint64 id,
                                const char *old_hash,
                                const char *password_hash,
                                const char *token_hash,
                                GError **error)
{
  OD_ASSERT_STORE (tx);

  if (!od_db_run (tx->db, set_own_password, error, OD_INT (":id", id),
                  OD_TEXT (":hash", password_hash), OD_TEXT (":old", old_hash)))
    return FALSE;
  if (od_db_changes (tx->db) == 0)
    return od_store_error_set (error, OD_STORE_ERROR_REFUSED,
                               "Your password was set by somebody else in this moment: "
                               "sign in with that one");

  return od_db_run (tx->db, end_other_sessions, error, OD_INT (":id", id),
                    OD_TEXT (":but", token_hash));
}

/* Somebody has to be left who can undo it. */
static gboolean
check_admin_left (OdTx *tx, const OdUser *user, GError **error)
{
  gboolean left = TRUE;

  if (user->role == OD_ROLE_ADMIN && !user->disabled
      && !od_statement_take_bool (od_db_query (tx->db, others_rule, error,
                                               OD_INT (":admin", OD_ROLE_ADMIN),
                                               OD_INT (":id", user->id)),
                                  &left, error))
    return FALSE;

  return left
         || od_store_error_set (error, OD_STORE_ERROR_REFUSED,
                                "“%s” is the last administrator: make another one first",
                                user->name);
}

gboolean
od_user_store_end_sessions (OdTx *tx, gint64 id, GError **error)
{
  OD_ASSERT_STORE (tx);

  return od_db_run (tx->db, end_sessions_of_user, error, OD_INT (":id", id))
         && od_db_run (tx->db, forget_wish, error, OD_INT (":id", id));
}

/* An agent has a row of its own, which stays: its calls name it. */
static gboolean
move_to_role (OdTx *tx, const OdUser *user, OdRole role, GError **error)
{
  OdEvent event = { .kind = OD_EVENT_AGENTS_SAVED, .agent_id = user->id, .n = 1 };
  gboolean has_row;

  if (!od_statement_take_bool (od_db_query (tx->db, is_agent, error,
                                            OD_INT (":id", user->id)),
                               &has_row, error))
    return FALSE;
  if (role == OD_ROLE_AGENT && !has_row)
    return od_agent_store_add (tx, user->id, error);

  return (role == OD_ROLE_AGENT
          || od_db_run (tx->db, leave_campaigns, error, OD_INT (":id", user->id)))
         && (!has_row || od_tx_log (tx, &event));
}

gboolean
od_user_store_set_role (OdTx *tx, const OdUser *user, OdRole role, GError **error)
{
  OD_ASSERT_STORE (tx);

  if (role == user->role)
    return TRUE;

  return check_admin_left (tx, user, error)
         && od_db_run (tx->db, set_role, error, OD_INT (":id", user->id),
                       OD_INT (":role", role))
         && move_to_role (tx, user, role, error)
         && od_user_store_end_sessions (tx, user->id, error);
}

gboolean
od_user_store_set_disabled (OdTx *tx,
                            const OdUser *user,
                            gboolean disabled,
                            GError **error)
{
  OD_ASSERT_STORE (tx);

  if (disabled && !check_admin_left (tx, user, error))
    return FALSE;

  return od_db_run (tx->db, set_disabled, error, OD_INT (":id", user->id),
                    OD_INT (":disabled", disabled))
         && (!disabled || od_user_store_end_sessions (tx, user->id, error));
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
  OD_ASSERT_STORE (tx);

  if (row->role == OD_ROLE_AGENT
      && (!od_db_run (tx->db, end_sessions_of_user, error, OD_INT (":id", row->user_id))
          || !od_db_run (tx->db, forget_wish, error, OD_INT (":id", row->user_id))))
    return FALSE;

  return od_row_run (&session_row, row, tx->db, add_session, error,
                     OD_INT (":now", tx->now_ms));
}

gboolean
od_user_store_end_session (OdTx *tx, const char *token_hash, GError **error)
{
  OD_ASSERT_STORE (tx);

  return od_db_run (tx->db, forget_wish_of_session, error, OD_TEXT (":token", token_hash))
         && od_db_run (tx->db, end_session, error, OD_TEXT (":token", token_hash));
}

GPtrArray *
od_user_store_list_sessions (OdTx *tx, GError **error)
{
  OD_ASSERT_STORE (tx);

  return od_tx_list (tx, &session_row, list_sessions, error, OD_INT (":now", tx->now_ms));
}
