/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The door of the room. Facts of the switch, events of the store and what people ask for
 * come in here and go to the run they concern; that is a turn, and at its end each
 * campaign it touched is settled: who waits is connected, who asked to pause is let go,
 * who is ready gets a call placed. Main thread.
 */
#include "daemon/dialer/dialer.h"

#include "daemon/dialer/agent-run.h"
#include "daemon/dialer/call-run.h"
#include "daemon/dialer/campaign-run.h"
#include "daemon/dialer/campaign-book.h"
#include "daemon/dialer/capacity.h"
#include "daemon/dialer/engine.h"
#include "daemon/dialer/journal.h"
#include "daemon/dialer/pace-reader.h"
#include "daemon/dialer/trunk-run.h"
#include "daemon/store/agent-store.h"
#include "daemon/store/call-store.h"
#include "daemon/store/user-store.h"
#include "shared/model/thread.h"

#include <string.h>
#include <sys/resource.h>

#define TICK_S 1

struct _OdDialer {
  OdEngine engine;
  guint tick_id;
  GSourceFunc idle; /* told when the drain is over */
  gpointer idle_data;
  OdDialerStarted started;
  gpointer started_data;
  guint n_ports;     /* for audio; 0: as many as there are */
  gboolean checking; /* the floor's invariants, after every turn */
};

G_DEFINE_QUARK (od_dialer_error, od_dialer_error)

static OdDialer *
dialer_of (OdEngine *engine)
{
  return (OdDialer *) ((char *) engine - G_STRUCT_OFFSET (OdDialer, engine));
}

static void
check_drain (OdDialer *dialer)
{
  GSourceFunc idle = dialer->idle;

  if (!dialer->engine.draining || idle == NULL || dialer->engine.claiming > 0
      || od_floor_count_calls (dialer->engine.floor) > 0)
    return;

  dialer->idle = NULL;
  idle (dialer->idle_data);
}

static void
check_floor (OdEngine *engine)
{
  g_autofree char *broken = od_floor_check (engine->floor);

  if (broken != NULL)
    g_error ("after a turn this does not hold: %s", broken);
}

static void
end_turn (OdEngine *engine)
{
  OdFloorCall *call;
  gint64 campaign_id;

  do {
    while ((call = g_queue_pop_head (&engine->over)) != NULL) {
      od_agent_run_on_call_over (engine, call);
      od_floor_remove_call (engine->floor, call);
    }
    if (od_engine_take_touched (engine, &campaign_id)) {
      od_campaign_run_connect (engine, campaign_id);
      od_agent_run_grant_pauses (engine, campaign_id);
      od_campaign_run_beat (engine, campaign_id);
    }
  } while (engine->touched->len > 0 || !g_queue_is_empty (&engine->over));

  if (dialer_of (engine)->checking)
    check_floor (engine);
  check_drain (dialer_of (engine));
}

gboolean
od_dialer_is_behind (OdDialer *dialer)
{
  OD_ASSERT_MAIN ();
  return dialer->engine.store_fails;
}

const char *
od_dialer_get_trouble (OdDialer *dialer)
{
  const OdEngine *engine = &dialer->engine;

  OD_ASSERT_MAIN ();
  if (engine->store_fails)
    return "No new call is placed: the server's disk takes nothing. It goes on trying.";

  return engine->want != NULL ? engine->want : engine->trunk_trouble;
}

void
od_dialer_drain (OdDialer *dialer, GSourceFunc idle, gpointer user_data)
{
  OD_ASSERT_MAIN ();
  dialer->engine.draining = TRUE;
  dialer->idle = idle;
  dialer->idle_data = user_data;
  od_campaign_run_save (&dialer->engine);
  od_engine_touch_all (&dialer->engine);
  od_engine_end_turn (&dialer->engine);
}

