/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bearer tokens and who they stand for; tries to guess a password are counted here.
 */
#include "daemon/api/session.h"

#include <sodium.h>
#include <string.h>

#define TOKEN_BYTES   32
#define SIP_BYTES     24
#define REALM         "outdial"
#define AGENT_LIFE_MS (14 * 3600 * 1000) /* a long shift */
#define OTHER_LIFE_MS (12 * 3600 * 1000)
#define MAX_TRIES     10 /* wrong passwords in a row, then one a window */
#define WINDOW_MS     12000
#define MAX_NAMES     10000 /* names somebody tries: bounded memory */

struct _OdSessions {
  const OdClock *clock;
  GHashTable *by_token; /* token_hash -> OdSession, a reference */
  GHashTable *tries;    /* user name -> Tries */
};

typedef struct {
  guint n;
  gint64 last_ms;
} Tries;

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
  sessions->tries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return sessions;
}

void
od_sessions_free (OdSessions *sessions)
{
  g_hash_table_unref (sessions->by_token);
  g_hash_table_unref (sessions->tries);
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

static gboolean
is_over (OdSessions *sessions, OdSession *session)
{
  if (session->expires_at_ms <= od_clock_now_ms (sessions->clock))
    session->over = TRUE;

  return session->over;
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

gboolean
od_sessions_may_try (OdSessions *sessions, const char *user_name)
{
  gint64 now_ms = od_clock_now_ms (sessions->clock);
  Tries *tries = g_hash_table_lookup (sessions->tries, user_name);

  if (tries == NULL) {
    if (g_hash_table_size (sessions->tries) >= MAX_NAMES)
      g_hash_table_remove_all (sessions->tries);
    tries = g_new0 (Tries, 1);
    g_hash_table_insert (sessions->tries, g_strdup (user_name), tries);
  }
  if (tries->n >= MAX_TRIES && now_ms - tries->last_ms < WINDOW_MS)
    return FALSE;

  tries->n++;
  tries->last_ms = now_ms;
  return TRUE;
}

void
od_sessions_forgive (OdSessions *sessions, const char *user_name)
{
  g_hash_table_remove (sessions->tries, user_name);
}
