/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * /agents: who there is and how they stand, new ones, and what an agent asks for: calls
 * or a pause.
 */
#include "daemon/api/routes.h"

#include "daemon/api/api-private.h"
#include "daemon/api/me-json.h"
#include "daemon/api/new-agents.h"
#include "daemon/store/agent-store.h"
#include "daemon/store/user-store.h"
#include "shared/wire/agent-json.h"
#include "shared/wire/json-field.h"

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
  od_request_answer (request, status, json_pack ("{s:o}", "agents", array));
}

OD_WORK (od_agent_routes_list)
{
  g_autoptr (GPtrArray) agents = od_agent_store_list (tx, 0, error);

  if (agents == NULL)
    return FALSE;
  answer_agents (request, 200, agents);
  return TRUE;
}

/* What the disk says of agents is completed by the floor: the same fields as the live
 * stream's agent news. Who has not been there since the start is offline since then. */
void
od_agent_routes_listed (OdRequest *request)
{
  OdFloor *floor = request->api->floor;
  json_t *item;
  gsize i;

  json_array_foreach (json_object_get (request->answer, "agents"), i, item)
  {
    gint64 id = json_integer_value (json_object_get (item, "id"));
    OdFloorAgent *agent = od_floor_get_agent (floor, id);

    json_object_update_new (item, agent != NULL
                                    ? od_me_json_agent_to (floor, agent)
                                    : json_pack ("{s:i, s:b, s:b, s:n}", "age_ms", 0,
                                                 "registered", FALSE, "on_line", FALSE,
                                                 "phone"));
  }
}

OD_ACT (od_agent_routes_prepare)
{
  return od_new_agents_begin (request, error);
}

OD_WORK (od_agent_routes_add)
{
  const OdApi *api = request->api;
  GPtrArray *hashes = od_new_agents_get_hashes (request, error);
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
                     json_pack ("{s:b, s:o}", "ready", wish->ready, "campaign",
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

OD_WORK (od_agent_routes_set_own_state)
{
  static const char *const names[] = { "ready", "campaign", NULL };
  Wish *wish = wish_new (request, request->session->user_id);

  return od_json_field_only (request->json, names, error)
         && od_json_field_require (json_object_get (request->json, "ready") != NULL,
                                   "ready", error)
         && od_json_field_bool (request->json, "ready", &wish->ready, error)
         && od_json_field_id (request->json, "campaign", &wish->campaign_id, error)
         && set_wish (tx, request, wish, error);
}

/* A supervisor can send somebody on pause, not to work. */
OD_WORK (od_agent_routes_set_state)
{
  static const char *const names[] = { "ready", NULL };
  g_autoptr (OdAgent) agent = od_agent_store_get (tx, request->id, error);
  Wish *wish = wish_new (request, request->id);

  wish->ready = TRUE;
  if (agent == NULL || !od_json_field_only (request->json, names, error)
      || !od_json_field_bool (request->json, "ready", &wish->ready, error))
    return FALSE;
  if (wish->ready)
    return od_json_field_set_error (error, "ready",
                                    "must be false: only agents make themselves ready");

  return set_wish (tx, request, wish, error);
}

void
od_agent_routes_state_set (OdRequest *request)
{
  Wish *wish = request->scratch;

  od_dialer_ask_state (request->api->dialer, wish->agent_id, wish->campaign_id,
                       wish->ready);
}
