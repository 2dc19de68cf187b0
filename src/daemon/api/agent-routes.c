/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * /agents: who there is and how they stand, new ones, and what an agent asks for: calls
 * or a pause.
 */
#include "daemon/api/route.h"

#include "daemon/api/api-state.h"
#include "daemon/api/dispatch.h"
#include "daemon/api/me-json.h"
#include "daemon/jobs/new-agents.h"
#include "daemon/store/agent-store.h"
#include "daemon/store/password.h"
#include "daemon/store/user-store.h"
#include "shared/wire/agent-json.h"
#include "shared/wire/fields.h"
#include "shared/wire/json-field.h"
#include "shared/wire/paths.h"

typedef struct {
  gint64 agent_id;
  gint64 campaign_id;
  gboolean ready;
} Wish;

static void
answer_agents (OdRequest *request, guint status, GPtrArray *agents)
{
  json_t *array = json_array ();

  for (guint i = 0; i < agents->len; i++)
    json_array_append_new (array, od_agent_json_to (g_ptr_array_index (agents, i)));
  od_request_answer (request, status, json_pack ("{s:o}", OD_FIELD_AGENTS, array));
}

static gboolean
list_agents (OdTx *tx, OdRequest *request, GError **error)
{
  g_autoptr (GPtrArray) agents = od_agent_store_list (tx, 0, error);

  if (agents == NULL)
    return FALSE;
  answer_agents (request, 200, agents);
  return TRUE;
}

static void
add_floor (OdRequest *request)
{
  od_me_json_add_floor (request->api->floor, request->answer);
}

/* (transfer full): of the body; NULL with @error. */
static GPtrArray *
read_passwords (OdRequest *request, GError **error)
{
  static const char *const names[] = { OD_FIELD_PASSWORDS, NULL };
  json_t *array = json_object_get (request->json, OD_FIELD_PASSWORDS), *item;
  g_autoptr (GPtrArray) passwords = g_ptr_array_new_with_free_func (g_free);
  gsize i;

  if (!od_json_field_only (request->json, names, error))
    return NULL;
  if (!json_is_array (array) || json_array_size (array) == 0
      || json_array_size (array) > OD_NEW_AGENTS_MAX) {
    od_json_field_set_error (error, OD_FIELD_PASSWORDS,
                             "must be a list of 1 to 200 passwords");
    return NULL;
  }
  json_array_foreach (array, i, item)
  {
    g_autoptr (GError) local = NULL;

    if (!json_is_string (item)
        || !od_password_check_rules (json_string_value (item), &local)) {
      g_set_error (error, OD_WIRE_ERROR, OD_WIRE_ERROR_INVALID,
                   "passwords[%" G_GSIZE_FORMAT "]: %s", i,
                   local != NULL ? local->message : "must be text");
      return NULL;
    }
    g_ptr_array_add (passwords, g_strdup (json_string_value (item)));
  }

  return g_steal_pointer (&passwords);
}

static void
on_hashed (OdNewAgents *agents, OdNewAgentsEnd how, const GError *error, gpointer data)
{
  OdRequest *request = data;

  if (how == OD_NEW_AGENTS_READY || how == OD_NEW_AGENTS_REFUSED) {
    g_free (request->request_hash);
    request->request_hash = g_strdup (od_new_agents_get_request_hash (agents));
    od_dispatch_go_on (request, error);
    return;
  }
  if (how == OD_NEW_AGENTS_CUT)
    od_dispatch_refuse_if_closing (request);
  else
    od_request_set_problem (request, 503, "unavailable",
                            "The server has no memory for this now: try again", NULL);
  od_dispatch_finish (request);
}

static gboolean
prepare_agents (OdRequest *request, GError **error)
{
  OdApi *api = request->api;
  g_autoptr (GPtrArray) passwords = read_passwords (request, error);
  const OdNewAgentsOrder order = { .key = request->key,
                                   .user_id = request->session->user_id,
                                   .request_hash = request->request_hash,
                                   .passwords = passwords,
                                   .first_number = api->first_number,
                                   .last_number = api->last_number,
                                   .done = on_hashed,
                                   .data = request };

  if (passwords == NULL)
    return FALSE;
  if (api->first_number == 0) {
    od_request_set_problem (request, 409, "no-number-block",
                            "There is no block of numbers for agents: set agent_numbers, "
                            "like 12600-12999, in [outdiald] of outdiald.conf and start "
                            "outdiald again",
                            NULL);
    od_dispatch_finish (request);
    return TRUE;
  }

  request->scratch = od_new_agents_begin (api->jobs, &order);
  request->free_scratch = (GDestroyNotify) od_new_agents_free;
  return TRUE;
}

