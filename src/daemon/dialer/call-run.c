/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One call's way through its table: committed, dialed, ringing, answered, handed to an
 * agent, ended. Each step moves the floor first and the journal after, so that nothing
 * a person hears ever waits for the disk. Main thread.
 */
#include "daemon/dialer/call-run.h"

#include "daemon/dialer/journal.h"
#include "daemon/dialer/trunk-run.h"
#include "shared/model/thread.h"
#include "shared/model/uuid.h"

/* A commit that is older than this is not acted upon: the machine slept or stalled, and
 * the world may have changed. No INVITE has left, so nothing is spent. */
#define MAX_COMMIT_AGE_US (2 * G_USEC_PER_SEC)

typedef struct {
  OdCall *call;
  guint ring_limit_ms;
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
originate (OdEngine *engine, OdFloorCall *call, const Begin *begin)
{
  const OdCallingProfile *rules = od_calling_rules_get (call->rules);
  OdOriginate ask = { .call_id = call->id,
                      .trunk = engine->trunk,
                      .number = od_floor_call_find_party (call, OD_PARTY_LEAD)->number,
                      .caller_id = begin->call->caller_id,
                      .ring_limit_ms = begin->ring_limit_ms,
                      .setup_limit_ms = OD_CAMPAIGN_SETUP_MS,
                      .min_ring_ms = rules->min_ring_ms,
                      .min_unrung_ms = OD_CAMPAIGN_SETUP_MS,
                      .wait_limit_ms = rules->wait_ms,
                      .no_shorts = !rules->shorts };

  od_floor_move_call (engine->floor, call, OD_CALL_ORIGINATE);
  od_switch_originate (engine->sw, od_floor_call_get_leg (call), &ask);
}

static void
on_begun (OdEngine *engine, gpointer data, const GError *error)
{
  Begin *begin = data;
  OdFloorCall *call = od_floor_get_call (engine->floor, begin->call->id);
  gboolean late = od_clock_mono_us (engine->clock) - begin->asked_us > MAX_COMMIT_AGE_US;

  od_engine_note_store (engine, error);
  if (error == NULL && begin->begun && !late) {
    originate (engine, call, begin);
    return;
  }

  if (error != NULL) {
    od_journal_give_back (engine, begin->call->lead_id);
  } else if (begin->begun) {
    g_message ("call=%s is not placed: its commit came too late", call->id);
    od_trunk_run_note_want (engine, "the disk is too slow");
    od_journal_unbegin (engine, call->id);
  }
  od_floor_move_call (engine->floor, call, OD_CALL_FAIL);
}

static OdCall *
row_new (OdEngine *engine,
         const OdCampaign *campaign,
         const OdScript *script,
         const OdLead *lead)
{
  OdCall *row = od_call_new ();

  row->id = od_uuid_new (od_clock_now_ms (engine->clock));
  row->campaign_id = campaign->id;
  row->leadset_id = lead->leadset_id;
  row->lead_id = lead->id;
  row->phone = g_strdup (lead->phone);
  row->caller_id = g_strdup (campaign->caller_id);
  row->script_id = script != NULL ? script->id : 0;
  row->script_version = script != NULL ? script->version : 0;
  return row;
}

void
od_call_run_begin (OdEngine *engine,
                   const OdCampaign *campaign,
                   const OdScript *script,
                   OdLead *lead)
{
  Begin *begin = g_new0 (Begin, 1);
  OdFloorCall *call;

  OD_ASSERT_MAIN ();
  begin->call = row_new (engine, campaign, script, lead);
  begin->ring_limit_ms = campaign->ring_limit_ms;
  begin->asked_us = od_clock_mono_us (engine->clock);
  call = od_floor_add_call (engine->floor, begin->call->id, od_engine_next_leg (engine),
                            lead, campaign->id);
  engine->trying++;
  engine->quota.queued++;
  od_engine_get_quota (engine, campaign->id)->queued++;
  call->rules = campaign->rules;
  call->script_id = begin->call->script_id;
  call->script_version = begin->call->script_version;
  od_engine_write (engine, write_begin, begin, begin_free, on_begun);
}

OdFloorCall *
od_call_run_get_longest_waiting (OdEngine *engine, gint64 campaign_id)
{
  const GPtrArray *calls = od_floor_get_calls (engine->floor, campaign_id);
  OdFloorCall *oldest = NULL;

  OD_ASSERT_MAIN ();
  for (guint i = 0; i < calls->len; i++) {
    OdFloorCall *call = g_ptr_array_index (calls, i);

    if (od_floor_call_needs_agent (call)
        && (oldest == NULL || call->since_us < oldest->since_us))
      oldest = call;
  }

  return oldest;
}

void
od_call_run_connect (OdEngine *engine, OdFloorCall *call, OdFloorAgent *agent)
{
  OD_ASSERT_MAIN ();
  od_floor_enter_call (engine->floor, agent, call);
  od_switch_bridge (engine->sw, od_floor_call_get_leg (call), agent->line.leg);
  od_floor_move_agent (engine->floor, agent, OD_AGENT_RESERVE);
}

static gint64
wall_ms (OdEngine *engine, const OdFact *fact)
{
  gint64 age_us = od_clock_mono_us (engine->clock) - fact->at_us;

  return od_clock_now_ms (engine->clock) - MAX (age_us, 0) / 1000;
}

static void
step (OdEngine *engine, OdFloorCall *call, OdCallEvent event, const OdFact *fact)
{
  OdCallStep entry = { .call_id = call->id,
                       .event = event,
                       .agent_id = od_floor_call_get_agent_id (call),
                       .end = fact->end,
                       .sip_code = fact->sip_code,
                       .sip_reason = fact->sip_reason,
                       .reach_ms = fact->reach_ms,
                       .at_ms = wall_ms (engine, fact) };

  if (od_floor_move_call (engine->floor, call, event))
    od_journal_call_step (engine, &entry);
}

static void
on_bridged (OdEngine *engine, OdFloorCall *call, const OdFact *fact)
{
  OdFloorAgent *agent = od_floor_get_agent (engine->floor,
                                            od_floor_call_get_agent_id (call));

  if (call->state == OD_CALL_BRIDGED || agent == NULL)
    return; /* the agent's phone came back in the middle of a call */

  step (engine, call, OD_CALL_BRIDGE, fact);
  od_floor_move_agent (engine->floor, agent, OD_AGENT_BRIDGE);
}

static OdCallEvent
end_event (const OdFloorCall *call, OdEndReason end)
{
  if (call->state == OD_CALL_WAITING)
    return end == OD_END_NO_AGENT ? OD_CALL_EXPIRE : OD_CALL_HANGUP;

  return call->state == OD_CALL_BRIDGED ? OD_CALL_HANGUP : OD_CALL_FAIL;
}

static void
on_ended (OdEngine *engine, OdFloorCall *call, const OdFact *fact)
{
  /* The lead picked up in the very moment our CANCEL left: the carrier calls it answered,
   * and so do we. */
  if (fact->answered && od_call_state_is_unanswered (call->state))
    step (engine, call, OD_CALL_ANSWER, fact);
  call->end = fact->end;
  step (engine, call, end_event (call, fact->end), fact);
}

void
od_call_run_give_up (OdEngine *engine, gint64 lead_id)
{
  g_autoptr (GPtrArray) calls = od_floor_list_calls (engine->floor);

  OD_ASSERT_MAIN ();
  for (guint i = 0; i < calls->len; i++) {
    const OdFloorCall *call = g_ptr_array_index (calls, i);

    /* One whose attempt is being committed is refused there. */
    if (call->lead->id == lead_id && od_call_state_is_unanswered (call->state))
      od_switch_give_up (engine->sw, od_floor_call_get_leg (call));
  }
}

void
od_call_run_tick (OdEngine *engine)
{
  g_autoptr (GPtrArray) calls = od_floor_list_calls (engine->floor);
  gint64 now_us = od_floor_now_us (engine->floor);

  OD_ASSERT_MAIN ();
  for (guint i = 0; i < calls->len; i++) {
    OdFloorCall *call = g_ptr_array_index (calls, i);

    if (od_floor_call_needs_agent (call)
        && now_us - call->since_us > od_calling_rules_get (call->rules)->wait_ms * 1000)
      od_switch_hang_up (engine->sw, od_floor_call_get_leg (call), OD_END_NO_AGENT);
  }
}

void
od_call_run_on_fact (OdEngine *engine, OdFloorCall *call, const OdFact *fact)
{
  OD_ASSERT_MAIN ();
  od_trunk_run_on_fact (engine, call, fact);
  switch (fact->kind) {
  case OD_FACT_RINGING:
    step (engine, call, OD_CALL_RING, fact);
    break;
  case OD_FACT_ANSWERED:
    step (engine, call, OD_CALL_ANSWER, fact);
    break;
  case OD_FACT_BRIDGED:
    on_bridged (engine, call, fact);
    break;
  case OD_FACT_FIRST_AUDIO:
    od_journal_latency (engine, call->id, fact->latency_us);
    break;
  case OD_FACT_ENDED:
    on_ended (engine, call, fact);
    break;
  default:
    break;
  }
}

void
od_call_run_journal_shutdown (OdEngine *engine)
{
  g_autoptr (GPtrArray) calls = od_floor_list_calls (engine->floor);

  OD_ASSERT_MAIN ();
  for (guint i = 0; i < calls->len; i++) {
    OdFloorCall *call = g_ptr_array_index (calls, i);
    OdCallStep entry = {
      .call_id = call->id,
      .event = od_call_state_is_connected (call->state) ? OD_CALL_HANGUP : OD_CALL_FAIL,
      .end = OD_END_SHUTDOWN,
      .reach_ms = od_call_state_is_unanswered (call->state) ? OD_FACT_MAX_REACH_MS : 0
    };

    if (od_call_state_is_live (call->state))
      od_journal_call_step (engine, &entry);
  }
}