static void
take_fact (OdEngine *engine, const OdFact *fact)
{
  OdFloorCall *call = od_floor_find_call_leg (engine->floor, fact->leg);
  OdFloorAgent *agent = od_floor_find_agent_leg (engine->floor, fact->leg);

  if (fact->kind == OD_FACT_PHONE_REGISTERED || fact->kind == OD_FACT_PHONE_GONE
      || fact->kind == OD_FACT_PHONE_PING)
    od_agent_run_on_phone (engine, fact);
  else if (fact->kind == OD_FACT_LATE_ANSWER)
    od_journal_late_answer (engine, fact->call_id);
  else if (agent != NULL)
    od_agent_run_on_leg (engine, agent, fact);
  else if (call != NULL)
    od_call_run_on_fact (engine, call, fact);
}

void
od_dialer_on_fact (const OdFact *fact, gpointer user_data)
{
  OdDialer *dialer = user_data;

  OD_ASSERT_MAIN ();
  take_fact (&dialer->engine, fact);
  od_engine_end_turn (&dialer->engine);
}

static void
on_agent_moved (OdFloorAgent *agent, OdAgentState from, gpointer user_data)
{
  if (agent->state != from)
    od_journal_agent_moved (user_data, agent->id, from, agent->state);
}

static gboolean
on_tick (gpointer data)
{
  OdEngine *engine = data;

  od_agent_run_tick (engine);
  od_call_run_tick (engine);
  od_campaign_run_tick (engine);
  od_trunk_run_tick (engine);
  od_journal_flush (engine);
  od_journal_wake (engine);
  od_engine_end_turn (engine);
  return G_SOURCE_CONTINUE;
}

/* Audio takes even ones. */
static guint
count_ports (const OdSwitchConfig *config)
{
  return config->rtp_port_min == 0
           ? 0
           : config->rtp_port_max / 2 - (config->rtp_port_min + 1) / 2 + 1;
}

OdDialer *
od_dialer_new (const OdDialerParts *parts, GError **error)
{
  static const OdFloorWatcher watcher = { .agent_moved = on_agent_moved };
  OdDialer *dialer = g_new0 (OdDialer, 1);
  OdEngine *engine = &dialer->engine;

  OD_ASSERT_MAIN ();
  engine->sw = od_switch_new (parts->switch_config, od_dialer_on_fact, dialer, error);
  if (engine->sw == NULL) {
    g_free (dialer);
    return NULL;
  }

  od_engine_init (engine, parts->store, parts->floor, parts->clock, parts->trunk);
  od_campaign_run_start (engine);
  od_floor_watch (engine->floor, &watcher, engine);
  engine->end_turn = end_turn;
  dialer->n_ports = count_ports (parts->switch_config);
  dialer->checking = g_getenv ("OUTDIAL_CHECKS") != NULL;
  return dialer;
}

void
od_dialer_free (OdDialer *dialer)
{
  OdEngine *engine = &dialer->engine;

  OD_ASSERT_MAIN ();
  g_clear_handle_id (&dialer->tick_id, g_source_remove);
  od_switch_free (engine->sw, TRUE);
  od_call_run_journal_shutdown (engine);
  g_hash_table_unref (engine->runs);
  g_hash_table_unref (engine->campaigns);
  od_journal_free_backlog (engine);
  od_engine_clear (engine);
  g_free (dialer);
}

typedef struct {
  GPtrArray *sessions;   /* (element-type OdSessionRow) */
  GPtrArray *agents;     /* (element-type OdAgent) */
  GPtrArray *undisposed; /* (element-type OdCall) */
  GArray *past;          /* (element-type OdHourCall) */
} Start;

static gboolean
read_start (OdTx *tx, gpointer data, GError **error)
{
  Start *start = data;

  start->sessions = od_user_store_list_sessions (tx, error);
  start->agents = start->sessions != NULL ? od_agent_store_list (tx, 0, error) : NULL;
  start->undisposed = start->agents != NULL
                        ? od_call_store_list_all_undisposed (tx, error)
                        : NULL;
  start->past = start->undisposed != NULL ? od_hour_keeper_read_past (tx, error) : NULL;
  return start->past != NULL;
}

