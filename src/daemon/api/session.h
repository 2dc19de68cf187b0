/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/model/clock.h"
#include "shared/model/user.h"

/*
 * Who is signed in: bearer tokens, known only by their hash. In memory as on disk; the
 * disk is for restarts. Main thread.
 */
typedef struct {
  gint64 user_id;
  char *user_name;
  OdRole role;
  char *token_hash; /* BLAKE2b-256, hex */
  char *sip_user;
  char *sip_ha1;
  gint64 expires_at_ms;
  gboolean over; /* its time was seen to be over: for good, whatever the clock says */
} OdSession;

OdSession *od_session_ref (OdSession *session);
void od_session_unref (OdSession *session);

typedef struct _OdSessions OdSessions;

OdSessions *od_sessions_new (const OdClock *clock);
void od_sessions_free (OdSessions *sessions);

/**
 * od_session_new:
 * @token: (out) (transfer full): 256 random bits, base64url: the only copy
 *
 * A new session with random SIP credentials, not yet in any table.
 */
OdSession *od_session_new (const OdUser *user, const OdClock *clock, char **token);

/** od_session_derive_sip_password: (transfer full): from the token, so that the server
 * can tell it again and need not keep it. */
char *od_session_derive_sip_password (const char *token);

/** od_session_hash_token: (transfer full) */
char *od_session_hash_token (const char *token);

/** od_sessions_add: takes a reference; an agent's earlier sessions end. */
void od_sessions_add (OdSessions *sessions, OdSession *session);
void od_sessions_remove (OdSessions *sessions, OdSession *session);

/** od_sessions_has: @session has not ended meanwhile. */
gboolean od_sessions_has (OdSessions *sessions, OdSession *session);

/** od_sessions_find: (transfer none): NULL: unknown or expired. */
OdSession *od_sessions_find (OdSessions *sessions, const char *token);

/** od_sessions_list_of_user: (element-type OdSession): references. */
GPtrArray *od_sessions_list_of_user (OdSessions *sessions, gint64 user_id);

/** od_sessions_list_expired: (element-type OdSession): references; they are still in the
 * table, but not found any more. */
GPtrArray *od_sessions_list_expired (OdSessions *sessions);
