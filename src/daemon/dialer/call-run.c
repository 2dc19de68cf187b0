/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One call's way through its table: committed, dialed, ringing, answered, handed to an
 * agent, ended. Each step moves the floor first and the journal after, so that nothing
 * a person hears ever waits for the disk. Main thread.
 */
#include "daemon/dialer/call-run.h"

#include "daemon/dialer/agent-picker.h"
#include "daemon/dialer/agent-run.h"
#include "daemon/dialer/campaign-run.h"
#include "daemon/dialer/journal.h"
#include "shared/model/uuid.h"

/* A commit that is older than this is not acted upon: the machine slept or stalled, and
 * the world may have changed. No INVITE has left, so nothing is spent. */
#define MAX_COMMIT_AGE_US (2 * G_USEC_PER_SEC)

#define TRUNK_SILENT_AFTER 2 /* INVITEs in a row without a reply */

/* The switch lets a lead wait 2.0 s, but not one it had bridged already. */
#define WAIT_LIMIT_US (2 * G_USEC_PER_SEC)

typedef struct {
  OdDialer *dialer;
  OdCall *call;
  gboolean begun;
  gint64 asked_us;
} Begin;

static gboolean
write_begin (OdTx *tx, gpointer data, GError **error)
{
  Begin *begin = data;

  return od_call_store_begin (tx, begin->call, &begin->begun, error);
}

static void
begin_free (gpointer data)
{
  Begin *begin = data;

  od_call_free (begin->call);
  g_free (begin);
}

static void
originate (OdDialer *dialer, OdFloorCall *call, const OdCall *row)
{
  OdCampaignRun *run = od_dialer_find_run (dialer, call->campaign_id);
  OdOriginate ask = { .call_id = call->id,
                      .trunk = dialer->trunk,
                      .number = call->lead->phone,
                      .caller_id = row->caller_id,
                      .ring_limit_ms = run != NULL ? run->campaign->ring_limit_ms : 0 };

  od_floor_move_call (dialer->floor, call, OD_CALL_ORIGINATE);
  od_switch_originate (dialer->exchange, call->leg, &ask);
  if (run != NULL)
    od_campaign_run_tell (run, OD_PACER_LAUNCH, call->leg, 0);
}

static void
drop (OdDialer *dialer, OdFloorCall *call, OdCallEvent event)
{
  od_floor_move_call (dialer->floor, call, event);
  od_floor_remove_call (dialer->floor, call);
}

static void
on_begun (gpointer data, const GError *error, gpointer user_data)
{
  Begin *begin = data;
  OdDialer *dialer = begin->dialer;
  OdFloorCall *call = od_floor_get_call (dialer->floor, begin->call->id);
  gint64 campaign_id = begin->call->campaign_id;

  od_dialer_note_store (dialer, error);
  if (error != NULL) {
    od_journal_give_back (dialer, begin->call->lead_id);
    drop (dialer, call, OD_CALL_FAIL);
  } else if (!begin->begun) {
    drop (dialer, call, OD_CALL_FAIL);
  } else if (od_clock_mono_us (dialer->clock) - begin->asked_us > MAX_COMMIT_AGE_US) {
    g_message ("call=%s is not placed: its commit came too late", call->id);
    od_journal_unbegin (dialer, call->id);
    drop (dialer, call, OD_CALL_FAIL);
  } else {
    originate (dialer, call, begin->call);
  }
  od_dialer_settle (dialer, campaign_id);
  od_dialer_check_drain (dialer);
}

