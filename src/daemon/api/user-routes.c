/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * /users: who may sign in, as what, and for how long. An administrator is asked for
 * everybody, a supervisor for agents, and all for their own password. Whose right is
 * taken away loses sessions, streams and phone in the moment it is.
 *
 * A password goes to the pool before the work: it is hashed there, and the request's own
 * hash, which is kept with the answer, is stretched, because a quick one would give it
 * away.
 */
#include "daemon/api/route.h"

#include "daemon/api/api-state.h"
#include "daemon/api/client-address.h"
#include "daemon/api/dispatch.h"
#include "daemon/api/session-end.h"
#include "daemon/store/password.h"
#include "daemon/store/user-store.h"
#include "shared/model/security-log.h"
#include "shared/wire/fields.h"
#include "shared/wire/json-field.h"
#include "shared/wire/paths.h"

/* What a change is about, from its body to the log. */
typedef struct {
  OdRequest *request; /* lent; while it is hashed */
  char *name;
  OdRole role;
  char *password;
  char *old_password; /* of the own one; NULL: another's is set */
  char *old_hash;
  char *net; /* where the own one is changed from, as sign-ins are counted */
  gboolean old_fits;
  char *hash;
  char *stretched;
  OdUser *user; /* whom it was done to */
} Change;

static void
change_free (gpointer data)
{
  Change *change = data;

  g_free (change->name);
  g_free (change->password);
  g_free (change->old_password);
  g_free (change->old_hash);
  g_free (change->net);
  g_free (change->hash);
  g_free (change->stretched);
  g_clear_pointer (&change->user, od_user_free);
  g_free (change);
}

static Change *
change_new (OdRequest *request)
{
  Change *change = g_new0 (Change, 1);

  change->request = request;
  request->scratch = change;
  request->free_scratch = change_free;
  return change;
}

static void
note (OdRequest *request, OdSecurityEvent event, const char *to)
{
  const Change *change = request->scratch;
  g_autofree char *address = od_client_address_of (request);

  od_security_log (event, address, change->user->name, request->session->user_name, to);
}

static gboolean
check_may (OdRequest *request, OdRole role, GError **error)
{
  if (request->session->role == OD_ROLE_ADMIN || role == OD_ROLE_AGENT)
    return TRUE;

  g_set_error (error, OD_DIALER_ERROR, OD_DIALER_ERROR_NOT_YOURS,
               "Only an administrator changes supervisors and administrators");
  return FALSE;
}

/* Whom the path names. FALSE with @error: nobody, or somebody above who asks. */
static gboolean
find_user (OdTx *tx, OdRequest *request, GError **error)
{
  Change *change = request->scratch;

  change->user = od_user_store_get_by_id (tx, request->id, error);
  return change->user != NULL && check_may (request, change->user->role, error);
}

static gboolean
check_not_self (OdRequest *request, GError **error)
{
  return request->id != request->session->user_id
         || od_store_error_set (error, OD_STORE_ERROR_REFUSED,
                                "You cannot take this from yourself");
}

static json_t *
user_to (const OdUser *user)
{
  return json_pack ("{s:I, s:s, s:s, s:b}", OD_FIELD_ID, user->id, OD_FIELD_NAME,
                    user->name, OD_FIELD_ROLE, od_role_get_name (user->role),
                    OD_FIELD_DISABLED, user->disabled);
}

static gboolean
list_users (OdTx *tx, OdRequest *request, GError **error)
{
  g_autoptr (GPtrArray) users = od_user_store_list (tx, error);
  json_t *array;

  if (users == NULL)
    return FALSE;
  array = json_array ();
  for (guint i = 0; i < users->len; i++)
    json_array_append_new (array, user_to (g_ptr_array_index (users, i)));
  od_request_answer (request, 200, json_pack ("{s:o}", OD_FIELD_USERS, array));
  return TRUE;
}

