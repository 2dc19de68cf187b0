/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writes down what has happened: calls, agents, latencies. A bridge never waits for this.
 * What the disk refuses is kept in order and written, before anything newer, as soon as
 * the disk takes it again; until then no new call is placed. Main thread, but for what
 * runs as OdStoreWork.
 */
#include "daemon/dialer/journal.h"

#include "daemon/store/agent-store.h"
#include "daemon/store/campaign-store.h"
#include "daemon/store/latency-store.h"
#include "daemon/store/lead-state-store.h"
#include "daemon/store/recovery-store.h"
#include "daemon/store/steady-store.h"
#include "shared/model/thread.h"

#define WAKE_LIMIT 1000 /* leads woken per tick: a slice of the writer's time */

/* One thing that has happened. What is not said of it is zero. */
typedef struct {
  OdStoreWork work; /* writes it down; its data is the entry */
  gboolean late;    /* belongs to the backlog, not to the store */
  char *call_id;
  char *sip_reason;
  char *why; /* a campaign stops */
  OdCallStep step;
  gint64 latency_us;
  gint64 id; /* a lead's, an agent's or a campaign's */
  OdAgentState from;
  OdAgentState to;
} Entry;

static Entry *
entry_new (OdStoreWork work, const char *call_id)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->work = work;
  entry->call_id = g_strdup (call_id);
  return entry;
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->call_id);
  g_free (entry->sip_reason);
  g_free (entry->why);
  g_free (entry);
}

void
od_journal_free_backlog (OdEngine *engine)
{
  OD_ASSERT_MAIN ();
  g_queue_clear_full (&engine->backlog, entry_free);
}

static void
release (gpointer data)
{
  if (!((Entry *) data)->late)
    entry_free (data);
}

static void
keep (OdEngine *engine, Entry *entry)
{
  entry->late = TRUE;
  g_queue_push_tail (&engine->backlog, entry);
}

/* Behind one that failed nothing may pass, not even to be refused: the order is the
 * calls' truth. */
static void
on_written (OdEngine *engine, gpointer data, const GError *error)
{
  od_engine_note_store (engine, error);
  if (error != NULL && (error->domain != OD_STORE_ERROR || engine->store_fails))
    keep (engine, data);
}

static void
write_down (OdEngine *engine, Entry *entry, OdEngineDone done)
{
  OD_ASSERT_MAIN ();
  if (engine->store_fails)
    keep (engine, entry);
  else
    od_engine_write (engine, entry->work, entry, release, done);
}

/* One entry of the backlog: what the rules refuse is logged and left out. */
static gboolean
write_late (OdTx *tx, Entry *entry, GError **error)
{
  g_autoptr (GError) local = NULL;
  guint n_events = tx->events->len;

  if (!od_db_begin (tx->db, error))
    return FALSE;
  if (entry->work (tx, entry, &local))
    return od_db_commit (tx->db, error);

  od_db_rollback (tx->db);
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
  GQueue *entries = data;

  /* Even an empty backlog must find out whether the disk takes something. */
  if (!od_recovery_store_probe (tx, error))
    return FALSE;
  for (GList *l = entries->head; l != NULL; l = l->next) {
    if (!write_late (tx, l->data, error))
      return FALSE;
  }

  return TRUE;
}

static void
entries_free (gpointer data)
{
  g_queue_free_full (data, entry_free);
}

static void
on_flushed (OdEngine *engine, gpointer data, const GError *error)
{
  GQueue *entries = data;

  engine->flushing = FALSE;
  while (error != NULL && !g_queue_is_empty (entries))
    g_queue_push_head (&engine->backlog, g_queue_pop_tail (entries));
  if (error == NULL && g_queue_is_empty (&engine->backlog))
    od_engine_store_works (engine);
}

void
od_journal_flush (OdEngine *engine)
{
  GQueue *entries;

  OD_ASSERT_MAIN ();
  if (!engine->store_fails || engine->flushing)
    return;
  entries = g_queue_new ();
  *entries = engine->backlog;
  g_queue_init (&engine->backlog);
  engine->flushing = TRUE;
  od_engine_write (engine, write_backlog, entries, entries_free, on_flushed);
}

static gboolean
write_step (OdTx *tx, gpointer data, GError **error)
{
  return od_call_store_step (tx, &((Entry *) data)->step, error);
}

