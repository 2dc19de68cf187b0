/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One active campaign: its way of dialing is asked in every turn that touches it, and
 * what it says is done: leads are claimed from the store and handed to a call run each,
 * waiting leads to agents. Main thread.
 */
#include "daemon/dialer/campaign-run.h"

#include "daemon/dialer/call-run.h"
#include "daemon/dialer/campaign-book.h"
#include "daemon/dialer/journal.h"
#include "daemon/dialer/pace-feed.h"
#include "daemon/dialer/pace-memory.h"
#include "daemon/dialer/pace-room.h"
#include "daemon/store/campaign-store.h"
#include "daemon/store/lead-store.h"
#include "daemon/store/pacing-store.h"
#include "daemon/store/script-store.h"
#include "daemon/store/tally-store.h"
#include "shared/model/day.h"
#include "shared/model/thread.h"

#define MAX_CLAIM         50 /* leads per claim: a claim is one group commit */
#define ONE_PER_AGENT_X10 10 /* the multiplier of who goes on after a stop */

#define DRY_LIMIT_S 60 /* then a run without leads asks again */
/* Ages alone change what is wise: above one call per agent the pacer is asked so often,
 * too. */
#define PACE_MS 500

typedef struct {
  gint64 campaign_id;
  guint count;
  GPtrArray *leads; /* (element-type OdLead): claimed */
} Claim;

typedef struct {
  gint64 campaign_id; /* 0: all */
  gboolean recount;   /* the ledger of a run that goes on, too */
  GPtrArray *rows;    /* (element-type Row) */
} Load;

typedef struct {
  OdCampaign *campaign;
  OdScript *script;
  char *learned;                      /* of its pacer; NULL: nothing yet */
  gint64 windows[OD_PACER_N_WINDOWS]; /* their first days, and what they have seen */
  OdAbandonment seen[OD_PACER_N_WINDOWS];
} Row;

static void
run_free (gpointer data)
{
  OdCampaignRun *run = data;

  od_pacer_free (run->pacer);
  g_free (run);
}

OdCampaignRun *
od_campaign_run_find (OdEngine *engine, gint64 campaign_id)
{
  OD_ASSERT_MAIN ();
  return g_hash_table_lookup (engine->runs, &campaign_id);
}

static OdPacerView
get_view (const OdCampaignRun *run)
{
  return od_pace_feed_get_view (run->engine, run->campaign->id, run->claiming);
}

static gboolean
is_dry (const OdCampaignRun *run)
{
  return run->dry && run->dry_supply == run->engine->supply;
}

/* Asked also when nothing may leave: its pacer has to know what the limit was. */
static int
count_calls (OdCampaignRun *run)
{
  OdPacerView view = get_view (run);
  OdCallRoom room = { 0, OD_PACE_OFF };
  int calls;

  if (!run->stopping)
    room = od_pace_room_find (run->engine, run->campaign->id, run->claiming,
                              is_dry (run));
  view.is_bounded = true;
  view.room = room.calls;
  calls = run->way->count_calls (run->pacer, &view);
  run->limit = od_pace_room_get_limit (room, run->pacer);
  return calls;
}

static void
stop (OdCampaignRun *run, const char *why)
{
  g_message ("campaign=%" G_GINT64_FORMAT " is stopped: %s", run->campaign->id, why);
  run->stopping = TRUE;
  od_journal_stop_campaign (run->engine, run->campaign->id, why);
}

/* Somebody had picked up. */
static void
note_end (OdCampaignRun *run, gboolean bridged, OdEndReason end)
{
  int cap = od_calling_rules_get (run->campaign->rules)->cap;
  OdLedger ledger;

  if (run->stopping)
    return;
  if (od_drop_watch_note (&run->drops, !bridged && end == OD_END_NO_AUDIO)) {
    stop (run, "People who picked up were cut off, because the carrier's answer has no "
               "audio that we can use.");
  } else if (!bridged && run->campaign->go_on == NULL
             && od_pace_feed_is_over_cap (run->pacer, cap, &ledger)) {
    g_autofree char *why =
      g_strdup_printf ("%ld of %ld people who answered were abandoned: more than the "
                       "calling rules allow.",
                       ledger.abandoned, ledger.answered);

    stop (run, why);
  }
}

