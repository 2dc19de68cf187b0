/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Signing in, in four steps, each on its own thread:
 *
 *   LOOK_UP (reader) --> BEGIN (main) --> CHECK (password pool) --> SAVE (writer)
 *       unknown user: CHECK runs all the same, on a hash nobody's password has, so that
 *       the time says nothing about who exists
 *       BEGIN: whose client is gone, or who has failed too often meanwhile, goes
 *
 * Where an address has failed too often, or is about to, only a name that exists and has
 * not failed there gets to CHECK. Every other answer from there is the same one at the
 * same time, so that it does not say who exists either.
 */
#include "daemon/api/sign-in.h"

#include "daemon/api/api-state.h"
#include "daemon/api/client-address.h"
#include "daemon/api/dispatch.h"
#include "daemon/store/known-address-store.h"
#include "daemon/store/password.h"
#include "daemon/store/user-store.h"
#include "shared/model/security-log.h"
#include "shared/wire/fields.h"
#include "shared/wire/json-field.h"
#include "shared/wire/paths.h"

#define MAX_WAITING  16   /* for argon2: about a second's work; */
#define MAX_UNPROVED 1    /* of an address; who comes then must have a name that exists */
#define MAX_CLEAN    64   /* from addresses where nobody has failed; */
#define MAX_KNOWN    256  /* and of names that have signed in from there before */
#define MAX_HELD     1000 /* answers that wait for their time; then they do not */
#define HOLD_MS      400  /* longer than a password takes */

/* argon2id of a random password, with the parameters of password.c. */
static const char nobodys_hash[] = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHRzb21lc2FsdA"
                                   "$iWh06vD8Fy27wf9npn6FXWiCX4K6pW6Ue1Bnzz07Z8A";

typedef struct {
  OdRequest *request;
  char *user_name;
  char *password;
  char *address; /* of the client */
  char *net;     /* the same, as its limits are counted */
  gint64 begun_us;
  gboolean narrow;  /* the address has failed too often */
  gboolean crowded; /* or may be about to: many wait there, who may all be right */
  gboolean wrong;   /* no such user, or another password */
  gboolean locks;   /* if this is wrong, too */
  OdUser *user;     /* NULL: unknown */
  char *hash;
  OdSession *session;
  char *token;
} SignIn;

static void
sign_in_free (gpointer data)
{
  SignIn *in = data;

  g_free (in->user_name);
  g_free (in->password);
  g_free (in->address);
  g_free (in->net);
  g_clear_pointer (&in->user, od_user_free);
  g_free (in->hash);
  g_clear_pointer (&in->session, od_session_unref);
  g_free (in->token);
  g_free (in);
}

static gboolean
save_session (OdTx *tx, gpointer data, GError **error)
{
  SignIn *in = data;
  OdSessionRow row = { .user_id = in->session->user_id,
                       .role = in->session->role,
                       .token_hash = in->session->token_hash,
                       .sip_user = in->session->sip_user,
                       .sip_ha1 = in->session->sip_ha1,
                       .expires_at_ms = in->session->expires_at_ms };

  g_autofree char *hash = NULL;
  g_autoptr (OdUser) now = od_user_store_get (tx, in->user_name, &hash, error);

  if (now == NULL)
    return FALSE;
  /* Meanwhile, or before: the password that was compared has to be the one of now. */
  if (now->disabled || now->role != row.role || strcmp (hash, in->hash) != 0)
    return od_store_error_set (error, OD_STORE_ERROR_REFUSED,
                               "You may not sign in now: ask your supervisor");

  return od_user_store_add_session (tx, &row, error)
         && od_known_address_store_add (tx, row.user_id, in->net, error);
}

static void
on_saved (gpointer data, const GError *error, gpointer user_data)
{
  SignIn *in = data;
  OdRequest *request = in->request;
  OdApi *api = request->api;

  api->n_working--;
  if (error != NULL) {
    od_request_set_error (request, error);
    od_dispatch_finish (request);
    return;
  }
  if (in->session->role == OD_ROLE_AGENT)
    od_news_hub_end (api->hub, in->session->user_id);
  od_sessions_add (api->sessions, in->session);
  if (in->session->role == OD_ROLE_AGENT)
    od_dialer_sign_in (api->dialer, in->session->user_id, in->session->user_name,
                       in->session->sip_user, in->session->sip_ha1);
  od_request_answer (request, 201,
                     json_pack ("{s:s, s:s, s:I, s:s, s:I, s:i}", OD_FIELD_TOKEN,
                                in->token, OD_FIELD_ROLE,
                                od_role_get_name (in->session->role), OD_FIELD_ID,
                                in->session->user_id, OD_FIELD_NAME,
                                in->session->user_name, OD_FIELD_EXPIRES_AT_MS,
                                in->session->expires_at_ms, OD_FIELD_WIRE,
                                OD_WIRE_VERSION));
  od_dispatch_finish (request);
}

