/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The heartbeat that joins store, floor, pacing and switch. Facts of the switch and
 * events of the store come in here and go to the run they concern; after each, the
 * campaign is settled: who waits is connected, who asked to pause is let go, who is
 * ready gets a call placed. Main thread.
 */
#include "daemon/dialer/dialer-private.h"

#include "daemon/dialer/agent-run.h"
#include "daemon/dialer/call-run.h"
#include "daemon/dialer/campaign-run.h"
#include "daemon/dialer/journal.h"
#include "daemon/store/agent-store.h"
#include "daemon/store/call-store.h"
#include "daemon/store/user-store.h"

#include <string.h>

#define TICK_S 1

G_DEFINE_QUARK (od_dialer_error, od_dialer_error)

OdCampaignRun *
od_dialer_find_run (OdDialer *dialer, gint64 campaign_id)
{
  return g_hash_table_lookup (dialer->runs, &campaign_id);
}

guint64
od_dialer_next_leg (OdDialer *dialer)
{
  return ++dialer->last_leg;
}

void
od_dialer_settle (OdDialer *dialer, gint64 campaign_id)
{
  OdCampaignRun *run = od_dialer_find_run (dialer, campaign_id);

  od_call_run_connect (dialer, campaign_id);
  od_agent_run_grant_pauses (dialer, campaign_id);
  if (run != NULL)
    od_campaign_run_beat (run);
}

void
od_dialer_refill (OdDialer *dialer)
{
  g_autoptr (GList) runs = g_hash_table_get_values (dialer->runs);

  for (GList *l = runs; l != NULL; l = l->next) {
    OdCampaignRun *run = l->data;

    if (!run->dry)
      continue;
    run->dry = FALSE;
    od_campaign_run_beat (run);
  }
}

void
od_dialer_note_store (OdDialer *dialer, const GError *error)
{
  if (error == NULL)
    return;
  g_warning ("the store refused: %s", error->message);
  /* What the rules of the store refuse is no reason not to dial. */
  if (error->domain == OD_STORE_ERROR || dialer->store_fails)
    return;

  dialer->store_fails = TRUE;
  g_message ("no new call until the store works again");
}

void
od_dialer_store_works (OdDialer *dialer)
{
  g_autoptr (GList) runs = g_hash_table_get_values (dialer->runs);

  dialer->store_fails = FALSE;
  g_message ("the store works again");
  for (GList *l = runs; l != NULL; l = l->next) {
    OdCampaignRun *run = l->data;

    run->dry = FALSE;
    od_campaign_run_beat (run);
  }
}

gboolean
od_dialer_is_behind (OdDialer *dialer)
{
  return dialer->store_fails;
}

static gboolean
has_claims (OdDialer *dialer)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, dialer->runs);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    OdCampaignRun *run = value;

    if (run->claiming > 0)
      return TRUE;
  }

  return FALSE;
}

void
od_dialer_check_drain (OdDialer *dialer)
{
  GSourceFunc idle = dialer->idle;

  if (!dialer->draining || idle == NULL || od_floor_count_calls (dialer->floor) > 0
      || has_claims (dialer))
    return;

  dialer->idle = NULL;
  idle (dialer->idle_data);
}

void
od_dialer_drain (OdDialer *dialer, GSourceFunc idle, gpointer user_data)
{
  dialer->draining = TRUE;
  dialer->idle = idle;
  dialer->idle_data = user_data;
  od_dialer_check_drain (dialer);
}

static void
on_fact (const OdFact *fact, gpointer user_data)
{
  OdDialer *dialer = user_data;
  OdFloorCall *call;
  OdFloorAgent *agent;

  if (fact->kind == OD_FACT_PHONE_REGISTERED || fact->kind == OD_FACT_PHONE_GONE
      || fact->kind == OD_FACT_PHONE_PING) {
    od_agent_run_on_phone (dialer, fact);
    return;
  }
  call = od_floor_find_call_leg (dialer->floor, fact->leg);
  if (call != NULL) {
    od_call_run_on_fact (dialer, call, fact);
    return;
  }
  agent = od_floor_find_agent_leg (dialer->floor, fact->leg);
  if (agent != NULL)
    od_agent_run_on_leg (dialer, agent, fact);
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
  OdDialer *dialer = data;

  od_agent_run_tick (dialer);
  od_call_run_tick (dialer);
  od_campaign_run_tick (dialer);
  od_journal_flush (dialer);
  od_journal_wake (dialer);
  return G_SOURCE_CONTINUE;
}