void
od_call_run_begin (OdCampaignRun *run, OdLead *lead)
{
  OdDialer *dialer = run->dialer;
  Begin *begin = g_new0 (Begin, 1);
  OdCall *row = od_call_new ();
  OdFloorCall *call;

  row->id = od_uuid_new (od_clock_now_ms (dialer->clock));
  row->campaign_id = run->campaign->id;
  row->leadset_id = lead->leadset_id;
  row->lead_id = lead->id;
  row->phone = g_strdup (lead->phone);
  row->caller_id = g_strdup (run->campaign->caller_id);
  row->script_id = run->script != NULL ? run->script->id : 0;
  row->script_version = run->script != NULL ? run->script->version : 0;

  call = od_floor_add_call (dialer->floor, row->id, od_dialer_next_leg (dialer), lead,
                            run->campaign->id);
  call->script_id = row->script_id;
  call->script_version = row->script_version;

  begin->dialer = dialer;
  begin->call = row;
  begin->asked_us = od_clock_mono_us (dialer->clock);
  od_store_write (dialer->store, write_begin, begin, begin_free, on_begun, NULL);
}

static OdFloorCall *
oldest_waiting (OdFloor *floor, gint64 campaign_id)
{
  g_autoptr (GPtrArray) calls = od_floor_list_calls (floor);
  OdFloorCall *oldest = NULL;

  for (guint i = 0; i < calls->len; i++) {
    OdFloorCall *call = g_ptr_array_index (calls, i);

    if (call->campaign_id == campaign_id && call->state == OD_CALL_WAITING
        && call->agent_id == 0 && (oldest == NULL || call->since_us < oldest->since_us))
      oldest = call;
  }

  return oldest;
}

static gboolean
connect_one (OdDialer *dialer, OdFloorCall *call)
{
  OdFloorAgent *agent = od_agent_picker_pick (dialer->floor, call->campaign_id);

  if (agent == NULL)
    return FALSE;

  call->agent_id = agent->id;
  agent->call_id = g_strdup (call->id);
  od_switch_bridge (dialer->exchange, call->leg, agent->leg);
  od_floor_move_agent (dialer->floor, agent, OD_AGENT_RESERVE);
  return TRUE;
}

void
od_call_run_connect (OdDialer *dialer, gint64 campaign_id)
{
  OdFloorCall *call;

  do
    call = oldest_waiting (dialer->floor, campaign_id);
  while (call != NULL && connect_one (dialer, call));
}

static gint64
wall_ms (OdDialer *dialer, const OdFact *fact)
{
  gint64 age_us = od_clock_mono_us (dialer->clock) - fact->at_us;

  return od_clock_now_ms (dialer->clock) - MAX (age_us, 0) / 1000;
}

static void
step (OdDialer *dialer, OdFloorCall *call, OdCallEvent event, const OdFact *fact)
{
  OdCallStep entry = { .call_id = call->id,
                       .event = event,
                       .agent_id = call->agent_id,
                       .end = fact->end,
                       .sip_code = fact->sip_code,
                       .sip_reason = fact->sip_reason,
                       .at_ms = wall_ms (dialer, fact) };

  if (od_floor_move_call (dialer->floor, call, event))
    od_journal_call_step (dialer, &entry);
}

static void
tell_pacer (OdDialer *dialer, OdFloorCall *call, OdPacerEventKind kind)
{
  OdCampaignRun *run = od_dialer_find_run (dialer, call->campaign_id);

  if (run != NULL)
    od_campaign_run_tell (run, kind, call->leg, call->agent_id);
}

static void
on_bridged (OdDialer *dialer, OdFloorCall *call, const OdFact *fact)
{
  OdFloorAgent *agent = od_floor_get_agent (dialer->floor, call->agent_id);

  if (call->state == OD_CALL_BRIDGED || agent == NULL)
    return; /* the agent's phone came back in the middle of a call */

  step (dialer, call, OD_CALL_BRIDGE, fact);
  od_floor_move_agent (dialer->floor, agent, OD_AGENT_BRIDGE);
  tell_pacer (dialer, call, OD_PACER_CONNECT);
}

/* A trunk that says nothing to two calls in a row is tried by one call at a time: leads
 * are not burnt on it. One quiet number alone says nothing of the trunk. */