static gboolean
add_agents (OdTx *tx, OdRequest *request, GError **error)
{
  const OdApi *api = request->api;
  GPtrArray *hashes = od_new_agents_get_hashes (request->scratch, error);
  g_autoptr (GPtrArray) agents = NULL;

  if (hashes == NULL)
    return FALSE;
  agents = od_user_store_add_agents (tx, api->first_number, api->last_number, hashes,
                                     error);
  if (agents == NULL)
    return FALSE;

  answer_agents (request, 201, agents);
  return TRUE;
}

static gboolean
set_wish (OdTx *tx, OdRequest *request, Wish *wish, GError **error)
{
  if (!od_agent_store_set_wish (tx, wish->agent_id, wish->campaign_id, wish->ready,
                                error))
    return FALSE;

  od_request_answer (request, 200,
                     json_pack ("{s:b, s:o}", OD_FIELD_READY, wish->ready,
                                OD_FIELD_CAMPAIGN,
                                od_json_field_from_id (wish->campaign_id)));
  return TRUE;
}

static Wish *
wish_new (OdRequest *request, gint64 agent_id)
{
  Wish *wish = g_new0 (Wish, 1);

  request->scratch = wish;
  request->free_scratch = g_free;
  wish->agent_id = agent_id;
  return wish;
}

static gboolean
set_own_state (OdTx *tx, OdRequest *request, GError **error)
{
  static const char *const names[] = { OD_FIELD_READY, OD_FIELD_CAMPAIGN, NULL };
  Wish *wish = wish_new (request, request->session->user_id);

  return od_json_field_only (request->json, names, error)
         && od_json_field_require (json_object_get (request->json, OD_FIELD_READY)
                                     != NULL,
                                   OD_FIELD_READY, error)
         && od_json_field_bool (request->json, OD_FIELD_READY, &wish->ready, error)
         && od_json_field_id (request->json, OD_FIELD_CAMPAIGN, &wish->campaign_id, error)
         && set_wish (tx, request, wish, error);
}

/* A supervisor can send somebody on pause, not to work. */
static gboolean
set_state (OdTx *tx, OdRequest *request, GError **error)
{
  static const char *const names[] = { OD_FIELD_READY, NULL };
  g_autoptr (OdAgent) agent = od_agent_store_get (tx, request->id, error);
  Wish *wish = wish_new (request, request->id);

  wish->ready = TRUE;
  if (agent == NULL || !od_json_field_only (request->json, names, error)
      || !od_json_field_bool (request->json, OD_FIELD_READY, &wish->ready, error))
    return FALSE;
  if (wish->ready)
    return od_json_field_set_error (error, OD_FIELD_READY,
                                    "must be false: only agents make themselves ready");

  return set_wish (tx, request, wish, error);
}

static void
ask_state (OdRequest *request)
{
  Wish *wish = request->scratch;

  od_dialer_ask_state (request->api->dialer, wish->agent_id, wish->campaign_id,
                       wish->ready);
}

/* clang-format off */
static const OdRoute routes[] = {
  { "PUT",    OD_PATH_ME_STATE,        OD_MAY_AGENT,     OD_ROUTE_WRITE,
    .work = set_own_state, .after = ask_state },
  { "GET",    OD_PATH_AGENTS,          OD_MAY_SUPERVISE, OD_ROUTE_READ,
    .work = list_agents, .after = add_floor },
  { "POST",   OD_PATH_AGENTS,          OD_MAY_SUPERVISE, OD_ROUTE_SLOW,
    .work = add_agents, .act = prepare_agents },
  { "PUT",    OD_PATH_AGENT_STATE,     OD_MAY_SUPERVISE, OD_ROUTE_WRITE,
    .work = set_state, .after = ask_state },
};
/* clang-format on */

const OdRouteTable od_agent_routes = { routes, G_N_ELEMENTS (routes) };
