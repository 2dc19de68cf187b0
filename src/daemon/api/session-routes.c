/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * /sessions and /me: who is signed in, and what a signed-in program asks of itself.
 */
#include "daemon/api/route.h"

#include "daemon/api/api-state.h"
#include "daemon/api/dispatch.h"
#include "daemon/api/me-json.h"
#include "daemon/api/session-end.h"
#include "daemon/api/sign-in.h"
#include "daemon/store/call-store.h"
#include "daemon/store/campaign-store.h"
#include "daemon/store/correction-store.h"
#include "daemon/store/lead-store.h"
#include "daemon/store/script-store.h"
#include "daemon/store/user-store.h"
#include "shared/wire/call-json.h"
#include "shared/wire/campaign-json.h"
#include "shared/wire/fields.h"
#include "shared/wire/paths.h"

#include <microhttpd.h>
#include <string.h>

#define MAX_UNDISPOSED 100

static gboolean
sign_in (OdRequest *request, GError **error)
{
  return od_sign_in_begin (request, error);
}

static gboolean
sign_out (OdTx *tx, OdRequest *request, GError **error)
{
  if (!od_user_store_end_session (tx, request->session->token_hash, error))
    return FALSE;

  od_request_answer (request, 204, NULL);
  return TRUE;
}

static void
end_sign_in (OdRequest *request)
{
  od_session_end (request->api, request->session);
}

static gboolean
get_meta (OdRequest *request, GError **error)
{
  od_request_answer (request, 200,
                     json_pack ("{s:s, s:i}", OD_FIELD_PRODUCT, "Outdial", OD_FIELD_WIRE,
                                OD_WIRE_VERSION));
  od_dispatch_finish (request);
  return TRUE;
}

static json_t *
undisposed_to (GPtrArray *calls)
{
  json_t *array = json_array ();

  for (guint i = 0; i < calls->len; i++)
    json_array_append_new (array, od_call_json_to (g_ptr_array_index (calls, i)));

  return array;
}

static json_t *
campaigns_to (GPtrArray *campaigns)
{
  json_t *array = json_array ();

  for (guint i = 0; i < campaigns->len; i++)
    json_array_append_new (array, od_campaign_json_to (g_ptr_array_index (campaigns, i)));

  return array;
}

/* The call an agent is at. While it is up the floor knows all of it; when it has ended
 * only its id, and the rest is on disk. */
typedef struct {
  char *id; /* NULL: none */
  OdCall *call;
  OdLead *lead;
  OdScript *script; /* NULL: there was none */
} LastCall;

static void
last_call_free (gpointer data)
{
  LastCall *last = data;

  g_free (last->id);
  g_clear_pointer (&last->call, od_call_free);
  g_clear_pointer (&last->lead, od_lead_free);
  g_clear_pointer (&last->script, od_script_free);
  g_free (last);
}

/* Main thread. */
static gboolean
note_call (OdRequest *request, GError **error)
{
  OdFloorAgent *agent = od_floor_get_agent (request->api->floor,
                                            request->session->user_id);
  LastCall *last = g_new0 (LastCall, 1);

  request->scratch = last;
  request->free_scratch = last_call_free;
  last->id = g_strdup (agent != NULL ? agent->call_id : NULL);
  return TRUE;
}