static void
start_free (gpointer data)
{
  Start *start = data;

  g_clear_pointer (&start->sessions, g_ptr_array_unref);
  g_clear_pointer (&start->agents, g_ptr_array_unref);
  g_clear_pointer (&start->undisposed, g_ptr_array_unref);
  g_clear_pointer (&start->past, g_array_unref);
  g_free (start);
}

/* Calls without a disposition first: an agent is restored with them. */
static void
restore_agents (OdEngine *engine, const Start *start)
{
  g_autoptr (GHashTable) agents = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < start->agents->len; i++) {
    OdAgent *agent = g_ptr_array_index (start->agents, i);

    g_hash_table_insert (agents, &agent->id, agent);
  }
  for (guint i = 0; i < start->undisposed->len; i++) {
    const OdCall *call = g_ptr_array_index (start->undisposed, i);
    const OdAgent *agent = g_hash_table_lookup (agents, &call->agent_id);

    if (agent != NULL)
      od_agent_run_add_undisposed (engine, agent->id, agent->name, agent->campaign_id,
                                   call->id);
  }
  for (guint i = 0; i < start->sessions->len; i++) {
    OdSessionRow *row = g_ptr_array_index (start->sessions, i);
    const OdAgent *agent = g_hash_table_lookup (agents, &row->user_id);

    if (agent != NULL)
      od_agent_run_restore (engine, row->sip_user, row->sip_ha1, agent->id, agent->name,
                            agent->campaign_id, agent->wants_ready);
  }
}

static void
check_capacity (const OdDialer *dialer, guint n_agents)
{
  OdCapacity capacity = { .ports = dialer->n_ports,
                          .agents = n_agents,
                          .channels = dialer->engine.trunk->channels };
  g_autofree char *shortage = NULL;
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) == 0)
    capacity.descriptors = MIN (limit.rlim_cur, G_MAXINT);
  shortage = od_capacity_check (&capacity);
  if (shortage != NULL)
    g_message ("%s", shortage);
}

static void
on_start_read (OdEngine *engine, gpointer data, const GError *error)
{
  OdDialer *dialer = dialer_of (engine);

  if (error == NULL) {
    restore_agents (engine, data);
    od_hour_keeper_take_past (engine->hours, ((const Start *) data)->past);
    check_capacity (dialer, ((const Start *) data)->agents->len);
    engine->running = TRUE;
    dialer->tick_id = g_timeout_add_seconds (TICK_S, on_tick, engine);
    od_campaign_run_load (engine, 0);
  }
  dialer->started (error, dialer->started_data);
}

void
od_dialer_start (OdDialer *dialer, OdDialerStarted done, gpointer user_data)
{
  OD_ASSERT_MAIN ();
  dialer->started = done;
  dialer->started_data = user_data;
  od_engine_read (&dialer->engine, read_start, g_new0 (Start, 1), start_free,
                  on_start_read);
}

static void
on_late_answer (OdEngine *engine, gint64 campaign_id)
{
  od_campaign_run_note_late_answer (engine, campaign_id);
  od_hour_keeper_note_late_answer (engine->hours, campaign_id);
}

static void
on_call_moved (OdEngine *engine, const OdEvent *event)
{
  const char *ended = od_call_state_get_name (OD_CALL_ENDED);

  od_campaign_run_note_verdict (engine, event);
  if (strcmp (event->word, ended) == 0)
    od_engine_refill (engine); /* its number can be called again: by anybody */
  else if (strcmp (event->was, ended) == 0)
    on_late_answer (engine, event->campaign_id);
}