OdDialer *
od_dialer_new (const OdDialerParts *parts, GError **error)
{
  static const OdFloorWatcher watcher = { .agent_moved = on_agent_moved };
  OdDialer *dialer = g_new0 (OdDialer, 1);

  dialer->store = parts->store;
  dialer->floor = parts->floor;
  dialer->clock = parts->clock;
  dialer->trunk = g_strdup (parts->trunk);
  g_queue_init (&dialer->backlog);
  dialer->runs = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL,
                                        od_campaign_run_free);
  dialer->exchange = od_switch_new (parts->switch_config, on_fact, dialer, error);
  if (dialer->exchange == NULL) {
    od_dialer_free (dialer);
    return NULL;
  }

  od_floor_watch (dialer->floor, &watcher, dialer);
  return dialer;
}

/* What the switch has just hung up in good order is no crash: the next process need not
 * keep away from these numbers. */
static void
journal_shutdown (OdDialer *dialer)
{
  g_autoptr (GPtrArray) calls = od_floor_list_calls (dialer->floor);

  for (guint i = 0; i < calls->len; i++) {
    OdFloorCall *call = g_ptr_array_index (calls, i);
    OdCallStep step = { .call_id = call->id,
                        .event = od_call_state_is_connected (call->state) ? OD_CALL_HANGUP
                                                                          : OD_CALL_FAIL,
                        .end = OD_END_SHUTDOWN };

    if (od_call_state_is_live (call->state))
      od_journal_call_step (dialer, &step);
  }
}

void
od_dialer_free (OdDialer *dialer)
{
  g_clear_handle_id (&dialer->tick_id, g_source_remove);
  g_clear_handle_id (&dialer->rest_id, g_source_remove);
  if (dialer->exchange != NULL) {
    od_switch_free (dialer->exchange, TRUE);
    journal_shutdown (dialer);
  }
  g_hash_table_unref (dialer->runs);
  od_journal_free_backlog (dialer);
  g_free (dialer->trunk);
  g_free (dialer);
}

typedef struct {
  GPtrArray *sessions; /* (element-type OdSessionRow) */
  GPtrArray *agents;   /* (element-type OdAgent) */
  GPtrArray *owed;     /* (element-type OdCall) */
} Start;

static gboolean
read_start (OdTx *tx, gpointer data, GError **error)
{
  Start *start = data;

  start->sessions = od_user_store_list_sessions (tx, error);
  start->agents = start->sessions != NULL ? od_agent_store_list (tx, 0, error) : NULL;
  start->owed = start->agents != NULL ? od_call_store_list_owed (tx, error) : NULL;
  return start->owed != NULL;
}

static void
start_free (gpointer data)
{
  Start *start = data;

  g_clear_pointer (&start->sessions, g_ptr_array_unref);
  g_clear_pointer (&start->agents, g_ptr_array_unref);
  g_clear_pointer (&start->owed, g_ptr_array_unref);
  g_free (start);
}

/* What each owes comes before it is there: it is restored with it. */
static void
restore_agents (OdDialer *dialer, const Start *start)
{
  g_autoptr (GHashTable) agents = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < start->agents->len; i++) {
    OdAgent *agent = g_ptr_array_index (start->agents, i);

    g_hash_table_insert (agents, &agent->id, agent);
  }
  for (guint i = 0; i < start->owed->len; i++) {
    const OdCall *call = g_ptr_array_index (start->owed, i);
    const OdAgent *agent = g_hash_table_lookup (agents, &call->agent_id);

    if (agent != NULL)
      od_agent_run_owe (dialer, agent->id, agent->name, agent->campaign_id, call->id);
  }
  for (guint i = 0; i < start->sessions->len; i++) {
    OdSessionRow *row = g_ptr_array_index (start->sessions, i);
    const OdAgent *agent = g_hash_table_lookup (agents, &row->user_id);

    if (agent != NULL)
      od_agent_run_restore (dialer, row->sip_user, row->sip_ha1, agent->id, agent->name,
                            agent->campaign_id, agent->wants_ready);
  }
}

static void
on_start_read (gpointer data, const GError *error, gpointer user_data)
{
  Start *start = data;
  OdDialer *dialer = user_data;

  if (error == NULL) {
    restore_agents (dialer, start);
    dialer->running = TRUE;
    dialer->tick_id = g_timeout_add_seconds (TICK_S, on_tick, dialer);
    od_campaign_run_load_all (dialer);
  }
  dialer->started (error, dialer->started_data);
}

void
od_dialer_start (OdDialer *dialer, OdDialerStarted done, gpointer user_data)
{
  dialer->started = done;
  dialer->started_data = user_data;
  od_store_read (dialer->store, read_start, g_new0 (Start, 1), start_free, on_start_read,
                 dialer);
}