static void
on_call_moved (OdFloorCall *call, OdCallState from, gpointer user_data)
{
  OdCampaignRun *run = od_campaign_run_find (user_data, call->campaign_id);

  if (run != NULL && call->state != from)
    od_pace_feed_call (run->engine, run->pacer, call, from);
  if (run != NULL && od_call_state_is_over (call->state)
      && od_call_state_is_connected (from))
    note_end (run, from == OD_CALL_BRIDGED, call->end);
}

static void
on_agent_moved (OdFloorAgent *agent, OdAgentState from, gpointer user_data)
{
  OdCampaignRun *run = od_campaign_run_find (user_data, agent->campaign_id);

  if (run != NULL)
    od_pace_feed_agent (run->engine, run->pacer, agent, from);
}

void
od_campaign_run_lose_agent (OdEngine *engine, const OdFloorAgent *agent)
{
  OdCampaignRun *run = od_campaign_run_find (engine, agent->campaign_id);

  OD_ASSERT_MAIN ();
  if (run != NULL)
    od_pace_feed_tell (engine, run->pacer, OD_PACER_LEAVE, 0, agent->id);
}

void
od_campaign_run_start (OdEngine *engine)
{
  static const OdFloorWatcher watcher = { .agent_moved = on_agent_moved,
                                          .call_moved = on_call_moved };

  OD_ASSERT_MAIN ();
  engine->campaigns = od_campaign_book_new ();
  engine->saved_us = od_clock_mono_us (engine->clock);
  engine->runs = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, run_free);
  od_floor_watch (engine->floor, &watcher, engine);
}

static const OdTallyWindow tally_windows[OD_PACER_N_WINDOWS] = {
  [OD_PACER_DAY] = OD_TALLY_DAY,
  [OD_PACER_30_DAYS] = OD_TALLY_MONTH,
};

/* A new day has an empty ledger, and so have new 30 days, unless the clock was set and
 * they are old ones: their rows know. */
static void
check_windows (OdCampaignRun *run)
{
  gint64 today = od_store_get_today (run->engine->store);

  for (int i = 0; i < OD_PACER_N_WINDOWS; i++) {
    gint64 first = od_calling_rules_get_first_day (tally_windows[i], today);

    run->stale |= first != run->windows[i];
    run->windows[i] = first;
  }
}

static void read_runs (OdEngine *engine, gint64 campaign_id, gboolean with_ledger);

/* The read stands in the writer's queue behind whatever was told the pacer until now;
 * what is heard of the store until it comes back is in it already, and what is abandoned
 * meanwhile is not. */
static void
recount (OdCampaignRun *run)
{
  for (int i = 0; i < OD_PACER_N_WINDOWS; i++)
    od_pacer_begin_window (run->pacer, i, 0, 0);
  run->recounting = TRUE;
  run->stale = FALSE;
  read_runs (run->engine, run->campaign->id, TRUE);
}

static void
take_recount (OdCampaignRun *run, const Row *row)
{
  run->recounting = FALSE;
  for (int i = 0; i < OD_PACER_N_WINDOWS; i++) {
    OdLedger since = od_pacer_get_ledger (run->pacer, i);

    if (run->windows[i] == row->windows[i])
      od_pacer_begin_window (run->pacer, i, since.answered + row->seen[i].people,
                             since.abandoned + row->seen[i].abandoned);
  }
}

static gboolean
claim_leads (OdTx *tx, gpointer data, GError **error)
{
  Claim *claim = data;

  claim->leads = od_lead_store_claim (tx, claim->campaign_id, claim->count, error);
  return claim->leads != NULL;
}