static void
take_event (OdEngine *engine, const OdEvent *event)
{
  switch (event->kind) {
  case OD_EVENT_LEADS_ADDED:
  case OD_EVENT_LEAD_SAVED:
  case OD_EVENT_LEADS_RECYCLED:
  case OD_EVENT_LEADSET_SAVED:
  case OD_EVENT_LEAD_FREED:
    od_engine_refill (engine);
    break;
  case OD_EVENT_LEAD_BARRED:
    od_call_run_give_up (engine, event->lead_id);
    break;
  case OD_EVENT_CALL_MOVED:
    on_call_moved (engine, event);
    break;
  case OD_EVENT_CAMPAIGN_SAVED:
    od_campaign_run_load (engine, event->campaign_id);
    break;
  case OD_EVENT_CALL_DISPOSED:
    od_campaign_run_note_verdict (engine, event);
    break;
  case OD_EVENT_AGENTS_SAVED:
    if (event->campaign_id != 0)
      od_agent_run_check_campaign (engine, event->campaign_id);
    break;
  case OD_EVENT_SCRIPT_SAVED:
    od_campaign_run_load (engine, 0);
    break;
  default:
    break;
  }
}

void
od_dialer_on_event (OdDialer *dialer, const OdEvent *event)
{
  OD_ASSERT_MAIN ();
  take_event (&dialer->engine, event);
  od_engine_end_turn (&dialer->engine);
}

const char *
od_dialer_get_registrar (OdDialer *dialer)
{
  OD_ASSERT_MAIN ();
  return od_switch_get_advertised_address (dialer->engine.sw);
}

const char *
od_dialer_get_sip_address (OdDialer *dialer)
{
  OD_ASSERT_MAIN ();
  return od_switch_get_sip_address (dialer->engine.sw);
}

const char *
od_dialer_get_trunk_address (OdDialer *dialer)
{
  OD_ASSERT_MAIN ();
  return od_switch_get_trunk_address (dialer->engine.sw);
}

const OdTrunk *
od_dialer_get_trunk (OdDialer *dialer)
{
  OD_ASSERT_MAIN ();
  return dialer->engine.trunk;
}

const OdCampaign *
od_dialer_get_campaign (OdDialer *dialer, gint64 campaign_id)
{
  OD_ASSERT_MAIN ();
  return od_campaign_book_get (&dialer->engine, campaign_id);
}

const OdScript *
od_dialer_get_script (OdDialer *dialer, gint64 campaign_id)
{
  OD_ASSERT_MAIN ();
  return od_campaign_book_get_script (&dialer->engine, campaign_id);
}

GPtrArray *
od_dialer_list_campaigns (OdDialer *dialer)
{
  GPtrArray *list = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer run;

  OD_ASSERT_MAIN ();
  g_hash_table_iter_init (&iter, dialer->engine.runs);
  while (g_hash_table_iter_next (&iter, NULL, &run))
    g_ptr_array_add (list, (gpointer) ((OdCampaignRun *) run)->campaign);
  return list;
}

static const OdPacerWindow pacer_windows[OD_TALLY_N_WINDOWS] = {
  [OD_TALLY_DAY] = OD_PACER_DAY,
  [OD_TALLY_MONTH] = OD_PACER_30_DAYS,
};

gboolean
od_dialer_get_abandonment (OdDialer *dialer, gint64 campaign_id, OdAbandonment *windows)
{
  OdCampaignRun *run = od_campaign_run_find (&dialer->engine, campaign_id);

  OD_ASSERT_MAIN ();
  for (int i = 0; run != NULL && i < OD_TALLY_N_WINDOWS; i++) {
    OdLedger ledger = od_pacer_get_ledger (run->pacer, pacer_windows[i]);

    windows[i] = (OdAbandonment){ ledger.answered, ledger.abandoned };
  }

  return run != NULL;
}

void
od_dialer_read_hour (OdDialer *dialer, gint64 campaign_id, OdHour *hour)
{
  OD_ASSERT_MAIN ();
  od_hour_keeper_read (dialer->engine.hours, campaign_id, hour);
  od_pace_reader_read (&dialer->engine, campaign_id, &hour->now);
}