/* How often each is signed in is known here, not on disk. */
static void
add_sessions (OdRequest *request)
{
  json_t *array = json_object_get (request->answer, OD_FIELD_USERS), *user;
  gsize i;

  json_array_foreach (array, i, user)
  {
    gint64 id = json_integer_value (json_object_get (user, OD_FIELD_ID));
    g_autoptr (GPtrArray) theirs = od_sessions_list_of_user (request->api->sessions, id);

    json_object_set_new (user, OD_FIELD_SESSIONS, json_integer (theirs->len));
  }
}

/* --- passwords -------------------------------------------------------------------- */

/* A thread of the pool. */
static void
hash_password (gpointer data)
{
  Change *change = data;

  change->stretched = od_password_stretch (change->request->request_hash,
                                           change->request->key);
  change->hash = od_password_hash (change->password);
}

static void
on_hashed (gpointer data)
{
  Change *change = data;
  OdRequest *request = change->request;

  request->api->n_working--;
  if (change->hash == NULL || change->stretched == NULL) {
    od_request_set_problem (request, 503, "unavailable",
                            "The server has no memory for this now: try again", NULL);
    od_dispatch_finish (request);
    return;
  }
  g_free (request->request_hash);
  request->request_hash = g_steal_pointer (&change->stretched);
  od_dispatch_go_on (request, NULL);
}

static gboolean
read_password (json_t *json, Change *change, GError **error)
{
  json_t *text = json_object_get (json, OD_FIELD_PASSWORD);
  g_autoptr (GError) local = NULL;

  if (!od_json_field_require (json_is_string (text), OD_FIELD_PASSWORD, error))
    return FALSE;
  if (!od_password_check_rules (json_string_value (text), &local))
    return od_json_field_set_error (error, OD_FIELD_PASSWORD, local->message);

  change->password = g_strdup (json_string_value (text));
  return TRUE;
}

static gboolean
begin_hashing (Change *change)
{
  OdApi *api = change->request->api;

  api->n_working++;
  od_password_pool_run (od_jobs_get_passwords (api->jobs), hash_password, on_hashed,
                        change);
  return TRUE;
}

static gboolean
prepare_reset (OdRequest *request, GError **error)
{
  static const char *const names[] = { OD_FIELD_PASSWORD, NULL };
  Change *change = change_new (request);

  return od_json_field_only (request->json, names, error)
         && read_password (request->json, change, error) && begin_hashing (change);
}

static gboolean
reset_password (OdTx *tx, OdRequest *request, GError **error)
{
  Change *change = request->scratch;

  if (!find_user (tx, request, error)
      || !od_user_store_set_password (tx, change->user->name, change->hash, error))
    return FALSE;

  od_request_answer (request, 204, NULL);
  return TRUE;
}

static void
after_reset (OdRequest *request)
{
  const Change *change = request->scratch;

  note (request, OD_SECURITY_PASSWORD_SET, NULL);
  od_session_end_all (request->api, change->user->id, NULL);
}

/* --- the own password --------------------------------------------------------------- */

/* A thread of the pool. */
static void
check_own (gpointer data)
{
  Change *change = data;

  change->old_fits = od_password_fits (change->old_password, change->old_hash);
  if (change->old_fits)
    hash_password (change);
}

static void
on_own_checked (gpointer data)
{
  Change *change = data;
  OdRequest *request = change->request;

  if (change->old_fits) {
    od_sign_in_limits_pass (request->api->limits, request->session->user_name,
                            change->net);
    on_hashed (change);
    return;
  }
  note (request, OD_SECURITY_SIGN_IN_FAILED, NULL);
  request->api->n_working--;
  od_request_set_problem (request, 403, "wrong-password",
                          "The password you have now is another one",
                          OD_FIELD_OLD_PASSWORD);
  od_dispatch_finish (request);
}

static gboolean
look_up_own (OdTx *tx, gpointer data, GError **error)
{
  Change *change = data;

  change->user = od_user_store_get (tx, change->request->session->user_name,
                                    &change->old_hash, error);
  return change->user != NULL;
}

