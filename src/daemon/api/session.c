/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bearer tokens and who they stand for.
 */
#include "daemon/api/session.h"

#include <sodium.h>
#include <string.h>

#define TOKEN_BYTES   32
#define SIP_BYTES     24
#define REALM         "outdial"
#define AGENT_LIFE_MS (14 * 3600 * 1000) /* a long shift */
#define OTHER_LIFE_MS (12 * 3600 * 1000)

struct _OdSessions {
  const OdClock *clock;
  GHashTable *by_token; /* token_hash -> OdSession, a reference */
};

static char *
to_base64 (const guint8 *bytes, gsize length)
{
  char text[sodium_base64_ENCODED_LEN (TOKEN_BYTES,
                                       sodium_base64_VARIANT_URLSAFE_NO_PADDING)];

  sodium_bin2base64 (text, sizeof text, bytes, length,
                     sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  return g_strdup (text);
}

char *
od_session_hash_token (const char *token)
{
  guint8 hash[32];
  char hex[sizeof hash * 2 + 1];

  crypto_generichash (hash, sizeof hash, (const guint8 *) token, strlen (token), NULL, 0);
  return g_strdup (sodium_bin2hex (hex, sizeof hex, hash, sizeof hash));
}

char *
od_session_derive_sip_password (const char *token)
{
  static const char purpose[] = "outdial sip password";
  guint8 hash[SIP_BYTES];

  crypto_generichash (hash, sizeof hash, (const guint8 *) token, strlen (token),
                      (const guint8 *) purpose, strlen (purpose));
  return to_base64 (hash, sizeof hash);
}

OdSession *
od_session_new (const OdUser *user, const OdClock *clock, char **token)
{
  OdSession *session = g_rc_box_new0 (OdSession);
  g_autofree char *password = NULL;
  g_autofree char *a1 = NULL;
  guint8 random[TOKEN_BYTES];
  guint8 name[8];
  char hex[sizeof name * 2 + 1];

  randombytes_buf (random, sizeof random);
  randombytes_buf (name, sizeof name);
  *token = to_base64 (random, sizeof random);
  password = od_session_derive_sip_password (*token);

  session->user_id = user->id;
  session->user_name = g_strdup (user->name);
  session->role = user->role;
  session->token_hash = od_session_hash_token (*token);
  session->sip_user =
    g_strconcat ("s-", sodium_bin2hex (hex, sizeof hex, name, sizeof name), NULL);
  a1 = g_strdup_printf ("%s:" REALM ":%s", session->sip_user, password);
  session->sip_ha1 = g_compute_checksum_for_string (G_CHECKSUM_MD5, a1, -1);
  session->expires_at_ms = od_clock_now_ms (clock)
                           + (user->role == OD_ROLE_AGENT ? AGENT_LIFE_MS
                                                          : OTHER_LIFE_MS);
  return session;
}

OdSession *
od_session_ref (OdSession *session)
{
  return g_rc_box_acquire (session);
}

static void
session_clear (gpointer data)
{
  OdSession *session = data;

  g_free (session->user_name);
  g_free (session->token_hash);
  g_free (session->sip_user);
  g_free (session->sip_ha1);
}

void
od_session_unref (OdSession *session)
{
  g_rc_box_release_full (session, session_clear);
}

OdSessions *
od_sessions_new (const OdClock *clock)
{
  OdSessions *sessions = g_new0 (OdSessions, 1);

  if (sodium_init () < 0)
    g_error ("libsodium cannot start");
  sessions->clock = clock;
  sessions->by_token = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                              (GDestroyNotify) od_session_unref);
  return sessions;
}

void
od_sessions_free (OdSessions *sessions)
{
  g_hash_table_unref (sessions->by_token);
  g_free (sessions);
}

static gboolean
is_of_user (gpointer key, gpointer value, gpointer user_id)
{
  OdSession *session = value;

  return session->user_id == *(gint64 *) user_id;
}

void
od_sessions_add (OdSessions *sessions, OdSession *session)
{
  if (session->role == OD_ROLE_AGENT)
    g_hash_table_foreach_remove (sessions->by_token, is_of_user, &session->user_id);
  g_hash_table_insert (sessions->by_token, session->token_hash, od_session_ref (session));
}

void
od_sessions_remove (OdSessions *sessions, OdSession *session)
{
  g_hash_table_remove (sessions->by_token, session->token_hash);
}

gboolean
od_sessions_has (OdSessions *sessions, OdSession *session)
{
  return g_hash_table_lookup (sessions->by_token, session->token_hash) == session;
}

static gboolean
is_over (OdSessions *sessions, OdSession *session)
{
  if (session->expires_at_ms <= od_clock_now_ms (sessions->clock))
    session->over = TRUE;

  return session->over;
}

GPtrArray *
od_sessions_list_of_user (OdSessions *sessions, gint64 user_id)
{
  GPtrArray *theirs = g_ptr_array_new_with_free_func ((GDestroyNotify) od_session_unref);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, sessions->by_token);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    if (((OdSession *) value)->user_id == user_id)
      g_ptr_array_add (theirs, od_session_ref (value));
  }

  return theirs;
}

GPtrArray *
od_sessions_list_expired (OdSessions *sessions)
{
  GPtrArray *expired = g_ptr_array_new_with_free_func ((GDestroyNotify) od_session_unref);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, sessions->by_token);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    if (is_over (sessions, value))
      g_ptr_array_add (expired, od_session_ref (value));
  }

  return expired;
}

OdSession *
od_sessions_find (OdSessions *sessions, const char *token)
{
  g_autofree char *hash = od_session_hash_token (token);
  OdSession *session = g_hash_table_lookup (sessions->by_token, hash);

  return session != NULL && !is_over (sessions, session) ? session : NULL;
}