static void
note_trunk (OdDialer *dialer, const OdFact *fact)
{
  gboolean silent = fact->kind == OD_FACT_ENDED && !fact->answered
                    && (fact->end == OD_END_NO_REPLY || fact->end == OD_END_TRANSPORT);
  gboolean spoke = fact->kind == OD_FACT_RINGING || fact->kind == OD_FACT_ANSWERED
                   || fact->sip_code != 0;

  if (silent && ++dialer->unanswered == TRUNK_SILENT_AFTER)
    g_message ("The trunk %s does not answer: check that the carrier runs and its "
               "address in [trunk]; one call at a time goes on trying",
               dialer->trunk);
  if (!silent && spoke) {
    if (dialer->unanswered >= TRUNK_SILENT_AFTER)
      g_message ("The trunk %s answers again", dialer->trunk);
    dialer->unanswered = 0;
  }
}

gboolean
od_call_run_is_trunk_silent (OdDialer *dialer)
{
  return dialer->unanswered >= TRUNK_SILENT_AFTER;
}

static OdCallEvent
end_event (const OdFloorCall *call, OdEndReason end)
{
  if (call->state == OD_CALL_WAITING)
    return end == OD_END_NO_AGENT ? OD_CALL_EXPIRE : OD_CALL_HANGUP;

  return call->state == OD_CALL_BRIDGED ? OD_CALL_HANGUP : OD_CALL_FAIL;
}

static void
on_ended (OdDialer *dialer, OdFloorCall *call, const OdFact *fact)
{
  gint64 campaign_id = call->campaign_id;
  OdCallState was;

  /* The lead picked up in the very moment our CANCEL left: the carrier calls it answered,
   * and so do we. */
  if (fact->answered && od_call_state_is_unanswered (call->state))
    step (dialer, call, OD_CALL_ANSWER, fact);
  was = call->state;
  step (dialer, call, end_event (call, fact->end), fact);
  if (was == OD_CALL_WAITING)
    tell_pacer (dialer, call, OD_PACER_ABANDON);
  else if (was != OD_CALL_BRIDGED)
    tell_pacer (dialer, call, OD_PACER_FAIL);

  if (call->agent_id != 0)
    od_agent_run_call_ended (dialer, call, was);
  od_floor_remove_call (dialer->floor, call);
  od_dialer_settle (dialer, campaign_id);
  od_dialer_check_drain (dialer);
}

void
od_call_run_tick (OdDialer *dialer)
{
  g_autoptr (GPtrArray) calls = od_floor_list_calls (dialer->floor);
  gint64 now_us = od_floor_now_us (dialer->floor);

  for (guint i = 0; i < calls->len; i++) {
    OdFloorCall *call = g_ptr_array_index (calls, i);

    if (call->state == OD_CALL_WAITING && call->agent_id == 0
        && now_us - call->since_us > WAIT_LIMIT_US)
      od_switch_hang_up (dialer->exchange, call->leg, OD_END_NO_AGENT);
  }
}

void
od_call_run_on_fact (OdDialer *dialer, OdFloorCall *call, const OdFact *fact)
{
  note_trunk (dialer, fact);
  switch (fact->kind) {
  case OD_FACT_RINGING:
    step (dialer, call, OD_CALL_RING, fact);
    break;
  case OD_FACT_ANSWERED:
    step (dialer, call, OD_CALL_ANSWER, fact);
    tell_pacer (dialer, call, OD_PACER_ANSWER);
    od_dialer_settle (dialer, call->campaign_id);
    break;
  case OD_FACT_BRIDGED:
    on_bridged (dialer, call, fact);
    break;
  case OD_FACT_FIRST_AUDIO:
    od_journal_latency (dialer, call->id, fact->latency_us);
    break;
  case OD_FACT_ENDED:
    on_ended (dialer, call, fact);
    break;
  default:
    break;
  }
}