static void
on_own_found (gpointer data, const GError *error, gpointer user_data)
{
  Change *change = data;
  OdApi *api = change->request->api;

  if (error != NULL) {
    api->n_working--;
    od_dispatch_go_on (change->request, error);
    return;
  }
  od_password_pool_run (od_jobs_get_passwords (api->jobs), check_own, on_own_checked,
                        change);
}

/* The old one is a password that is guessed like any other, and costs as much. */
static gboolean
may_try_own (OdRequest *request, Change *change)
{
  OdSignInLimits *limits = request->api->limits;
  const char *name = request->session->user_name;
  g_autofree char *address = od_client_address_of (request);

  change->net = od_client_address_get_net (address);
  if (od_sign_in_limits_ask (limits, name, change->net, &request->retry_s)
      != OD_SIGN_IN_SHUT) {
    od_sign_in_limits_try (limits, name, change->net);
    return TRUE;
  }

  od_request_set_problem (request, 429, "too-many-tries",
                          "The old password was wrong too often: wait a little and try "
                          "again",
                          NULL);
  od_dispatch_finish (request);
  return FALSE;
}

static gboolean
prepare_own (OdRequest *request, GError **error)
{
  static const char *const names[] = { OD_FIELD_OLD_PASSWORD, OD_FIELD_PASSWORD, NULL };
  Change *change = change_new (request);
  json_t *old = json_object_get (request->json, OD_FIELD_OLD_PASSWORD);

  if (!od_json_field_only (request->json, names, error)
      || !od_json_field_require (json_is_string (old), OD_FIELD_OLD_PASSWORD, error)
      || !read_password (request->json, change, error))
    return FALSE;

  change->old_password = g_strdup (json_string_value (old));
  if (!may_try_own (request, change))
    return TRUE;

  request->api->n_working++;
  od_store_read (request->api->store, look_up_own, change, NULL, on_own_found, NULL);
  return TRUE;
}

static gboolean
set_own_password (OdTx *tx, OdRequest *request, GError **error)
{
  Change *change = request->scratch;
  const OdSession *session = request->session;

  if (!od_user_store_set_own_password (tx, session->user_id, change->old_hash,
                                       change->hash, session->token_hash, error))
    return FALSE;

  od_request_answer (request, 204, NULL);
  return TRUE;
}

static void
after_own (OdRequest *request)
{
  note (request, OD_SECURITY_PASSWORD_SET, NULL);
  od_session_end_all (request->api, request->session->user_id, request->session);
}

/* --- a new user --------------------------------------------------------------------- */

static gboolean
read_role (json_t *json, OdRole *role, GError **error)
{
  const char *text = json_string_value (json_object_get (json, OD_FIELD_ROLE));

  return (text != NULL && od_role_from_name (text, role))
         || od_json_field_set_error (error, OD_FIELD_ROLE,
                                     "must be agent, supervisor or admin");
}

static gboolean
prepare_user (OdRequest *request, GError **error)
{
  static const char *const names[] = { OD_FIELD_NAME, OD_FIELD_ROLE, OD_FIELD_PASSWORD,
                                       NULL };
  Change *change = change_new (request);
  const char *name = json_string_value (json_object_get (request->json, OD_FIELD_NAME));

  if (!od_json_field_only (request->json, names, error))
    return FALSE;
  if (!od_user_name_is_valid (name))
    return od_json_field_set_error (error, OD_FIELD_NAME,
                                    "may be a-z, 0-9, dot, dash and underscore, at most "
                                    "32");
  change->name = g_strdup (name);
  return read_role (request->json, &change->role, error)
         && check_may (request, change->role, error)
         && read_password (request->json, change, error) && begin_hashing (change);
}

static gboolean
add_user (OdTx *tx, OdRequest *request, GError **error)
{
  Change *change = request->scratch;
  gint64 id;

  if (!od_user_store_add (tx, change->name, change->role, change->hash, &id, error))
    return FALSE;
  change->user = od_user_store_get_by_id (tx, id, error);
  if (change->user == NULL)
    return FALSE;

  od_request_answer (request, 201, user_to (change->user));
  return TRUE;
}