static void
claim_free (gpointer data)
{
  Claim *claim = data;

  g_clear_pointer (&claim->leads, g_ptr_array_unref);
  g_free (claim);
}

/* Since the claim agents may have left, or the trunk fallen sick: a lead nobody is there
 * for, or no way to, goes back. */
static void
use_lead (OdEngine *engine, OdCampaignRun *run, OdLead *lead)
{
  if (run != NULL && count_calls (run) > 0) {
    od_call_run_begin (engine, run->campaign, run->script, lead);
    return;
  }

  od_journal_give_back (engine, lead->id);
  od_lead_free (lead);
}

static void
on_claimed (OdEngine *engine, gpointer data, const GError *error)
{
  Claim *claim = data;
  OdCampaignRun *run = od_campaign_run_find (engine, claim->campaign_id);
  gboolean dry = error == NULL && claim->leads->len < claim->count;

  od_engine_note_store (engine, error);
  engine->claiming -= claim->count;
  if (run != NULL) {
    run->claiming -= MIN (run->claiming, claim->count);
    run->dry = FALSE; /* while those who have come are used */
  }
  while (error == NULL && claim->leads->len > 0)
    use_lead (engine, run, g_ptr_array_steal_index_fast (claim->leads, 0));
  if (run != NULL && dry) {
    run->dry = TRUE;
    run->dry_supply = engine->supply;
    run->dry_us = od_clock_mono_us (engine->clock);
  }
  od_engine_touch (engine, claim->campaign_id);
}

void
od_campaign_run_connect (OdEngine *engine, gint64 campaign_id)
{
  OdCampaignRun *run = od_campaign_run_find (engine, campaign_id);
  const OdWay *way = run != NULL ? run->way : &od_way_auto;
  OdFloorCall *call;
  OdFloorAgent *agent;

  OD_ASSERT_MAIN ();
  while ((call = od_call_run_get_longest_waiting (engine, campaign_id)) != NULL
         && (agent = way->pick_agent (engine->floor, campaign_id)) != NULL)
    od_call_run_connect (engine, call, agent);
}

gboolean
od_campaign_run_may_release (OdEngine *engine, gint64 campaign_id)
{
  OdCampaignRun *run = od_campaign_run_find (engine, campaign_id);
  OdFloorCount count;
  OdPacerView view;

  OD_ASSERT_MAIN ();
  /* A campaign that was switched off still has the calls it placed. */
  if (run == NULL) {
    count = od_floor_count (engine->floor, campaign_id);
    return count.in_flight + count.waiting < MAX (count.ready, 1);
  }

  view = get_view (run);
  return run->way->may_release (run->pacer, &view);
}

void
od_campaign_run_beat (OdEngine *engine, gint64 campaign_id)
{
  OdCampaignRun *run = od_campaign_run_find (engine, campaign_id);
  Claim *claim;
  int n;

  OD_ASSERT_MAIN ();
  n = run != NULL ? MIN (count_calls (run), MAX_CLAIM) : 0;
  if (n <= 0)
    return;

  claim = g_new0 (Claim, 1);
  claim->campaign_id = campaign_id;
  claim->count = n;
  run->claiming += n;
  engine->claiming += n;
  od_engine_write (engine, claim_leads, claim, claim_free, on_claimed);
}

void
od_campaign_run_note_verdict (OdEngine *engine, const OdEvent *event)
{
  OdCampaignRun *run = od_campaign_run_find (engine, event->campaign_id);
  int abandoned = event->kind == OD_EVENT_CALL_DISPOSED ? event->abandoned : 0;

  OD_ASSERT_MAIN ();
  if (run == NULL || run->recounting || (event->people == 0 && abandoned == 0))
    return;
  for (int i = 0; i < OD_PACER_N_WINDOWS; i++) {
    if (event->day >= run->windows[i])
      od_pacer_count (run->pacer, i, event->people + abandoned, abandoned);
  }
  od_engine_touch (engine, event->campaign_id);
}