static void
refuse (SignIn *in, guint retry_s)
{
  in->request->retry_s = retry_s;
  od_request_set_problem (in->request, 429, "too-many-tries",
                          "Too many sign-ins failed: check user name and password, and "
                          "try again a little later",
                          NULL);
  od_dispatch_finish (in->request);
  sign_in_free (in);
}

static void
refuse_busy (SignIn *in)
{
  od_request_set_problem (in->request, 429, "busy",
                          "Too many people sign in at this moment: try again", NULL);
  od_dispatch_finish (in->request);
  sign_in_free (in);
}

static void
answer_wrong (SignIn *in)
{
  od_request_set_problem (in->request, 401, "wrong-password",
                          "The user name or the password is wrong", NULL);
  od_dispatch_finish (in->request);
  sign_in_free (in);
}

static void
refuse_now (SignIn *in)
{
  if (in->narrow)
    refuse (in, OD_SIGN_IN_ADDRESS_PAUSE_MS / 1000);
  else if (in->wrong)
    answer_wrong (in);
  else
    refuse_busy (in);
}

static gboolean
on_held (gpointer data)
{
  SignIn *in = data;

  in->request->api->n_held--;
  refuse_now (in);
  return G_SOURCE_REMOVE;
}

/* Off the count of working requests. The answer says as little by its time as by its
 * words. */
static void
refuse_in_time (SignIn *in)
{
  OdApi *api = in->request->api;
  gint64 passed_ms = (g_get_monotonic_time () - in->begun_us) / 1000;

  if (passed_ms >= HOLD_MS || api->closing) {
    refuse_now (in);
    return;
  }
  api->n_held++;
  g_timeout_add (HOLD_MS - passed_ms, on_held, in);
}

static void
on_checked (gpointer data)
{
  SignIn *in = data;
  OdApi *api = in->request->api;

  api->n_working--;
  if (in->user == NULL) {
    od_security_log (OD_SECURITY_SIGN_IN_FAILED, in->address, in->user_name, NULL, NULL);
    if (in->locks)
      od_security_log (OD_SECURITY_LOCKOUT, in->address, in->user_name, NULL, NULL);
    od_password_pool_cut (od_jobs_get_passwords (api->jobs), in->net, MAX_WAITING);
    in->wrong = TRUE;
    if (in->narrow || in->crowded)
      refuse_in_time (in);
    else
      answer_wrong (in);
    return;
  }

  od_sign_in_limits_pass (api->limits, in->user_name, in->net);
  in->session = od_session_new (in->user, api->clock, &in->token);
  api->n_working++;
  od_store_write (api->store, save_session, in, sign_in_free, on_saved, NULL);
}

/* Main thread: the last moment before it costs argon2. */
static gboolean
begin_check (gpointer data)
{
  SignIn *in = data;
  OdApi *api = in->request->api;
  OdSignInLeave leave;
  guint retry_s;

  leave = od_sign_in_limits_ask (api->limits, in->user_name, in->net, &retry_s);
  in->narrow = in->narrow || leave != OD_SIGN_IN_OPEN;
  if (!api->closing && !od_client_address_is_gone (in->request)
      && leave != OD_SIGN_IN_SHUT && leave != OD_SIGN_IN_FULL
      && (in->user != NULL || !(in->narrow || in->crowded))) {
    in->locks = od_sign_in_limits_try (api->limits, in->user_name, in->net);
    return TRUE;
  }

  api->n_working--;
  if (api->closing) {
    od_dispatch_refuse_if_closing (in->request);
    od_dispatch_finish (in->request);
    sign_in_free (in);
  } else if (leave == OD_SIGN_IN_SHUT) {
    refuse (in, retry_s);
  } else {
    refuse_in_time (in);
  }
  return FALSE;
}

/* Main thread: others of its address have failed meanwhile. */
static void
on_cut (gpointer data)
{
  SignIn *in = data;

  in->request->api->n_working--;
  refuse_busy (in);
}