void
od_journal_call_step (OdEngine *engine, const OdCallStep *step)
{
  Entry *entry = entry_new (write_step, step->call_id);

  entry->step = *step;
  entry->step.call_id = entry->call_id;
  entry->step.sip_reason = entry->sip_reason = g_strdup (step->sip_reason);
  if (entry->step.at_ms == 0)
    entry->step.at_ms = od_clock_now_ms (engine->clock);
  write_down (engine, entry, on_written);
}

static gboolean
write_late_answer (OdTx *tx, gpointer data, GError **error)
{
  const Entry *entry = data;

  return od_call_store_answer_late (tx, entry->call_id, entry->step.at_ms, error);
}

void
od_journal_late_answer (OdEngine *engine, const char *call_id)
{
  Entry *entry = entry_new (write_late_answer, call_id);

  entry->step.at_ms = od_clock_now_ms (engine->clock);
  write_down (engine, entry, on_written);
}

static gboolean
write_latency (OdTx *tx, gpointer data, GError **error)
{
  const Entry *entry = data;

  return od_latency_store_set (tx, entry->call_id, entry->latency_us, error);
}

void
od_journal_latency (OdEngine *engine, const char *call_id, gint64 latency_us)
{
  Entry *entry = entry_new (write_latency, call_id);

  entry->latency_us = latency_us;
  write_down (engine, entry, on_written);
}

static gboolean
write_agent (OdTx *tx, gpointer data, GError **error)
{
  const Entry *entry = data;

  return od_agent_store_move (tx, entry->id, entry->from, entry->to, error);
}

void
od_journal_agent_moved (OdEngine *engine,
                        gint64 agent_id,
                        OdAgentState from,
                        OdAgentState to)
{
  Entry *entry = entry_new (write_agent, NULL);

  entry->id = agent_id;
  entry->from = from;
  entry->to = to;
  write_down (engine, entry, on_written);
}

static gboolean
write_give_back (OdTx *tx, gpointer data, GError **error)
{
  return od_lead_state_store_move (tx, ((Entry *) data)->id, OD_LEAD_CLAIMED,
                                   OD_LEAD_READY, 0, error);
}

/* The lead is ready again, for this campaign or another one. */
static void
on_given_back (OdEngine *engine, gpointer data, const GError *error)
{
  on_written (engine, data, error);
  if (error == NULL)
    od_engine_refill (engine);
}

void
od_journal_give_back (OdEngine *engine, gint64 lead_id)
{
  Entry *entry = entry_new (write_give_back, NULL);

  entry->id = lead_id;
  write_down (engine, entry, on_given_back);
}

static gboolean
write_accuse (OdTx *tx, gpointer data, GError **error)
{
  return od_call_store_accuse (tx, ((Entry *) data)->id, error);
}

void
od_journal_accuse (OdEngine *engine, gint64 lead_id)
{
  Entry *entry = entry_new (write_accuse, NULL);

  entry->id = lead_id;
  write_down (engine, entry, on_written);
}

static gboolean
write_stop (OdTx *tx, gpointer data, GError **error)
{
  const Entry *entry = data;

  return od_campaign_store_stop (tx, entry->id, entry->why, error);
}

void
od_journal_stop_campaign (OdEngine *engine, gint64 campaign_id, const char *why)
{
  Entry *entry = entry_new (write_stop, NULL);

  entry->id = campaign_id;
  entry->why = g_strdup (why);
  write_down (engine, entry, on_written);
}

static gboolean
write_unbegin (OdTx *tx, gpointer data, GError **error)
{
  return od_call_store_unbegin (tx, ((Entry *) data)->call_id, error);
}

void
od_journal_unbegin (OdEngine *engine, const char *call_id)
{
  write_down (engine, entry_new (write_unbegin, call_id), on_written);
}

static gboolean
write_wake (OdTx *tx, gpointer data, GError **error)
{
  return od_steady_store_keep (tx, error)
         && od_lead_state_store_wake (tx, WAKE_LIMIT, data, error);
}

static void
on_woken (OdEngine *engine, gpointer data, const GError *error)
{
  od_engine_note_store (engine, error);
  if (error == NULL && *(guint *) data > 0)
    od_engine_refill (engine);
}

void
od_journal_wake (OdEngine *engine)
{
  OD_ASSERT_MAIN ();
  od_engine_write (engine, write_wake, g_new0 (guint, 1), g_free, on_woken);
}
