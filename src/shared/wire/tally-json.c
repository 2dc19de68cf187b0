/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The numbers of the screens on the wire. Pure; any thread.
 */
#include "shared/wire/tally-json.h"

#include "shared/wire/json-field.h"

#define P99_NEEDS 100 /* fewer calls have no 99th percentile worth the name */

json_t *
od_tally_json_dashboard_to (const OdDashboard *d)
{
  json_t *agents = json_pack ("{s:I, s:I, s:I, s:I, s:I, s:I, s:I}", "logged_in",
                              d->agents_logged_in, "paused", d->agents_paused, "waiting",
                              d->agents_waiting, "reserved", d->agents_reserved,
                              "in_call", d->agents_in_call, "disposing",
                              d->agents_disposing, "wrap_up", d->agents_wrap_up);

  return json_pack ("{s:I, s:o, s:I, s:I, s:I, s:I}", "seq", d->seq, "agents", agents,
                    "active_calls", d->active_calls, "calls_waiting", d->calls_waiting,
                    "calls_ringing", d->calls_ringing, "data_remaining",
                    d->data_remaining);
}

static gint64
count_calls (GArray *latencies)
{
  gint64 n = 0;

  for (guint i = 0; latencies != NULL && i < latencies->len; i++)
    n += g_array_index (latencies, OdLatency, i).n;

  return n;
}

/* @n: of all of them; null if that is under @needs. */
static json_t *
percentile (GArray *latencies, gint64 n, gint64 needs, guint percent)
{
  gint64 rank = (n * percent + 99) / 100, passed = 0;

  for (guint i = 0; n >= needs && i < latencies->len; i++) {
    const OdLatency *latency = &g_array_index (latencies, OdLatency, i);

    passed += latency->n;
    if (passed >= rank)
      return json_real (latency->us / 1000.0);
  }

  return json_null ();
}

json_t *
od_tally_json_latency_to (GArray *latencies)
{
  gint64 n = count_calls (latencies);

  return json_pack ("{s:I, s:o, s:o, s:o, s:o}", "n", n, "p50",
                    percentile (latencies, n, 1, 50), "p95",
                    percentile (latencies, n, 1, 95), "p99",
                    percentile (latencies, n, P99_NEEDS, 99), "max",
                    percentile (latencies, n, 1, 100));
}

static json_t *
calls_to (const OdCallTally *c)
{
  return json_pack ("{s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I}",
                    "placed", c->placed, "dialing", c->dialing, "ringing", c->ringing,
                    "waiting", c->waiting, "bridged_now", c->bridged_now, "in_progress",
                    c->in_progress, "answered", c->answered, "bridged", c->bridged,
                    "disposed", c->disposed, "abandoned", c->abandoned, "failed",
                    c->failed, "dropped", c->dropped, "interrupted", c->interrupted);
}

static json_t *
slices_to (GArray *slices)
{
  json_t *array = json_array ();

  for (guint i = 0; i < slices->len; i++) {
    const OdSlice *slice = &g_array_index (slices, OdSlice, i);
    json_t *item = json_pack ("{s:s, s:I}", "disposition", slice->label, "count",
                              slice->n);

    if (slice->agent_id != 0)
      json_object_set_new (item, "agent", json_integer (slice->agent_id));
    json_array_append_new (array, item);
  }

  return array;
}

static json_t *
not_dialable_to (GArray *not_dialable)
{
  json_t *array = json_array ();

  for (guint i = 0; i < not_dialable->len; i++) {
    const OdNotDialable *leads = &g_array_index (not_dialable, OdNotDialable, i);
    json_t *item = json_pack ("{s:s, s:I}", "why", od_tally_why_get_name (leads->why),
                              "count", leads->n);

    if (leads->status != NULL)
      json_object_set_new (item, "status", json_string (leads->status));
    json_array_append_new (array, item);
  }

  return array;
}

json_t *
od_tally_json_board_to (const OdBoard *board, GArray *latencies)
{
  return json_pack ("{s:I, s:{s:I, s:I, s:o}, s:o, s:o, s:o, s:{s:I, s:I}, s:o}", "seq",
                    board->seq, "leads", "total", board->leads_total, "dialable",
                    board->leads_dialable, "not_dialable",
                    not_dialable_to (board->not_dialable), "calls",
                    calls_to (&board->calls), "pie", slices_to (board->pie), "activity",
                    slices_to (board->activity), "agents", "active", board->agents_active,
                    "waiting", board->agents_waiting, "answer_to_agent_ms",
                    od_tally_json_latency_to (latencies));
}

static json_t *
window_to (const OdAbandonment *window)
{
  return json_pack ("{s:I, s:I}", "people", window->people, "abandoned",
                    window->abandoned);
}

json_t *
od_tally_json_abandonment_to (const OdAbandonment *windows, guint cap_permille)
{
  return json_pack ("{s:f, s:o, s:o}", "cap_percent", cap_permille / 10.0, "day",
                    window_to (&windows[OD_TALLY_DAY]), "month",
                    window_to (&windows[OD_TALLY_MONTH]));
}

json_t *
od_tally_json_agent_calls_to (GArray *agent_calls)
{
  json_t *array = json_array ();

  for (guint i = 0; i < agent_calls->len; i++) {
    const OdAgentCalls *calls = &g_array_index (agent_calls, OdAgentCalls, i);

    json_array_append_new (array,
                           json_pack ("{s:I, s:I, s:I}", "agent", calls->agent_id,
                                      "count", calls->count, "today", calls->today));
  }

  return array;
}
