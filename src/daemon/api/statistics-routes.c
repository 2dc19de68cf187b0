/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The numbers of the screens. Reader thread, but for what the pacer knows.
 */
#include "daemon/api/route.h"

#include "daemon/api/api-state.h"
#include "daemon/store/campaign-store.h"
#include "daemon/store/latency-store.h"
#include "daemon/store/leadset-store.h"
#include "daemon/store/past-store.h"
#include "daemon/store/recycle-store.h"
#include "daemon/store/tally-store.h"
#include "shared/model/day.h"
#include "shared/wire/fields.h"
#include "shared/wire/hour-json.h"
#include "shared/wire/past-json.h"
#include "shared/wire/tally-json.h"
#include "shared/wire/paths.h"

static gboolean
get_dashboard (OdTx *tx, OdRequest *request, GError **error)
{
  OdDashboard dashboard;
  g_autoptr (GArray) latencies = NULL;
  json_t *body;

  if (!od_tally_store_get_dashboard (tx, &dashboard, error))
    return FALSE;
  latencies = od_latency_store_list (tx, error);
  if (latencies == NULL)
    return FALSE;

  body = od_tally_json_dashboard_to (&dashboard);
  json_object_set_new (body, OD_FIELD_ANSWER_TO_AGENT_MS,
                       od_tally_json_latency_to (latencies));
  od_request_answer (request, 200, body);
  return TRUE;
}

typedef struct {
  gboolean known; /* by the pacer of a campaign that dials */
  OdAbandonment windows[OD_TALLY_N_WINDOWS];
} Ledgers;

/* Main thread. */
static gboolean
ask_pacer (OdRequest *request, GError **error)
{
  Ledgers *ledgers = g_new0 (Ledgers, 1);

  request->scratch = ledgers;
  request->free_scratch = g_free;
  ledgers->known = od_dialer_get_abandonment (request->api->dialer, request->id,
                                              ledgers->windows);
  return TRUE;
}

/* Of a campaign that stands still: what it would begin with. */
static gboolean
read_ledgers (OdTx *tx,
              gint64 campaign_id,
              gint64 today,
              Ledgers *ledgers,
              GError **error)
{
  for (int i = 0; !ledgers->known && i < OD_TALLY_N_WINDOWS; i++) {
    if (!od_tally_store_get_ledger (tx, campaign_id,
                                    od_calling_rules_get_first_day (i, today),
                                    &ledgers->windows[i], error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
get_campaign (OdTx *tx, OdRequest *request, GError **error)
{
  Ledgers *ledgers = request->scratch;
  g_autoptr (OdCampaign) campaign = od_campaign_store_get (tx, request->id, error);
  g_autoptr (OdBoard) board = NULL;
  g_autoptr (GArray) latencies = NULL;
  gint64 today = od_day_of (tx->zone, tx->now_ms);
  json_t *body;

  if (campaign == NULL)
    return FALSE;
  board = od_tally_store_get_campaign (tx, request->id, error);
  if (board == NULL || !read_ledgers (tx, request->id, today, ledgers, error)
      || !od_tally_store_read_agent_calls (tx, request->id, today, board, error))
    return FALSE;
  latencies = od_latency_store_list_latest (tx, request->id, error);
  if (latencies == NULL)
    return FALSE;

  body = od_tally_json_board_to (board, latencies);
  json_object_set_new (body, OD_FIELD_ABANDONMENT,
                       od_tally_json_abandonment_to (ledgers->windows,
                                                     od_calling_rules_get (
                                                       campaign->rules)
                                                       ->cap));
  json_object_set_new (body, OD_FIELD_AGENT_CALLS,
                       od_tally_json_agent_calls_to (board->agent_calls));
  od_request_answer (request, 200, body);
  return TRUE;
}

/* Main thread. */
static gboolean
ask_hour (OdRequest *request, GError **error)
{
  OdHour *hour = g_new0 (OdHour, 1);

  od_dialer_read_hour (request->api->dialer, request->id, hour);
  request->scratch = hour;
  request->free_scratch = g_free;
  return TRUE;
}

static gboolean
get_hour (OdTx *tx, OdRequest *request, GError **error)
{
  g_autoptr (OdCampaign) campaign = od_campaign_store_get (tx, request->id, error);
  g_autoptr (GArray) latencies = NULL;

  if (campaign == NULL)
    return FALSE;
  latencies = od_latency_store_list_latest (tx, request->id, error);
  if (latencies == NULL)
    return FALSE;

  od_request_answer (request, 200, od_hour_json_to (request->scratch, latencies));
  return TRUE;
}

/* Main thread. */
static gboolean
ask_trunk (OdRequest *request, GError **error)
{
  request->scratch = od_trunk_copy (od_dialer_get_trunk (request->api->dialer));
  request->free_scratch = (GDestroyNotify) od_trunk_free;
  return TRUE;
}

static gboolean
get_past (OdTx *tx, OdRequest *request, GError **error)
{
  g_autoptr (OdCampaign) campaign = od_campaign_store_get (tx, request->id, error);
  const OdTrunk *trunk = request->scratch;
  g_autoptr (OdPast) past = NULL;

  if (campaign == NULL)
    return FALSE;
  past = od_past_store_get (tx, request->id, error);
  if (past == NULL)
    return FALSE;

  past->calls_per_second = trunk->calls_per_second;
  past->channels = trunk->channels;
  od_request_answer (request, 200, od_past_json_to (past));
  return TRUE;
}

static gboolean
get_leadset (OdTx *tx, OdRequest *request, GError **error)
{
  g_autoptr (OdLeadset) leadset = od_leadset_store_get (tx, request->id, error);
  g_autoptr (OdBoard) board = NULL;
  OdRecycling last;
  gint64 left_ms;
  json_t *body;

  if (leadset == NULL)
    return FALSE;
  board = od_tally_store_get_leadset (tx, request->id, error);
  if (board == NULL
      || !od_recycle_store_find_last (tx, request->id, &last, &left_ms, error))
    return FALSE;

  body = od_tally_json_board_to (board, NULL);
  json_object_set_new (body, OD_FIELD_RECYCLING,
                       last.id != 0
                         ? json_pack ("{s:I, s:I, s:I}", OD_FIELD_ID, last.id,
                                      OD_FIELD_LEADS, last.n, OD_FIELD_UNDO_MS, left_ms)
                         : json_null ());
  od_request_answer (request, 200, body);
  return TRUE;
}

/* clang-format off */
static const OdRoute routes[] = {
  { "GET",    OD_PATH_LEADSET_STATS,   OD_MAY_SUPERVISE, OD_ROUTE_READ,
    .work = get_leadset },
  { "GET",    OD_PATH_CAMPAIGN_STATS,  OD_MAY_SUPERVISE, OD_ROUTE_READ,
    .work = get_campaign, .act = ask_pacer, .kept = TRUE },
  { "GET",    OD_PATH_CAMPAIGN_HOUR,   OD_MAY_SUPERVISE, OD_ROUTE_READ,
    .work = get_hour, .act = ask_hour },
  { "GET",    OD_PATH_CAMPAIGN_PAST,   OD_MAY_KEEP,      OD_ROUTE_READ,
    .work = get_past, .act = ask_trunk },
  { "GET",    OD_PATH_DASHBOARD,       OD_MAY_SUPERVISE, OD_ROUTE_READ,
    .work = get_dashboard, .kept = TRUE },
};
/* clang-format on */

const OdRouteTable od_statistics_routes = { routes, G_N_ELEMENTS (routes) };
