/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One active campaign: its pacer is asked after every event, and what it says is claimed
 * from the store and handed to a call run each. Main thread.
 */
#include "daemon/dialer/campaign-run.h"

#include "daemon/dialer/agent-run.h"
#include "daemon/dialer/call-run.h"
#include "daemon/dialer/journal.h"
#include "daemon/store/agent-store.h"
#include "daemon/store/campaign-store.h"
#include "daemon/store/lead-store.h"
#include "daemon/store/script-store.h"
#include "daemon/store/tally-store.h"

#define MAX_CLAIM   50 /* leads per claim: a claim is one group commit */
#define DRY_LIMIT_S 60 /* then a run without leads asks again */

typedef struct {
  gint64 campaign_id;
  guint count;
  GPtrArray *leads; /* (element-type OdLead): claimed */
} Claim;

typedef struct {
  gint64 campaign_id; /* 0: all */
  GPtrArray *rows;    /* (element-type Row) */
} Load;

typedef struct {
  OdCampaign *campaign;
  OdScript *script;
  gint64 windows[OD_PACER_N_WINDOWS]; /* when they began, and what they have seen */
  gint64 answered[OD_PACER_N_WINDOWS];
  gint64 abandoned[OD_PACER_N_WINDOWS];
} Row;

void
od_campaign_run_free (gpointer data)
{
  OdCampaignRun *run = data;

  od_campaign_free (run->campaign);
  g_clear_pointer (&run->script, od_script_free);
  od_pacer_free (run->pacer);
  g_free (run);
}

OdPacerView
od_campaign_run_get_view (OdCampaignRun *run)
{
  OdFloorCount count = od_floor_count (run->dialer->floor, run->campaign->id);

  return (OdPacerView){ .ready = count.ready,
                        .pausing = count.pausing,
                        .unpaused = count.unpaused,
                        .in_flight = count.in_flight + run->claiming,
                        .waiting = count.waiting };
}

void
od_campaign_run_tell (OdCampaignRun *run,
                      OdPacerEventKind kind,
                      guint64 call,
                      gint64 agent)
{
  OdPacerEvent event = { .at_s = od_clock_mono_us (run->dialer->clock) / 1e6,
                         .kind = kind,
                         .call = call,
                         .agent = agent };

  od_pacer_event (run->pacer, &event);
}

/* A new day begins with an empty ledger, and so do new 30 days. */
static void
check_windows (OdCampaignRun *run)
{
  gint64 now_ms = od_clock_now_ms (run->dialer->clock);

  for (int i = 0; i < OD_PACER_N_WINDOWS; i++) {
    gint64 start = od_pacer_get_window_start (i, now_ms);

    if (start == run->windows[i])
      continue;
    run->windows[i] = start;
    od_pacer_begin_window (run->pacer, i, 0, 0);
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

/* Agents may have left since the claim: a lead nobody is there for goes back. */
static void
use_lead (OdDialer *dialer, OdCampaignRun *run, OdLead *lead)
{
  OdPacerView view;

  if (run != NULL && !dialer->draining) {
    view = od_campaign_run_get_view (run);
    if (od_pacer_decide (run->pacer, &view) > 0) {
      od_call_run_begin (run, lead);
      return;
    }
  }

  od_journal_give_back (dialer, lead->id);
  od_lead_free (lead);
}

static void
on_claimed (gpointer data, const GError *error, gpointer user_data)
{
  Claim *claim = data;
  OdDialer *dialer = user_data;
  OdCampaignRun *run = od_dialer_find_run (dialer, claim->campaign_id);

  od_dialer_note_store (dialer, error);
  if (run != NULL)
    run->claiming -= MIN (run->claiming, claim->count);
  if (error == NULL && run != NULL && claim->leads->len < claim->count) {
    run->dry = TRUE;
    run->dry_us = od_clock_mono_us (dialer->clock);
  }
  while (error == NULL && claim->leads->len > 0)
    use_lead (dialer, run, g_ptr_array_steal_index_fast (claim->leads, 0));
  od_dialer_settle (dialer, claim->campaign_id);
  od_dialer_check_drain (dialer);
}

void
od_campaign_run_beat (OdCampaignRun *run)
{
  OdDialer *dialer = run->dialer;
  OdPacerView view = od_campaign_run_get_view (run);
  Claim *claim;
  int n;

  if (run->dry || dialer->draining || dialer->store_fails || !dialer->running)
    return;
  n = MIN (od_pacer_decide (run->pacer, &view), MAX_CLAIM);
  if (od_call_run_is_trunk_silent (dialer))
    n = view.in_flight == 0 ? MIN (n, 1) : 0;
  if (n <= 0)
    return;

  claim = g_new0 (Claim, 1);
  claim->campaign_id = run->campaign->id;
  claim->count = n;
  run->claiming += n;
  od_store_write (dialer->store, claim_leads, claim, claim_free, on_claimed, dialer);
}

void
od_campaign_run_tick (OdDialer *dialer)
{
  gint64 now_us = od_clock_mono_us (dialer->clock);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, dialer->runs);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    OdCampaignRun *run = value;

    check_windows (run);
    if (run->dry && now_us - run->dry_us > DRY_LIMIT_S * G_USEC_PER_SEC) {
      run->dry = FALSE;
      od_campaign_run_beat (run);
    }
  }
}

