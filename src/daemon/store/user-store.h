/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/store/tx.h"
#include "shared/model/agent.h"
#include "shared/model/user.h"

/** od_user_store_add: @id (out). A role of agent makes the agent's row too. A name that
 * is taken is OD_STORE_ERROR_REFUSED. */
gboolean od_user_store_add (OdTx *tx,
                            const char *name,
                            OdRole role,
                            const char *password_hash,
                            gint64 *id,
                            GError **error);

/** od_user_store_check_block: whether of the numbers from @first to @last, which have
 * equally many digits, @n are no user's name yet; else OD_STORE_ERROR_NO_ROOM. */
gboolean
od_user_store_check_block (OdTx *tx, gint64 first, gint64 last, guint n, GError **error);

/**
 * od_user_store_add_agents:
 * @hashes: (element-type utf8): of their passwords
 *
 * One agent for each of @hashes, called by the first free numbers from @first to @last
 * that follow one another; if so many do not, by the first free ones.
 *
 * Returns: (element-type OdAgent): or NULL: none was added
 */
GPtrArray *od_user_store_add_agents (OdTx *tx,
                                     gint64 first,
                                     gint64 last,
                                     GPtrArray *hashes,
                                     GError **error);

/** od_user_store_set_password: also ends the user's sessions. */
gboolean od_user_store_set_password (OdTx *tx,
                                     const char *name,
                                     const char *password_hash,
                                     GError **error);

/** od_user_store_get: @password_hash (out) (optional) (transfer full). */
OdUser *
od_user_store_get (OdTx *tx, const char *name, char **password_hash, GError **error);

OdUser *od_user_store_get_by_id (OdTx *tx, gint64 id, GError **error);

/** od_user_store_list: (element-type OdUser): by name. */
GPtrArray *od_user_store_list (OdTx *tx, GError **error);

/** od_user_store_set_own_password: ends all sessions of the user but that of
 * @token_hash. @old_hash: what the old password was compared with: if it is another one
 * by now, OD_STORE_ERROR_REFUSED. */
gboolean od_user_store_set_own_password (OdTx *tx,
                                         gint64 id,
                                         const char *old_hash,
                                         const char *password_hash,
                                         const char *token_hash,
                                         GError **error);

/** od_user_store_set_role, od_user_store_set_disabled: end @user's sessions, but for who
 * is enabled again. Who is an agent no more leaves all campaigns. The last administrator
 * stays one: OD_STORE_ERROR_REFUSED. */
gboolean
od_user_store_set_role (OdTx *tx, const OdUser *user, OdRole role, GError **error);
gboolean od_user_store_set_disabled (OdTx *tx,
                                     const OdUser *user,
                                     gboolean disabled,
                                     GError **error);

/** od_user_store_end_sessions: all of the user's. */
gboolean od_user_store_end_sessions (OdTx *tx, gint64 id, GError **error);

/* A signed-in session as it survives a restart. */
typedef struct {
  gint64 user_id;
  char *user_name;
  OdRole role;
  char *token_hash;
  char *sip_user;
  char *sip_ha1;
  gint64 expires_at_ms;
} OdSessionRow;

void od_session_row_free (OdSessionRow *row);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdSessionRow, od_session_row_free)

/** od_user_store_add_session, od_user_store_end_session: an agent's earlier sessions end:
 * one live one at a time. Either way the agent has asked for no calls yet, or any more.
 */
gboolean od_user_store_add_session (OdTx *tx, const OdSessionRow *row, GError **error);
gboolean od_user_store_end_session (OdTx *tx, const char *token_hash, GError **error);

/** od_user_store_list_sessions: (element-type OdSessionRow): those not expired. */
GPtrArray *od_user_store_list_sessions (OdTx *tx, GError **error);