static void
after_add (OdRequest *request)
{
  const Change *change = request->scratch;

  note (request, OD_SECURITY_USER_ADDED, od_role_get_name (change->role));
}

/* --- role, state, sessions --------------------------------------------------------- */

static gboolean
change_role (OdTx *tx, OdRequest *request, GError **error)
{
  static const char *const names[] = { OD_FIELD_ROLE, NULL };
  Change *change = change_new (request);

  if (!od_json_field_only (request->json, names, error)
      || !read_role (request->json, &change->role, error)
      || !find_user (tx, request, error) || !check_may (request, change->role, error)
      || !check_not_self (request, error)
      || !od_user_store_set_role (tx, change->user, change->role, error))
    return FALSE;

  od_request_answer (request, 204, NULL);
  return TRUE;
}

static void
after_role (OdRequest *request)
{
  const Change *change = request->scratch;

  if (change->role == change->user->role)
    return;
  note (request, OD_SECURITY_ROLE_CHANGED, od_role_get_name (change->role));
  od_session_end_all (request->api, change->user->id, NULL);
}

static gboolean
change_state (OdTx *tx, OdRequest *request, GError **error)
{
  static const char *const names[] = { OD_FIELD_DISABLED, NULL };
  Change *change = change_new (request);
  json_t *value = json_object_get (request->json, OD_FIELD_DISABLED);

  if (!od_json_field_only (request->json, names, error)
      || !od_json_field_require (json_is_boolean (value), OD_FIELD_DISABLED, error)
      || !find_user (tx, request, error) || !check_not_self (request, error)
      || !od_user_store_set_disabled (tx, change->user, json_is_true (value), error))
    return FALSE;

  change->user->disabled = json_is_true (value);
  od_request_answer (request, 204, NULL);
  return TRUE;
}

static void
after_state (OdRequest *request)
{
  const Change *change = request->scratch;

  note (request,
        change->user->disabled ? OD_SECURITY_USER_DISABLED : OD_SECURITY_USER_ENABLED,
        NULL);
  if (change->user->disabled)
    od_session_end_all (request->api, change->user->id, NULL);
}

static gboolean
end_sessions (OdTx *tx, OdRequest *request, GError **error)
{
  change_new (request);
  if (!find_user (tx, request, error)
      || !od_user_store_end_sessions (tx, request->id, error))
    return FALSE;

  od_request_answer (request, 204, NULL);
  return TRUE;
}

static void
after_sessions (OdRequest *request)
{
  note (request, OD_SECURITY_SESSIONS_ENDED, NULL);
  od_session_end_all (request->api, request->id, NULL);
}

/* clang-format off */
static const OdRoute routes[] = {
  { "PUT",    OD_PATH_ME_PASSWORD,     OD_MAY_ALL,       OD_ROUTE_SLOW,
    .work = set_own_password, .act = prepare_own, .after = after_own },
  { "GET",    OD_PATH_USERS,           OD_MAY_KEEP,      OD_ROUTE_READ,
    .work = list_users, .after = add_sessions },
  { "POST",   OD_PATH_USERS,           OD_MAY_KEEP,      OD_ROUTE_SLOW,
    .work = add_user, .act = prepare_user, .after = after_add },
  { "PUT",    OD_PATH_USER_ROLE,       OD_MAY_KEEP,      OD_ROUTE_WRITE,
    .work = change_role, .after = after_role },
  { "PUT",    OD_PATH_USER_PASSWORD,   OD_MAY_KEEP,      OD_ROUTE_SLOW,
    .work = reset_password, .act = prepare_reset, .after = after_reset },
  { "PUT",    OD_PATH_USER_STATE,      OD_MAY_KEEP,      OD_ROUTE_WRITE,
    .work = change_state, .after = after_state },
  { "DELETE", OD_PATH_USER_SESSIONS,   OD_MAY_KEEP,      OD_ROUTE_WRITE,
    .work = end_sessions, .after = after_sessions },
};
/* clang-format on */

const OdRouteTable od_user_routes = { routes, G_N_ELEMENTS (routes) };