void
od_dialer_sign_in (OdDialer *dialer,
                   gint64 agent_id,
                   const char *name,
                   const char *sip_user,
                   const char *sip_ha1)
{
  OD_ASSERT_MAIN ();
  od_agent_run_sign_in (&dialer->engine, agent_id, name, sip_user, sip_ha1);
  od_engine_end_turn (&dialer->engine);
}

void
od_dialer_sign_out (OdDialer *dialer, gint64 agent_id)
{
  OD_ASSERT_MAIN ();
  od_agent_run_sign_out (&dialer->engine, agent_id);
  od_engine_end_turn (&dialer->engine);
}

void
od_dialer_seen (OdDialer *dialer, gint64 agent_id)
{
  OD_ASSERT_MAIN ();
  od_agent_run_seen (&dialer->engine, agent_id);
  od_engine_end_turn (&dialer->engine);
}

void
od_dialer_ask_state (OdDialer *dialer,
                     gint64 agent_id,
                     gint64 campaign_id,
                     gboolean ready)
{
  OD_ASSERT_MAIN ();
  od_agent_run_ask_state (&dialer->engine, agent_id, campaign_id, ready);
  od_engine_end_turn (&dialer->engine);
}

void
od_dialer_disposed (OdDialer *dialer,
                    gint64 agent_id,
                    const char *call_id,
                    const char *disposition,
                    gboolean then_pause)
{
  OD_ASSERT_MAIN ();
  od_agent_run_disposed (&dialer->engine, agent_id, call_id, disposition, then_pause);
  od_engine_end_turn (&dialer->engine);
}

static OdFloorCall *
find_own_call (OdDialer *dialer, gint64 agent_id, const char *call_id, GError **error)
{
  OdFloorCall *call = od_floor_get_call (dialer->engine.floor, call_id);

  if (call == NULL || call->state != OD_CALL_BRIDGED) {
    g_set_error (error, OD_DIALER_ERROR, OD_DIALER_ERROR_NOT_THERE,
                 "This call is not up any more");
    return NULL;
  }
  if (od_floor_call_get_agent_id (call) != agent_id) {
    g_set_error (error, OD_DIALER_ERROR, OD_DIALER_ERROR_NOT_YOURS,
                 "This is another agent's call");
    return NULL;
  }

  return call;
}

gboolean
od_dialer_hold (OdDialer *dialer,
                gint64 agent_id,
                const char *call_id,
                gboolean held,
                GError **error)
{
  OdFloorCall *call = find_own_call (dialer, agent_id, call_id, error);

  OD_ASSERT_MAIN ();
  if (call == NULL)
    return FALSE;
  call->held = held;
  od_switch_hold (dialer->engine.sw, od_floor_call_get_leg (call), held);
  od_floor_tell_call (dialer->engine.floor, call);
  return TRUE;
}

gboolean
od_dialer_send_digits (OdDialer *dialer,
                       gint64 agent_id,
                       const char *call_id,
                       const char *digits,
                       GError **error)
{
  OdFloorCall *call = find_own_call (dialer, agent_id, call_id, error);

  OD_ASSERT_MAIN ();
  if (call == NULL)
    return FALSE;
  od_switch_send_digits (dialer->engine.sw, od_floor_call_get_leg (call), digits);
  return TRUE;
}

gboolean
od_dialer_hang_up (OdDialer *dialer, gint64 agent_id, const char *call_id, GError **error)
{
  OdFloorCall *call = find_own_call (dialer, agent_id, call_id, error);

  OD_ASSERT_MAIN ();
  if (call == NULL)
    return FALSE;
  od_switch_hang_up (dialer->engine.sw, od_floor_call_get_leg (call),
                     OD_END_AGENT_HUNG_UP);
  return TRUE;
}