/* A call that an agent is only reserved for is not yet this agent's on disk. */
static gboolean
read_last_call (OdTx *tx, LastCall *last, gint64 agent_id, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (last->id == NULL)
    return TRUE;

  last->call = od_call_store_get (tx, last->id, &local);
  if (g_error_matches (local, OD_STORE_ERROR, OD_STORE_ERROR_NOT_FOUND))
    return TRUE;
  if (last->call == NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  if (last->call->agent_id != agent_id) {
    g_clear_pointer (&last->call, od_call_free);
    return TRUE;
  }
  last->lead = od_lead_store_get (tx, last->call->lead_id, error);
  if (last->lead == NULL || last->call->script_id == 0)
    return last->lead != NULL;
  last->script = od_script_store_get_edition (tx, last->call->script_id,
                                              last->call->script_version, error);
  return last->script != NULL;
}

/* (transfer full): what @agent_id may say differently: its last call, if something was
 * said of it. */
static json_t *
last_word_to (OdTx *tx, gint64 agent_id, GError **error)
{
  g_autofree char *id = NULL;
  g_autoptr (OdCall) call = NULL;

  if (!od_correction_store_find_last (tx, agent_id, &id, error))
    return NULL;
  if (id == NULL)
    return json_null ();
  call = od_call_store_get (tx, id, error);
  if (call == NULL)
    return NULL;

  return call->disposition != NULL ? od_call_json_to (call) : json_null ();
}

/* What only an agent is told. */
static gboolean
add_work (OdTx *tx, OdRequest *request, json_t *body, GError **error)
{
  gint64 id = request->session->user_id;
  g_autoptr (GPtrArray) campaigns = od_campaign_store_list_of_agent (tx, id, error);
  g_autoptr (GPtrArray) open = NULL;
  json_t *last = NULL;

  if (campaigns == NULL)
    return FALSE;
  open = od_call_store_list_undisposed (tx, id, MAX_UNDISPOSED, error);
  if (open == NULL)
    return FALSE;
  if (!read_last_call (tx, request->scratch, id, error))
    return FALSE;
  last = last_word_to (tx, id, error);
  if (last == NULL)
    return FALSE;

  json_object_set_new (body, OD_FIELD_CAMPAIGNS, campaigns_to (campaigns));
  json_object_set_new (body, OD_FIELD_UNDISPOSED, undisposed_to (open));
  json_object_set_new (body, OD_FIELD_LAST_CALL, last);
  return TRUE;
}

static gboolean
get_me (OdTx *tx, OdRequest *request, GError **error)
{
  OdSession *session = request->session;
  json_t *body = json_pack ("{s:I, s:s, s:s}", OD_FIELD_ID, session->user_id,
                            OD_FIELD_NAME, session->user_name, OD_FIELD_ROLE,
                            od_role_get_name (session->role));

  od_request_answer (request, 200, body);
  return session->role != OD_ROLE_AGENT || add_work (tx, request, body, error);
}

static void
add_floor (OdRequest *request)
{
  OdApi *api = request->api;
  const LastCall *last = request->scratch;
  OdFloorAgent *agent = od_floor_get_agent (api->floor, request->session->user_id);
  OdFloorCall *call;
  json_t *me;

  if (agent == NULL)
    return;
  call = od_floor_get_call (api->floor, agent->call_id);
  /* A bridge is on the floor before it is on disk. */
  if (agent->state == OD_AGENT_IN_CALL)
    json_object_set_new (request->answer, OD_FIELD_LAST_CALL, json_null ());
  me = od_me_json_to (api->floor, agent, call,
                      od_dialer_get_campaign (api->dialer, agent->campaign_id),
                      od_dialer_get_script (api->dialer, agent->campaign_id));
  if (call == NULL && last->call != NULL && g_strcmp0 (agent->call_id, last->id) == 0)
    json_object_set_new (me, OD_FIELD_CALL,
                         od_me_json_ended_call_to (last->call, last->lead, last->script));
  json_object_set_new (request->answer, OD_FIELD_AGENT, me);
}

/* The password is derived from the token again: it is kept nowhere. */
static gboolean
get_sip (OdRequest *request, GError **error)
{
  const char *header = MHD_lookup_connection_value (request->connection, MHD_HEADER_KIND,
                                                    "Authorization");
  g_autofree char *password = od_session_derive_sip_password (header
                                                              + strlen ("Bearer "));

  od_request_answer (request, 200,
                     json_pack ("{s:s, s:s, s:s, s:s}", OD_FIELD_REGISTRAR,
                                od_dialer_get_registrar (request->api->dialer),
                                OD_FIELD_TRANSPORT, "tcp", OD_FIELD_USER,
                                request->session->sip_user, OD_FIELD_PASSWORD, password));
  od_dispatch_finish (request);
  return TRUE;
}

/* That it came is all: dispatch has noted the sign of life. */
static gboolean
ping (OdRequest *request, GError **error)
{
  od_request_answer (request, 204, NULL);
  od_dispatch_finish (request);
  return TRUE;
}

/* clang-format off */
static const OdRoute routes[] = {
  { "GET",    OD_PATH_META,            OD_MAY_ANYONE,    OD_ROUTE_DIRECT,
    .act = get_meta },
  { "POST",   OD_PATH_SESSIONS,        OD_MAY_ANYONE,    OD_ROUTE_DIRECT,
    .act = sign_in, .max_body = 4096 },
  { "DELETE", OD_PATH_SESSION,         OD_MAY_ALL,       OD_ROUTE_WRITE,
    .work = sign_out, .after = end_sign_in },
  { "GET",    OD_PATH_ME,              OD_MAY_ALL,       OD_ROUTE_READ,
    .work = get_me, .act = note_call,
    .after = add_floor },
  { "GET",    OD_PATH_ME_SIP,          OD_MAY_AGENT,     OD_ROUTE_DIRECT,
    .act = get_sip },
  { "POST",   OD_PATH_ME_PING,         OD_MAY_ALL,       OD_ROUTE_DIRECT,
    .act = ping },
  { "GET",    OD_PATH_STREAM,          OD_MAY_ALL,       OD_ROUTE_STREAM },
};
/* clang-format on */

const OdRouteTable od_session_routes = { routes, G_N_ELEMENTS (routes) };
