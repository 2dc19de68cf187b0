/*
 * The numbers of the screens. Reader thread.
 */
#include "daemon/api/routes.h"

#include "daemon/store/call-store.h"
#include "daemon/store/campaign-store.h"
#include "daemon/store/leadset-store.h"
#include "daemon/store/tally-store.h"
#include "shared/wire/tally-json.h"

OD_WORK (od_statistics_routes_dashboard)
{
  OdDashboard dashboard;
  g_autoptr (GArray) latencies = NULL;
  json_t *body;

  if (!od_tally_store_get_dashboard (tx, &dashboard, error))
    return FALSE;
  latencies = od_call_store_list_latencies (tx, 0, error);
  if (latencies == NULL)
    return FALSE;

  body = od_tally_json_dashboard_to (&dashboard);
  json_object_set_new (body, "answer_to_agent_ms", od_tally_json_latency_to (latencies));
  od_request_answer (request, 200, body);
  return TRUE;
}

OD_WORK (od_statistics_routes_campaign)
{
  g_autoptr (OdCampaign) campaign = od_campaign_store_get (tx, request->id, error);
  g_autoptr (OdBoard) board = NULL;
  g_autoptr (GArray) latencies = NULL;

  if (campaign == NULL)
    return FALSE;
  board = od_tally_store_get_campaign (tx, request->id, error);
  latencies = board != NULL ? od_call_store_list_latencies (tx, request->id, error)
                            : NULL;
  if (latencies == NULL)
    return FALSE;

  od_request_answer (request, 200, od_tally_json_board_to (board, latencies));
  return TRUE;
}

OD_WORK (od_statistics_routes_leadset)
{
  g_autoptr (OdLeadset) leadset = od_leadset_store_get (tx, request->id, error);
  g_autoptr (OdBoard) board = NULL;

  if (leadset == NULL)
    return FALSE;
  board = od_tally_store_get_leadset (tx, request->id, error);
  if (board == NULL)
    return FALSE;

  od_request_answer (request, 200, od_tally_json_board_to (board, NULL));
  return TRUE;
}
