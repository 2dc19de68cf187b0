/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * /calls: hold, digits, hang-up, disposition and its correction.
 */
#include "daemon/api/route.h"

#include "daemon/api/api-state.h"
#include "daemon/api/call-history.h"
#include "daemon/store/agent-store.h"
#include "daemon/store/call-store.h"
#include "daemon/store/campaign-store.h"
#include "daemon/store/correction-store.h"
#include "shared/wire/call-json.h"
#include "shared/wire/fields.h"
#include "shared/wire/json-field.h"
#include "shared/wire/paths.h"

typedef struct {
  char *label;
  char *reason; /* NULL: none */
  gboolean pause;
  gboolean elsewhere;     /* its agent talks on another call by now */
  gboolean stops_calls;   /* the label says that nobody calls there again */
  gint64 agent_id;        /* of the call, once it is on disk */
  gint64 call_back_at_ms; /* when the lead asked to be called; 0: it did not */
} Verdict;

static void
verdict_free (gpointer data)
{
  Verdict *verdict = data;

  g_free (verdict->label);
  g_free (verdict->reason);
  g_free (verdict);
}

static gboolean
get_call (OdTx *tx, OdRequest *request, GError **error)
{
  g_autoptr (OdCall) call = od_call_store_get (tx, request->id_text, error);
  json_t *told;

  if (call == NULL)
    return FALSE;
  if (request->session->role == OD_ROLE_AGENT
      && call->agent_id != request->session->user_id) {
    od_request_set_problem (request, 403, "not-yours", "This is another agent's call",
                            NULL);
    return TRUE;
  }

  told = od_call_history_to (tx, call, error);
  if (told == NULL)
    return FALSE;

  od_request_answer (request, 200, told);
  return TRUE;
}

static gboolean
set_held (OdRequest *request, gboolean held, GError **error)
{
  if (!od_dialer_hold (request->api->dialer, request->session->user_id, request->id_text,
                       held, error))
    return FALSE;

  od_request_answer (request, 204, NULL);
  return TRUE;
}

static gboolean
hold (OdRequest *request, GError **error)
{
  return set_held (request, TRUE, error);
}

static gboolean
resume (OdRequest *request, GError **error)
{
  return set_held (request, FALSE, error);
}

static gboolean
send_digits (OdRequest *request, GError **error)
{
  g_autofree char *digits = NULL;

  if (!od_call_json_digits_from (request->json, &digits, error)
      || !od_dialer_send_digits (request->api->dialer, request->session->user_id,
                                 request->id_text, digits, error))
    return FALSE;

  od_request_answer (request, 204, NULL);
  return TRUE;
}

static gboolean
hang_up (OdRequest *request, GError **error)
{
  if (!od_dialer_hang_up (request->api->dialer, request->session->user_id,
                          request->id_text, error))
    return FALSE;

  od_request_answer (request, 204, NULL);
  return TRUE;
}

/* A bridge is on the floor before it is on disk. */
static gboolean
talks_elsewhere (OdRequest *request)
{
  OdFloorAgent *agent = od_floor_get_agent (request->api->floor,
                                            request->session->user_id);

  return agent != NULL && agent->state == OD_AGENT_IN_CALL
         && g_strcmp0 (agent->call_id, request->id_text) != 0;
}

/* A supervisor corrects what is on disk; the agent's own word may come before that. */
static gboolean
has_come_to (const OdFloorCall *call, const OdSession *session)
{
  return call == NULL || od_call_state_is_over (call->state)
         || session->role != OD_ROLE_AGENT
         || (call->state == OD_CALL_BRIDGED
             && od_floor_call_get_agent_id (call) == session->user_id);
}

static gboolean
check_disposition (OdRequest *request, GError **error)
{
  Verdict *verdict = g_new0 (Verdict, 1);
  OdFloorCall *call = od_floor_get_call (request->api->floor, request->id_text);

  request->scratch = verdict;
  request->free_scratch = verdict_free;
  if (!od_call_json_disposition_from (request->json, &verdict->label, &verdict->reason,
                                      &verdict->pause, &verdict->call_back_at_ms, error))
    return FALSE;
  if (od_dialer_is_behind (request->api->dialer)) {
    /* The call's own steps are not on disk yet: the outbox sends this again. */
    g_set_error (error, OD_DB_ERROR, OD_DB_ERROR_FULL, "the journal is behind");
    return FALSE;
  }
  verdict->elsewhere = talks_elsewhere (request);
  if (has_come_to (call, request->session))
    return TRUE;

  g_set_error (error, OD_DIALER_ERROR, OD_DIALER_ERROR_NOT_THERE,
               "This call has not come to you");
  return FALSE;
}

