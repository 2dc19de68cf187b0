/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writes down what has happened: calls, agents, latencies. A bridge never waits for this.
 * What the disk refuses is kept in order and written, before anything newer, as soon as
 * the disk takes it again; until then no new call is placed. Main thread, but for what
 * runs as OdStoreWork.
 */
#include "daemon/dialer/journal.h"

#include "daemon/store/agent-store.h"
#include "daemon/store/latency-store.h"
#include "daemon/store/lead-store.h"
#include "daemon/store/recovery-store.h"

#define WAKE_LIMIT 1000 /* leads woken per tick: a slice of the writer's time */

typedef struct {
  OdDialer *dialer;
  OdStoreWork work;
  gpointer data;
  GDestroyNotify free_data;
  gboolean late; /* belongs to the backlog, not to the store's job */
} Entry;

typedef struct {
  OdDialer *dialer;
  GQueue entries; /* (element-type Entry): oldest first */
} Flush;

typedef struct {
  OdCallStep step;
  char *call_id;
  char *sip_reason;
} StepData;

typedef struct {
  char *call_id;
  gint64 latency_us;
} LatencyData;

typedef struct {
  gint64 agent_id;
  OdAgentState from;
  OdAgentState to;
} AgentData;

typedef struct {
  OdDialer *dialer;
  guint woken;
} WakeEntry;

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  entry->free_data (entry->data);
  g_free (entry);
}

void
od_journal_free_backlog (OdDialer *dialer)
{
  g_queue_clear_full (&dialer->backlog, entry_free);
}

static void
release (gpointer data)
{
  Entry *entry = data;

  if (!entry->late)
    entry_free (entry);
}

static gboolean
write_entry (OdTx *tx, gpointer data, GError **error)
{
  Entry *entry = data;

  return entry->work (tx, entry->data, error);
}

static void
keep (Entry *entry)
{
  entry->late = TRUE;
  g_queue_push_tail (&entry->dialer->backlog, entry);
}

/* Behind one that failed nothing may pass, not even to be refused: the order is the
 * calls' truth. */
static void
on_written (gpointer data, const GError *error, gpointer user_data)
{
  Entry *entry = data;
  OdDialer *dialer = entry->dialer;

  od_dialer_note_store (dialer, error);
  if (error != NULL && (error->domain != OD_STORE_ERROR || dialer->store_fails))
    keep (entry);
}

static void
write_down (OdDialer *dialer, OdStoreWork work, gpointer data, GDestroyNotify free_data)
{
  Entry *entry = g_new0 (Entry, 1);

  *entry = (Entry){ dialer, work, data, free_data, FALSE };
  if (dialer->store_fails)
    keep (entry);
  else
    od_store_write (dialer->store, write_entry, entry, release, on_written, NULL);
}