/* A thread of the password pool. */
static void
check (gpointer data)
{
  SignIn *in = data;

  if (!od_password_fits (in->password, in->hash != NULL ? in->hash : nobodys_hash))
    g_clear_pointer (&in->user, od_user_free);
}

static gboolean
look_up (OdTx *tx, gpointer data, GError **error)
{
  SignIn *in = data;
  g_autoptr (GError) local = NULL;

  in->user = od_user_store_get (tx, in->user_name, &in->hash, &local);
  if (in->user != NULL
      || g_error_matches (local, OD_STORE_ERROR, OD_STORE_ERROR_NOT_FOUND))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* How many others may wait. */
static guint
get_most (SignIn *in, gboolean known)
{
  gboolean clean = od_sign_in_limits_is_clean (in->request->api->limits, in->net);

  return known ? MAX_KNOWN : clean ? MAX_CLEAN : MAX_WAITING;
}

static gboolean
wait_for_check (SignIn *in)
{
  static const OdPasswordWork work = { begin_check, check, on_checked, on_cut };
  OdApi *api = in->request->api;
  gboolean known = od_sign_in_limits_knows (api->limits, in->user_name, in->net);
  guint most = get_most (in, known);

  return od_password_pool_queue (od_jobs_get_passwords (api->jobs), &work, in, in->net,
                                 known, most);
}

/* So many of its address wait that they may be guesses. */
static gboolean
is_crowded (SignIn *in)
{
  OdApi *api = in->request->api;

  return !od_sign_in_limits_knows (api->limits, in->user_name, in->net)
         && od_password_pool_count (od_jobs_get_passwords (api->jobs), in->net)
              >= MAX_UNPROVED;
}

static void
on_looked_up (gpointer data, const GError *error, gpointer user_data)
{
  SignIn *in = data;
  OdApi *api = in->request->api;
  gboolean held;

  in->crowded = is_crowded (in);
  held = in->narrow || in->crowded;
  /* What somebody who exists would hear of a wrong password. */
  in->wrong = in->user == NULL
              && od_password_pool_has_room (od_jobs_get_passwords (api->jobs), FALSE,
                                            get_most (in, FALSE));
  if (error == NULL && (in->user != NULL || !held) && wait_for_check (in))
    return;

  api->n_working--;
  if (error != NULL) {
    od_request_set_error (in->request, error);
    od_dispatch_finish (in->request);
    sign_in_free (in);
  } else if (held) {
    refuse_in_time (in);
  } else {
    refuse_busy (in);
  }
}

/* NULL with @error: the body is wrong. */
static SignIn *
read_sign_in (OdRequest *request, GError **error)
{
  static const char *const names[] = { OD_FIELD_USER, OD_FIELD_PASSWORD, NULL };
  SignIn *in = g_new0 (SignIn, 1);
  json_t *password = json_object_get (request->json, OD_FIELD_PASSWORD);

  if (!od_json_field_only (request->json, names, error)
      || !od_json_field_text (request->json, OD_FIELD_USER, 1, 64, &in->user_name, error)
      || !od_json_field_require (in->user_name != NULL, OD_FIELD_USER, error)
      || !od_json_field_require (json_is_string (password), OD_FIELD_PASSWORD, error)) {
    sign_in_free (in);
    return NULL;
  }

  in->request = request;
  in->password = g_strdup (json_string_value (password));
  in->begun_us = g_get_monotonic_time ();
  return in;
}

gboolean
od_sign_in_begin (OdRequest *request, GError **error)
{
  OdApi *api = request->api;
  SignIn *in = read_sign_in (request, error);
  OdSignInLeave leave;
  guint retry_s = 0;

  if (in == NULL)
    return FALSE;

  in->address = od_client_address_of (request);
  in->net = od_client_address_get_net (in->address);
  leave = od_sign_in_limits_ask (api->limits, in->user_name, in->net, &retry_s);
  in->narrow = leave != OD_SIGN_IN_OPEN;
  if (leave == OD_SIGN_IN_SHUT || (in->narrow && api->n_held >= MAX_HELD)) {
    refuse (in, retry_s);
    return TRUE;
  }
  if (leave == OD_SIGN_IN_FULL) {
    refuse_in_time (in);
    return TRUE;
  }

  api->n_working++;
  od_store_read (api->store, look_up, in, NULL, on_looked_up, NULL);
  return TRUE;
}