static gboolean
read_row (OdTx *tx, OdCampaign *campaign, GPtrArray *rows, GError **error)
{
  Row *row = g_new0 (Row, 1);

  row->campaign = campaign;
  g_ptr_array_add (rows, row);
  if (campaign->script_id != 0) {
    row->script = od_script_store_get (tx, campaign->script_id, error);
    if (row->script == NULL)
      return FALSE;
  }

  for (int i = 0; i < OD_PACER_N_WINDOWS; i++) {
    row->windows[i] = od_pacer_get_window_start (i, tx->now_ms);
    if (!od_tally_store_get_ledger (tx, campaign->id, row->windows[i], &row->answered[i],
                                    &row->abandoned[i], error))
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
  g_free (row);
}

static void
load_free (gpointer data)
{
  Load *load = data;

  g_ptr_array_unref (load->rows);
  g_free (load);
}

/* The pacer of a campaign that goes on keeps what it has learned. */
static void
take_row (OdDialer *dialer, Row *row)
{
  gint64 id = row->campaign->id;
  OdCampaignRun *run = od_dialer_find_run (dialer, id);
  OdPacerSettings settings = { .multiplier_x10 = row->campaign->multiplier_x10,
                               .cap_permille = od_calling_rules_get_cap (
                                 row->campaign->rules) };

  if (!row->campaign->active) {
    g_hash_table_remove (dialer->runs, &id);
    return;
  }
  if (run == NULL) {
    run = g_new0 (OdCampaignRun, 1);
    run->dialer = dialer;
    run->pacer = od_pacer_new (&settings, 0, 0);
    for (int i = 0; i < OD_PACER_N_WINDOWS; i++) {
      run->windows[i] = row->windows[i];
      od_pacer_begin_window (run->pacer, i, row->answered[i], row->abandoned[i]);
    }
  } else {
    g_hash_table_steal (dialer->runs, &id);
    od_campaign_free (run->campaign);
    g_clear_pointer (&run->script, od_script_free);
    od_pacer_set (run->pacer, &settings);
  }

  run->campaign = g_steal_pointer (&row->campaign);
  run->script = g_steal_pointer (&row->script);
  run->dry = FALSE;
  g_hash_table_insert (dialer->runs, &run->campaign->id, run);
}

/* Name, dispositions and script stand on their screens. */
static void
tell_agents (OdDialer *dialer, gint64 campaign_id)
{
  g_autoptr (GPtrArray) agents = od_floor_list_agents (dialer->floor);

  for (guint i = 0; i < agents->len; i++) {
    OdFloorAgent *agent = g_ptr_array_index (agents, i);

    if (agent->campaign_id == campaign_id && agent->state != OD_AGENT_OFFLINE)
      od_floor_tell_agent (dialer->floor, agent);
  }
}

static void
on_loaded (gpointer data, const GError *error, gpointer user_data)
{
  Load *load = data;
  OdDialer *dialer = user_data;

  if (error != NULL) {
    g_warning ("cannot read campaigns: %s", error->message);
    return;
  }
  for (guint i = 0; i < load->rows->len; i++) {
    Row *row = g_ptr_array_index (load->rows, i);
    gint64 id = row->campaign->id;

    take_row (dialer, row);
    tell_agents (dialer, id);
    od_dialer_settle (dialer, id);
  }
}

static Load *
load_new (gint64 campaign_id)
{
  Load *load = g_new0 (Load, 1);

  load->campaign_id = campaign_id;
  load->rows = g_ptr_array_new_with_free_func (row_free);
  return load;
}

void
od_campaign_run_load (OdDialer *dialer, gint64 campaign_id)
{
  /* On the writer, behind the steps that are under way: the ledger misses none. */
  od_store_write (dialer->store, read_campaigns, load_new (campaign_id), load_free,
                  on_loaded, dialer);
}

typedef struct {
  gint64 campaign_id;
  GPtrArray *agents; /* (element-type OdAgent): assigned now */
} Assigned;

static gboolean
read_assigned (OdTx *tx, gpointer data, GError **error)
{
  Assigned *assigned = data;

  assigned->agents = od_agent_store_list (tx, assigned->campaign_id, error);
  return assigned->agents != NULL;
}

static void
assigned_free (gpointer data)
{
  Assigned *assigned = data;

  g_clear_pointer (&assigned->agents, g_ptr_array_unref);
  g_free (assigned);
}

static gboolean
is_assigned (const Assigned *assigned, gint64 agent_id)
{
  for (guint i = 0; i < assigned->agents->len; i++) {
    const OdAgent *agent = g_ptr_array_index (assigned->agents, i);

    if (agent->id == agent_id)
      return TRUE;
  }

  return FALSE;
}

static void
on_assigned_read (gpointer data, const GError *error, gpointer user_data)
{
  Assigned *assigned = data;
  OdDialer *dialer = user_data;
  g_autoptr (GPtrArray) agents = od_floor_list_agents (dialer->floor);

  od_dialer_note_store (dialer, error);
  for (guint i = 0; error == NULL && i < agents->len; i++) {
    OdFloorAgent *agent = g_ptr_array_index (agents, i);

    if (agent->campaign_id == assigned->campaign_id && !is_assigned (assigned, agent->id))
      od_agent_run_unassign (dialer, agent);
  }
}

void
od_campaign_run_check_agents (OdDialer *dialer, gint64 campaign_id)
{
  Assigned *assigned = g_new0 (Assigned, 1);

  assigned->campaign_id = campaign_id;
  od_store_read (dialer->store, read_assigned, assigned, assigned_free, on_assigned_read,
                 dialer);
}

void
od_campaign_run_load_all (OdDialer *dialer)
{
  od_campaign_run_load (dialer, 0);
}