void
od_campaign_run_note_late_answer (OdEngine *engine, gint64 campaign_id)
{
  OdCampaignRun *run = od_campaign_run_find (engine, campaign_id);

  OD_ASSERT_MAIN ();
  if (run != NULL && !run->recounting)
    od_pace_feed_tell (engine, run->pacer, OD_PACER_ABANDON, 0, 0);
}

void
od_campaign_run_save (OdEngine *engine)
{
  GHashTableIter iter;
  gpointer value;

  OD_ASSERT_MAIN ();
  engine->saved_us = od_clock_mono_us (engine->clock);
  g_hash_table_iter_init (&iter, engine->runs);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    OdCampaignRun *run = value;

    od_pace_memory_save (engine, run->campaign->id, run->pacer);
  }
}

void
od_campaign_run_tick (OdEngine *engine)
{
  gint64 now_us = od_clock_mono_us (engine->clock);
  GHashTableIter iter;
  gpointer value;

  OD_ASSERT_MAIN ();
  if (now_us - engine->saved_us > OD_PACE_MEMORY_S * G_USEC_PER_SEC
      && !engine->store_fails)
    od_campaign_run_save (engine);
  g_hash_table_iter_init (&iter, engine->runs);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    OdCampaignRun *run = value;

    check_windows (run);
    /* What happened on a full disk is in no row yet. */
    if (run->stale && !run->recounting && !engine->store_fails)
      recount (run);
    if (run->dry && now_us - run->dry_us > DRY_LIMIT_S * G_USEC_PER_SEC) {
      run->dry = FALSE;
      od_engine_touch (engine, run->campaign->id);
    }
  }
}