/* One entry of the backlog: what the rules refuse is logged and left out. */
static gboolean
write_late (OdTx *tx, Entry *entry, GError **error)
{
  g_autoptr (GError) local = NULL;
  gint64 seq = tx->seq;
  guint n_events = tx->events->len;

  if (!od_db_begin (tx->db, error))
    return FALSE;
  if (entry->work (tx, entry->data, &local))
    return od_db_commit (tx->db, error);

  od_db_rollback (tx->db);
  tx->seq = seq;
  g_ptr_array_set_size (tx->events, n_events);
  if (local->domain == OD_STORE_ERROR) {
    g_message ("left out of the journal: %s", local->message);
    return TRUE;
  }
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
write_backlog (OdTx *tx, gpointer data, GError **error)
{
  Flush *flush = data;

  /* Even an empty backlog must find out whether the disk takes something. */
  if (!od_recovery_store_probe (tx, error))
    return FALSE;
  for (GList *l = flush->entries.head; l != NULL; l = l->next) {
    if (!write_late (tx, l->data, error))
      return FALSE;
  }

  return TRUE;
}

static void
flush_free (gpointer data)
{
  Flush *flush = data;

  g_queue_clear_full (&flush->entries, entry_free);
  g_free (flush);
}

static void
on_flushed (gpointer data, const GError *error, gpointer user_data)
{
  Flush *flush = data;
  OdDialer *dialer = flush->dialer;

  dialer->flushing = FALSE;
  if (error != NULL) {
    while (!g_queue_is_empty (&flush->entries))
      g_queue_push_head (&dialer->backlog, g_queue_pop_tail (&flush->entries));
    return;
  }
  if (g_queue_is_empty (&dialer->backlog))
    od_dialer_store_works (dialer);
}

void
od_journal_flush (OdDialer *dialer)
{
  Flush *flush;

  if (!dialer->store_fails || dialer->flushing)
    return;
  flush = g_new0 (Flush, 1);
  flush->dialer = dialer;
  flush->entries = dialer->backlog;
  g_queue_init (&dialer->backlog);
  dialer->flushing = TRUE;
  od_store_write (dialer->store, write_backlog, flush, flush_free, on_flushed, NULL);
}

static gboolean
write_step (OdTx *tx, gpointer data, GError **error)
{
  StepData *entry = data;

  return od_call_store_step (tx, &entry->step, error);
}

static void
step_data_free (gpointer data)
{
  StepData *entry = data;

  g_free (entry->call_id);
  g_free (entry->sip_reason);
  g_free (entry);
}

void
od_journal_call_step (OdDialer *dialer, const OdCallStep *step)
{
  StepData *entry = g_new0 (StepData, 1);

  entry->step = *step;
  entry->step.call_id = entry->call_id = g_strdup (step->call_id);
  entry->step.sip_reason = entry->sip_reason = g_strdup (step->sip_reason);
  if (entry->step.at_ms == 0)
    entry->step.at_ms = od_clock_now_ms (dialer->clock);
  write_down (dialer, write_step, entry, step_data_free);
}

static gboolean
write_latency (OdTx *tx, gpointer data, GError **error)
{
  LatencyData *entry = data;

  return od_latency_store_set (tx, entry->call_id, entry->latency_us, error);
}

static void
latency_data_free (gpointer data)
{
  LatencyData *entry = data;

  g_free (entry->call_id);
  g_free (entry);
}

void
od_journal_latency (OdDialer *dialer, const char *call_id, gint64 latency_us)
{
  LatencyData *entry = g_new0 (LatencyData, 1);

  entry->call_id = g_strdup (call_id);
  entry->latency_us = latency_us;
  write_down (dialer, write_latency, entry, latency_data_free);
}

static gboolean
write_agent (OdTx *tx, gpointer data, GError **error)
{
  AgentData *entry = data;

  return od_agent_store_move (tx, entry->agent_id, entry->from, entry->to, error);
}

void
od_journal_agent_moved (OdDialer *dialer,
                        gint64 agent_id,
                        OdAgentState from,
                        OdAgentState to)
{
  AgentData *entry = g_new0 (AgentData, 1);

  *entry = (AgentData){ agent_id, from, to };
  write_down (dialer, write_agent, entry, g_free);
}

static gboolean
write_give_back (OdTx *tx, gpointer data, GError **error)
{
  return od_lead_store_move (tx, *(gint64 *) data, OD_LEAD_CLAIMED, OD_LEAD_READY, 0,
                             error);
}

/* The lead is ready again, for this campaign or another one. */
static void
on_given_back (gpointer data, const GError *error, gpointer user_data)
{
  Entry *entry = data;
  OdDialer *dialer = entry->dialer;

  on_written (data, error, user_data);
  if (error == NULL)
    od_dialer_refill (dialer);
}

void
od_journal_give_back (OdDialer *dialer, gint64 lead_id)
{
  gint64 *id = g_memdup2 (&lead_id, sizeof lead_id);
  Entry *entry = g_new0 (Entry, 1);

  *entry = (Entry){ dialer, write_give_back, id, g_free, FALSE };
  if (dialer->store_fails)
    keep (entry);
  else
    od_store_write (dialer->store, write_entry, entry, release, on_given_back, NULL);
}

static gboolean
write_unspent (OdTx *tx, gpointer data, GError **error)
{
  return od_call_store_unbegin (tx, data, error);
}

void
od_journal_unbegin (OdDialer *dialer, const char *call_id)
{
  write_down (dialer, write_unspent, g_strdup (call_id), g_free);
}

static gboolean
write_wake (OdTx *tx, gpointer data, GError **error)
{
  WakeEntry *entry = data;

  return od_lead_store_wake (tx, WAKE_LIMIT, &entry->woken, error);
}

static void
on_woken (gpointer data, const GError *error, gpointer user_data)
{
  WakeEntry *entry = data;
  OdDialer *dialer = entry->dialer;

  od_dialer_note_store (dialer, error);
  if (error == NULL && entry->woken > 0)
    od_dialer_refill (dialer);
}

void
od_journal_wake (OdDialer *dialer)
{
  WakeEntry *entry = g_new0 (WakeEntry, 1);

  entry->dialer = dialer;
  od_store_write (dialer->store, write_wake, entry, g_free, on_woken, NULL);
}
