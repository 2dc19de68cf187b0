/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * /campaigns, their state and their agents. Store threads.
 */
#include "daemon/api/route.h"

#include "daemon/api/api-state.h"
#include "daemon/api/me-json.h"
#include "daemon/store/agent-store.h"
#include "daemon/store/campaign-store.h"
#include "shared/wire/agent-json.h"
#include "shared/wire/campaign-json.h"
#include "shared/wire/fields.h"
#include "shared/wire/json-field.h"
#include "shared/wire/paths.h"

#define MAX_AGENTS 10000 /* of one campaign */

static void
answer_list (OdRequest *request,
             const char *name,
             GPtrArray *rows,
             json_t *(*to) (const void *) )
{
  json_t *array = json_array ();

  for (guint i = 0; i < rows->len; i++)
    json_array_append_new (array, to (g_ptr_array_index (rows, i)));
  od_request_answer (request, 200, json_pack ("{s:o}", name, array));
}

static json_t *
campaign_to (const void *campaign)
{
  return od_campaign_json_to (campaign);
}

static json_t *
agent_to (const void *agent)
{
  return od_agent_json_to (agent);
}

/* An agent sees the campaigns there are to choose from; a supervisor all of them. */
static gboolean
list_campaigns (OdTx *tx, OdRequest *request, GError **error)
{
  g_autoptr (GPtrArray)
    campaigns = request->session->role == OD_ROLE_AGENT
                  ? od_campaign_store_list_of_agent (tx, request->session->user_id, error)
                  : od_campaign_store_list (tx, error);

  if (campaigns == NULL)
    return FALSE;
  answer_list (request, OD_FIELD_CAMPAIGNS, campaigns, campaign_to);
  return TRUE;
}

static gboolean
check_rules (OdRequest *request, const OdCampaign *campaign, GError **error)
{
  if (!od_calling_rules_get (campaign->rules)->loopback
      || request->api->trunks_on_loopback)
    return TRUE;

  return od_json_field_set_error (error, OD_FIELD_CALLING_RULES,
                                  "TEST needs all trunks on loopback: real people are "
                                  "called by US-TSR, UK or EU");
}

static gboolean
add_campaign (OdTx *tx, OdRequest *request, GError **error)
{
  g_autoptr (OdCampaign) campaign = od_campaign_new ();

  if (!od_campaign_json_apply (campaign, request->json, error)
      || !check_rules (request, campaign, error)
      || !od_campaign_store_add (tx, campaign, error))
    return FALSE;

  od_request_answer (request, 201, od_campaign_json_to (campaign));
  return TRUE;
}

static gboolean
get_campaign (OdTx *tx, OdRequest *request, GError **error)
{
  g_autoptr (OdCampaign) campaign = od_campaign_store_get (tx, request->id, error);

  if (campaign == NULL)
    return FALSE;
  od_request_answer (request, 200, od_campaign_json_to (campaign));
  return TRUE;
}

static gboolean
change_campaign (OdTx *tx, OdRequest *request, GError **error)
{
  g_autoptr (OdCampaign) campaign = od_campaign_store_get (tx, request->id, error);

  if (campaign == NULL || !od_campaign_json_apply (campaign, request->json, error)
      || !check_rules (request, campaign, error))
    return FALSE;
  campaign->version = request->if_match;
  if (!od_campaign_store_save (tx, campaign, error))
    return FALSE;

  od_request_answer (request, 200, od_campaign_json_to (campaign));
  return TRUE;
}

/* Who goes on after the dialer's own stop says why; who switches off ends that. */
static gboolean
take_reason (OdRequest *request, OdCampaign *campaign, GError **error)
{
  g_autofree char *reason = NULL;

  if (!od_json_field_text (request->json, OD_FIELD_REASON, 1, 200, &reason, error))
    return FALSE;
  if (!campaign->active) {
    g_clear_pointer (&campaign->go_on, g_free);
  } else if (campaign->stopped != NULL && reason != NULL) {
    g_message ("campaign=%" G_GINT64_FORMAT " goes on by user=%" G_GINT64_FORMAT
               " after its stop (%s): %s",
               campaign->id, request->session->user_id, campaign->stopped, reason);
    g_clear_pointer (&campaign->stopped, g_free);
    campaign->go_on = g_steal_pointer (&reason);
  }

  return TRUE;
}