static gboolean
read_row (OdTx *tx, OdCampaign *campaign, GPtrArray *rows, GError **error)
{
  Row *row = g_new0 (Row, 1);
  gint64 today = od_day_of (tx->zone, tx->now_ms);

  row->campaign = campaign;
  g_ptr_array_add (rows, row);
  if (campaign->script_id != 0) {
    row->script = od_script_store_get (tx, campaign->script_id, error);
    if (row->script == NULL)
      return FALSE;
  }
  if (!od_pacing_store_get (tx, campaign->id, &row->learned, error))
    return FALSE;

  for (int i = 0; i < OD_PACER_N_WINDOWS; i++) {
    row->windows[i] = od_calling_rules_get_first_day (tally_windows[i], today);
    if (!od_tally_store_get_ledger (tx, campaign->id, row->windows[i], &row->seen[i],
                                    error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
read_campaigns (OdTx *tx, gpointer data, GError **error)
{
  Load *load = data;
  g_autoptr (GPtrArray) campaigns = NULL;

  if (load->campaign_id != 0) {
    OdCampaign *campaign = od_campaign_store_get (tx, load->campaign_id, error);

    return campaign != NULL && read_row (tx, campaign, load->rows, error);
  }

  campaigns = od_campaign_store_list (tx, error);
  while (campaigns != NULL && campaigns->len > 0) {
    if (!read_row (tx, g_ptr_array_steal_index (campaigns, 0), load->rows, error))
      return FALSE;
  }

  return campaigns != NULL;
}

static void
row_free (gpointer data)
{
  Row *row = data;

  g_clear_pointer (&row->campaign, od_campaign_free);
  g_clear_pointer (&row->script, od_script_free);
  g_free (row->learned);
  g_free (row);
}

static void
load_free (gpointer data)
{
  Load *load = data;

  g_ptr_array_unref (load->rows);
  g_free (load);
}

static OdCampaignRun *
run_new (OdEngine *engine, const Row *row, const OdPacerSettings *settings)
{
  OdCampaignRun *run = g_new0 (OdCampaignRun, 1);

  run->engine = engine;
  run->id = row->campaign->id;
  run->way = &od_way_auto;
  run->pacer = od_pacer_new (settings, 0, 0);
  od_pace_memory_restore (run->pacer, run->id, row->learned);
  for (int i = 0; i < OD_PACER_N_WINDOWS; i++) {
    run->windows[i] = row->windows[i];
    od_pacer_begin_window (run->pacer, i, row->seen[i].people, row->seen[i].abandoned);
  }
  g_hash_table_insert (engine->runs, &run->id, run);
  return run;
}

static gboolean
on_pace (gpointer data)
{
  OdEngine *engine = data;
  gboolean any = FALSE;
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, engine->runs);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    OdCampaignRun *run = value;

    if (!od_pacer_is_predictive (run->pacer))
      continue;
    any = TRUE;
    od_engine_touch (engine, run->campaign->id);
  }
  if (!any)
    engine->pace_id = 0;
  od_engine_end_turn (engine);
  return any;
}

static void
end_run (OdEngine *engine, OdCampaignRun *run, gint64 campaign_id)
{
  if (run == NULL)
    return;

  od_pace_memory_save (engine, campaign_id, run->pacer);
  g_hash_table_remove (engine->runs, &campaign_id);
}

/* The pacer of a campaign that goes on keeps what it has learned. */
static void
take_row (OdEngine *engine, Row *row, gboolean recounted)
{
  OdCampaign *campaign = row->campaign;
  OdCampaignRun *run = od_campaign_run_find (engine, campaign->id);
  OdPacerSettings settings = {
    .multiplier_x10 = campaign->go_on != NULL ? ONE_PER_AGENT_X10
                                              : campaign->multiplier_x10,
    .cap_permille = od_calling_rules_get (campaign->rules)->cap
  };

  if (!campaign->active) {
    end_run (engine, run, campaign->id);
  } else if (run == NULL) {
    run = run_new (engine, row, &settings);
  } else {
    od_pacer_set (run->pacer, &settings);
    if (recounted)
      take_recount (run, row);
  }
  od_campaign_book_put (engine, g_steal_pointer (&row->campaign),
                        g_steal_pointer (&row->script));
  if (!campaign->active)
    return;

  run->campaign = campaign; /* at once: what it was lent before is freed */
  run->script = od_campaign_book_get_script (engine, campaign->id);
  od_call_quota_set (od_engine_get_quota (engine, campaign->id),
                     campaign->calls_per_second, campaign->channels);
  run->dry = FALSE;
  run->stopping = FALSE;
  if (engine->pace_id == 0 && od_pacer_is_predictive (run->pacer))
    engine->pace_id = g_timeout_add (PACE_MS, on_pace, engine);
}

static void
on_loaded (OdEngine *engine, gpointer data, const GError *error)
{
  Load *load = data;

  if (error != NULL) {
    OdCampaignRun *run = load->recount ? od_campaign_run_find (engine, load->campaign_id)
                                       : NULL;

    g_warning ("cannot read campaigns: %s", error->message);
    if (run != NULL) { /* the next tick asks again */
      run->recounting = FALSE;
      run->stale = TRUE;
    }
    return;
  }
  for (guint i = 0; i < load->rows->len; i++) {
    Row *row = g_ptr_array_index (load->rows, i);
    gint64 id = row->campaign->id;

    take_row (engine, row, load->recount);
    /* Name, dispositions and script stand on their screens. */
    od_floor_tell_agents (engine->floor, id);
    od_engine_touch (engine, id);
  }
}

static void
read_runs (OdEngine *engine, gint64 campaign_id, gboolean with_ledger)
{
  Load *load = g_new0 (Load, 1);

  load->campaign_id = campaign_id;
  load->recount = with_ledger;
  load->rows = g_ptr_array_new_with_free_func (row_free);
  /* On the writer, behind the steps that are under way: the ledger, which is two sums of
   * at most 30 rows, misses none. */
  od_engine_write (engine, read_campaigns, load, load_free, on_loaded);
}

void
od_campaign_run_load (OdEngine *engine, gint64 campaign_id)
{
  OD_ASSERT_MAIN ();
  read_runs (engine, campaign_id, FALSE);
}