/* The ledger's verdict on who was on the line, at the first word and at corrections. */
static void
note_verdict (OdDialer *dialer, const OdEvent *event)
{
  OdCampaignRun *run = od_dialer_find_run (dialer, event->campaign_id);
  gboolean is = od_disposition_is_person (event->word);
  gboolean was = od_disposition_is_person (event->was);

  if (run == NULL || is == was)
    return;
  od_campaign_run_tell (run, is ? OD_PACER_VERDICT : OD_PACER_NO_PERSON, 0,
                        event->agent_id);
  od_dialer_settle (dialer, event->campaign_id);
}

void
od_dialer_on_event (OdDialer *dialer, const OdEvent *event)
{
  switch (event->kind) {
  case OD_EVENT_LEADS_ADDED:
  case OD_EVENT_LEAD_SAVED:
  case OD_EVENT_LEADS_RECYCLED:
  case OD_EVENT_LEADSET_SAVED:
    od_dialer_refill (dialer);
    break;
  case OD_EVENT_CALL_MOVED:
    if (strcmp (event->word, od_call_state_get_name (OD_CALL_ENDED)) == 0)
      od_dialer_refill (dialer); /* its number can be called again: by anybody */
    break;
  case OD_EVENT_CAMPAIGN_SAVED:
    od_campaign_run_load (dialer, event->campaign_id);
    break;
  case OD_EVENT_CALL_DISPOSED:
    note_verdict (dialer, event);
    break;
  case OD_EVENT_AGENTS_SAVED:
    if (event->campaign_id != 0)
      od_campaign_run_check_agents (dialer, event->campaign_id);
    break;
  case OD_EVENT_SCRIPT_SAVED:
    od_campaign_run_load_all (dialer);
    break;
  default:
    break;
  }
}

const char *
od_dialer_get_registrar (OdDialer *dialer)
{
  return od_switch_get_advertised_address (dialer->exchange);
}

const char *
od_dialer_get_sip_address (OdDialer *dialer)
{
  return od_switch_get_sip_address (dialer->exchange);
}

const char *
od_dialer_get_trunk_address (OdDialer *dialer)
{
  return od_switch_get_trunk_address (dialer->exchange);
}

const OdCampaign *
od_dialer_get_campaign (OdDialer *dialer, gint64 campaign_id)
{
  OdCampaignRun *run = od_dialer_find_run (dialer, campaign_id);

  return run != NULL ? run->campaign : NULL;
}

const OdScript *
od_dialer_get_script (OdDialer *dialer, gint64 campaign_id)
{
  OdCampaignRun *run = od_dialer_find_run (dialer, campaign_id);

  return run != NULL ? run->script : NULL;
}

static const OdPacerWindow pacer_windows[OD_TALLY_N_WINDOWS] = {
  [OD_TALLY_DAY] = OD_PACER_DAY,
  [OD_TALLY_MONTH] = OD_PACER_30_DAYS,
};

gboolean
od_dialer_get_abandonment (OdDialer *dialer, gint64 campaign_id, OdAbandonment *windows)
{
  OdCampaignRun *run = od_dialer_find_run (dialer, campaign_id);

  for (int i = 0; run != NULL && i < OD_TALLY_N_WINDOWS; i++) {
    OdLedger ledger = od_pacer_get_ledger (run->pacer, pacer_windows[i]);

    windows[i] = (OdAbandonment){ ledger.answered, ledger.abandoned };
  }

  return run != NULL;
}

gint64
od_dialer_get_window_start (OdTallyWindow window, gint64 now_ms)
{
  return od_pacer_get_window_start (pacer_windows[window], now_ms);
}

static OdFloorCall *
find_own_call (OdDialer *dialer, gint64 agent_id, const char *call_id, GError **error)
{
  OdFloorCall *call = od_floor_get_call (dialer->floor, call_id);

  if (call == NULL || call->state != OD_CALL_BRIDGED) {
    g_set_error (error, OD_DIALER_ERROR, OD_DIALER_ERROR_NOT_THERE,
                 "This call is not up any more");
    return NULL;
  }
  if (call->agent_id != agent_id) {
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

  if (call == NULL)
    return FALSE;
  call->held = held;
  od_switch_hold (dialer->exchange, call->leg, held);
  od_floor_tell_call (dialer->floor, call);
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

  if (call == NULL)
    return FALSE;
  od_switch_send_digits (dialer->exchange, call->leg, digits);
  return TRUE;
}

gboolean
od_dialer_hang_up (OdDialer *dialer, gint64 agent_id, const char *call_id, GError **error)
{
  OdFloorCall *call = find_own_call (dialer, agent_id, call_id, error);

  if (call == NULL)
    return FALSE;
  od_switch_hang_up (dialer->exchange, call->leg, OD_END_AGENT_HUNG_UP);
  return TRUE;
}
