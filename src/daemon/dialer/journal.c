/*
 * Writes down what has happened: calls, agents, latencies. A bridge never waits for this;
 * a failed write stops new calls until the store works again.
 */
#include "daemon/dialer/journal.h"

#include "daemon/store/agent-store.h"
#include "daemon/store/lead-store.h"

#define WAKE_LIMIT 1000 /* leads woken per tick: a slice of the writer's time */

typedef struct {
  OdCallStep step;
  char *call_id;
  char *sip_reason;
} StepEntry;

typedef struct {
  char *call_id;
  gint64 latency_us;
} LatencyEntry;

typedef struct {
  gint64 agent_id;
  OdAgentState from;
  OdAgentState to;
} AgentEntry;

typedef struct {
  OdDialer *dialer;
  guint woken;
} WakeEntry;

static void
on_written (gpointer data, const GError *error, gpointer user_data)
{
  od_dialer_note_store (user_data, error);
}

static gboolean
write_step (OdTx *tx, gpointer data, GError **error)
{
  StepEntry *entry = data;

  return od_call_store_step (tx, &entry->step, error);
}

static void
step_entry_free (gpointer data)
{
  StepEntry *entry = data;

  g_free (entry->call_id);
  g_free (entry->sip_reason);
  g_free (entry);
}

void
od_journal_call_step (OdDialer *dialer, const OdCallStep *step)
{
  StepEntry *entry = g_new0 (StepEntry, 1);

  entry->step = *step;
  entry->step.call_id = entry->call_id = g_strdup (step->call_id);
  entry->step.sip_reason = entry->sip_reason = g_strdup (step->sip_reason);
  if (entry->step.at_ms == 0)
    entry->step.at_ms = od_clock_now_ms (dialer->clock);
  od_store_write (dialer->store, write_step, entry, step_entry_free, on_written, dialer);
}

static gboolean
write_latency (OdTx *tx, gpointer data, GError **error)
{
  LatencyEntry *entry = data;

  return od_call_store_set_latency (tx, entry->call_id, entry->latency_us, error);
}

static void
latency_entry_free (gpointer data)
{
  LatencyEntry *entry = data;

  g_free (entry->call_id);
  g_free (entry);
}

void
od_journal_latency (OdDialer *dialer, const char *call_id, gint64 latency_us)
{
  LatencyEntry *entry = g_new0 (LatencyEntry, 1);

  entry->call_id = g_strdup (call_id);
  entry->latency_us = latency_us;
  od_store_write (dialer->store, write_latency, entry, latency_entry_free, on_written,
                  dialer);
}

static gboolean
write_agent (OdTx *tx, gpointer data, GError **error)
{
  AgentEntry *entry = data;

  return od_agent_store_move (tx, entry->agent_id, entry->from, entry->to, error);
}

void
od_journal_agent_moved (OdDialer *dialer,
                        gint64 agent_id,
                        OdAgentState from,
                        OdAgentState to)
{
  AgentEntry *entry = g_new0 (AgentEntry, 1);

  *entry = (AgentEntry){ agent_id, from, to };
  od_store_write (dialer->store, write_agent, entry, g_free, on_written, dialer);
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
  OdDialer *dialer = user_data;

  od_dialer_note_store (dialer, error);
  if (error == NULL)
    od_dialer_refill (dialer);
  else if (error->domain != OD_STORE_ERROR)
    g_array_append_val (dialer->owed, *(gint64 *) data);
}

void
od_journal_give_back (OdDialer *dialer, gint64 lead_id)
{
  gint64 *id = g_memdup2 (&lead_id, sizeof lead_id);

  od_store_write (dialer->store, write_give_back, id, g_free, on_given_back, dialer);
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