static gboolean
check_label (OdTx *tx, const OdCall *call, Verdict *verdict, GError **error)
{
  g_autoptr (OdCampaign) campaign = NULL;
  const OdDisposition *meaning;

  campaign = od_campaign_store_get (tx, call->campaign_id, error);
  if (campaign == NULL)
    return FALSE;
  meaning = od_disposition_find (campaign->dispositions, verdict->label);
  if (meaning == NULL)
    return od_json_field_set_error (error, OD_FIELD_DISPOSITION,
                                    "is not one of this campaign's dispositions");

  verdict->stops_calls = meaning->do_not_call;
  return verdict->call_back_at_ms == 0 || meaning->call_back
         || od_json_field_set_error (error, OD_FIELD_CALL_BACK_AT_MS,
                                     "is for a disposition that calls back");
}

/* An agent takes back its last word only; one that is repeated takes nothing back. That a
 * person wants no calls is heard whenever it is said. */
static gboolean
check_change (OdTx *tx, OdRequest *request, const OdCall *call, GError **error)
{
  const Verdict *verdict = request->scratch;

  if (request->session->role != OD_ROLE_AGENT)
    return !verdict->pause
           || od_json_field_set_error (error, OD_FIELD_PAUSE,
                                       "is the agent's to ask for");
  if (call->disposition == NULL || verdict->stops_calls
      || call->agent_id != request->session->user_id
      || (g_str_equal (call->disposition, verdict->label)
          && call->call_back_at_ms == verdict->call_back_at_ms))
    return TRUE;

  return verdict->elsewhere ? od_correction_store_refuse_late (error)
                            : od_correction_store_check (tx, call, error);
}

/* A supervisor who gives no reason leaves the agent's. */
static gboolean
say (OdTx *tx, OdRequest *request, GError **error)
{
  const Verdict *verdict = request->scratch;
  gint64 account_id = request->session->user_id;

  if (request->session->role != OD_ROLE_AGENT)
    return od_call_store_correct (tx, request->id_text, account_id, verdict->label,
                                  verdict->call_back_at_ms, error)
           && (verdict->reason == NULL
               || od_call_store_set_reason (tx, request->id_text, verdict->reason,
                                            error));

  return od_call_store_set_reason (tx, request->id_text, verdict->reason, error)
         && od_call_store_dispose (tx, request->id_text, account_id, verdict->label,
                                   verdict->call_back_at_ms, error)
         && (!verdict->pause
             || od_agent_store_set_wish (tx, account_id, 0, FALSE, error));
}

static gboolean
dispose (OdTx *tx, OdRequest *request, GError **error)
{
  g_autoptr (OdCall) call = od_call_store_get (tx, request->id_text, error);
  Verdict *verdict = request->scratch;

  if (call == NULL || !check_label (tx, call, verdict, error)
      || !check_change (tx, request, call, error) || !say (tx, request, error))
    return FALSE;

  verdict->agent_id = request->session->role == OD_ROLE_AGENT ? request->session->user_id
                                                              : call->agent_id;

  od_request_answer (request, 200,
                     json_pack ("{s:s, s:s}", OD_FIELD_CALL, request->id_text,
                                OD_FIELD_DISPOSITION, verdict->label));
  return TRUE;
}

static void
tell_disposed (OdRequest *request)
{
  Verdict *verdict = request->scratch;

  od_dialer_disposed (request->api->dialer, verdict->agent_id, request->id_text,
                      verdict->label, verdict->pause);
}

/* clang-format off */
static const OdRoute routes[] = {
  { "GET",    OD_PATH_CALL,            OD_MAY_ALL,       OD_ROUTE_READ,
    .work = get_call },
  { "POST",   OD_PATH_CALL_HOLD,       OD_MAY_AGENT,     OD_ROUTE_LIVE,
    .act = hold },
  { "POST",   OD_PATH_CALL_RESUME,     OD_MAY_AGENT,     OD_ROUTE_LIVE,
    .act = resume },
  { "POST",   OD_PATH_CALL_DIGITS,     OD_MAY_AGENT,     OD_ROUTE_LIVE,
    .act = send_digits },
  { "POST",   OD_PATH_CALL_HANG_UP,    OD_MAY_AGENT,     OD_ROUTE_LIVE,
    .act = hang_up },
  { "PUT",    OD_PATH_CALL_DISPOSE,    OD_MAY_ALL,       OD_ROUTE_WRITE,
    .work = dispose, .act = check_disposition,
    .after = tell_disposed },
};
/* clang-format on */

const OdRouteTable od_call_routes = { routes, G_N_ELEMENTS (routes) };