/* The switch on the screen: whoever flips it means it, whatever else was edited. */
static gboolean
set_state (OdTx *tx, OdRequest *request, GError **error)
{
  static const char *const names[] = { OD_FIELD_ACTIVE, OD_FIELD_REASON, NULL };
  g_autoptr (OdCampaign) campaign = od_campaign_store_get (tx, request->id, error);

  if (campaign == NULL || !od_json_field_only (request->json, names, error)
      || !od_json_field_require (json_object_get (request->json, OD_FIELD_ACTIVE) != NULL,
                                 OD_FIELD_ACTIVE, error)
      || !od_json_field_bool (request->json, OD_FIELD_ACTIVE, &campaign->active, error)
      || !take_reason (request, campaign, error)
      || !check_rules (request, campaign, error)
      || !od_campaign_store_save (tx, campaign, error))
    return FALSE;

  od_request_answer (request, 200, od_campaign_json_to (campaign));
  return TRUE;
}

static gboolean
list_agents (OdTx *tx, OdRequest *request, GError **error)
{
  g_autoptr (OdCampaign) campaign = od_campaign_store_get (tx, request->id, error);
  g_autoptr (GPtrArray) agents = NULL;

  if (campaign == NULL)
    return FALSE;
  agents = od_agent_store_list (tx, request->id, error);
  if (agents == NULL)
    return FALSE;
  answer_list (request, OD_FIELD_AGENTS, agents, agent_to);
  return TRUE;
}

static GArray *
read_ids (json_t *array, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  json_t *item;
  gsize i;

  if (!json_is_array (array) || json_array_size (array) > MAX_AGENTS) {
    od_json_field_set_error (error, OD_FIELD_AGENTS, "must be a list of agents' ids");
    return NULL;
  }
  json_array_foreach (array, i, item)
  {
    gint64 id = json_integer_value (item);

    if (id <= 0) {
      od_json_field_set_error (error, OD_FIELD_AGENTS, "must be a list of agents' ids");
      return NULL;
    }
    g_array_append_val (ids, id);
  }

  return g_steal_pointer (&ids);
}

static gboolean
set_agents (OdTx *tx, OdRequest *request, GError **error)
{
  static const char *const names[] = { OD_FIELD_AGENTS, NULL };
  g_autoptr (OdCampaign) campaign = od_campaign_store_get (tx, request->id, error);
  g_autoptr (GArray) ids = NULL;

  if (campaign == NULL || !od_json_field_only (request->json, names, error))
    return FALSE;
  ids = read_ids (json_object_get (request->json, OD_FIELD_AGENTS), error);
  if (ids == NULL
      || !od_campaign_store_set_agents (tx, request->id, (const gint64 *) ids->data,
                                        ids->len, error))
    return FALSE;

  return list_agents (tx, request, error);
}

static void
add_floor (OdRequest *request)
{
  od_me_json_add_floor (request->api->floor, request->answer);
}

/* clang-format off */
static const OdRoute routes[] = {
  { "GET",    OD_PATH_CAMPAIGNS,       OD_MAY_ALL | OD_MAY_MACHINE, OD_ROUTE_READ,
    .work = list_campaigns },
  { "POST",   OD_PATH_CAMPAIGNS,       OD_MAY_SUPERVISE, OD_ROUTE_WRITE,
    .work = add_campaign },
  { "GET",    OD_PATH_CAMPAIGN,        OD_MAY_SUPERVISE, OD_ROUTE_READ,
    .work = get_campaign },
  { "PATCH",  OD_PATH_CAMPAIGN,        OD_MAY_SUPERVISE, OD_ROUTE_WRITE,
    .work = change_campaign },
  { "PUT",    OD_PATH_CAMPAIGN_STATE,  OD_MAY_SUPERVISE, OD_ROUTE_WRITE,
    .work = set_state },
  { "GET",    OD_PATH_CAMPAIGN_AGENTS, OD_MAY_SUPERVISE, OD_ROUTE_READ,
    .work = list_agents, .after = add_floor },
  { "PUT",    OD_PATH_CAMPAIGN_AGENTS, OD_MAY_SUPERVISE, OD_ROUTE_WRITE,
    .work = set_agents },
};
/* clang-format on */

const OdRouteTable od_campaign_routes = { routes, G_N_ELEMENTS (routes) };
