/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Signing in, in three steps, each on its own thread:
 *
 *   LOOK_UP (reader) --> CHECK (password pool) --> SAVE (writer) --> answered
 *       unknown user: CHECK runs all the same, on a hash nobody's password has, so that
 *       the time says nothing about who exists
 */
#include "daemon/api/sign-in.h"

#include "daemon/api/api-state.h"
#include "daemon/api/dispatch.h"
#include "daemon/store/password.h"
#include "daemon/store/user-store.h"
#include "shared/wire/fields.h"
#include "shared/wire/json-field.h"
#include "shared/wire/paths.h"

/* argon2id of a random password, with the parameters of password.c. */
static const char nobodys_hash[] = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHRzb21lc2FsdA"
                                   "$iWh06vD8Fy27wf9npn6FXWiCX4K6pW6Ue1Bnzz07Z8A";

typedef struct {
  OdRequest *request;
  char *user_name;
  char *password;
  OdUser *user; /* NULL: unknown */
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

  return od_user_store_add_session (tx, &row, error);
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
  od_sessions_forgive (api->sessions, in->user_name);
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
on_checked (gpointer data)
{
  SignIn *in = data;
  OdRequest *request = in->request;
  OdApi *api = request->api;

  api->n_working--;
  if (in->user == NULL) {
    od_request_set_problem (request, 401, "wrong-password",
                            "The user name or the password is wrong", NULL);
    od_dispatch_finish (request);
    sign_in_free (in);
    return;
  }

  in->session = od_session_new (in->user, api->clock, &in->token);
  api->n_working++;
  od_store_write (api->store, save_session, in, sign_in_free, on_saved, NULL);
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

static void
on_looked_up (gpointer data, const GError *error, gpointer user_data)
{
  SignIn *in = data;

  if (error == NULL) {
    od_password_pool_run (od_jobs_get_passwords (in->request->api->jobs), check,
                          on_checked, in);
    return;
  }
  in->request->api->n_working--;
  od_request_set_error (in->request, error);
  od_dispatch_finish (in->request);
  sign_in_free (in);
}

gboolean
od_sign_in_begin (OdRequest *request, GError **error)
{
  static const char *const names[] = { OD_FIELD_USER, OD_FIELD_PASSWORD, NULL };
  SignIn *in = g_new0 (SignIn, 1);
  json_t *password = json_object_get (request->json, OD_FIELD_PASSWORD);

  if (!od_json_field_only (request->json, names, error)
      || !od_json_field_text (request->json, OD_FIELD_USER, 1, 64, &in->user_name, error)
      || !od_json_field_require (in->user_name != NULL, OD_FIELD_USER, error)
      || !od_json_field_require (json_is_string (password), OD_FIELD_PASSWORD, error)) {
    sign_in_free (in);
    return FALSE;
  }
  if (!od_sessions_may_try (request->api->sessions, in->user_name)) {
    od_request_set_problem (request, 429, "too-many-tries",
                            "Too many wrong passwords: wait a little and try again",
                            NULL);
    od_dispatch_finish (request);
    sign_in_free (in);
    return TRUE;
  }

  in->request = request;
  in->password = g_strdup (json_string_value (password));
  request->api->n_working++;
  od_store_read (request->api->store, look_up, in, NULL, on_looked_up, NULL);
  return TRUE;
}
