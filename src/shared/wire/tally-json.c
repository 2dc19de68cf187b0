/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The numbers of the screens on the wire. Pure; any thread.
 */
#include "shared/wire/tally-json.h"

#include "shared/wire/fields.h"
#include "shared/wire/json-table.h"

#define P99_NEEDS 100 /* fewer calls have no 99th percentile worth the name */

json_t *
od_tally_json_dashboard_to (const OdDashboard *d)
{
  json_t *agents = json_pack ("{s:I, s:I, s:I, s:I, s:I, s:I, s:I}", OD_FIELD_LOGGED_IN,
                              d->agents_logged_in, OD_FIELD_PAUSED, d->agents_paused,
                              OD_FIELD_WAITING, d->agents_waiting, OD_FIELD_RESERVED,
                              d->agents_reserved, OD_FIELD_IN_CALL, d->agents_in_call,
                              OD_FIELD_DISPOSING, d->agents_disposing, OD_FIELD_WRAP_UP,
                              d->agents_wrap_up);

  return json_pack ("{s:I, s:o, s:I, s:I, s:I, s:I}", OD_FIELD_SEQ, d->seq,
                    OD_FIELD_AGENTS, agents, OD_FIELD_ACTIVE_CALLS, d->active_calls,
                    OD_FIELD_CALLS_WAITING, d->calls_waiting, OD_FIELD_CALLS_RINGING,
                    d->calls_ringing, OD_FIELD_DATA_REMAINING, d->data_remaining);
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

  return json_pack ("{s:I, s:o, s:o, s:o, s:o}", OD_FIELD_N, n, OD_FIELD_P50,
                    percentile (latencies, n, 1, 50), OD_FIELD_P95,
                    percentile (latencies, n, 1, 95), OD_FIELD_P99,
                    percentile (latencies, n, P99_NEEDS, 99), OD_FIELD_MAX,
                    percentile (latencies, n, 1, 100));
}

static json_t *
calls_to (const OdCallTally *c)
{
  return json_pack ("{s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I}",
                    OD_FIELD_PLACED, c->placed, OD_FIELD_DIALING, c->dialing,
                    OD_FIELD_RINGING, c->ringing, OD_FIELD_WAITING, c->waiting,
                    OD_FIELD_BRIDGED_NOW, c->bridged_now, OD_FIELD_IN_PROGRESS,
                    c->in_progress, OD_FIELD_ANSWERED, c->answered, OD_FIELD_BRIDGED,
                    c->bridged, OD_FIELD_DISPOSED, c->disposed, OD_FIELD_ABANDONED,
                    c->abandoned, OD_FIELD_FAILED, c->failed, OD_FIELD_DROPPED,
                    c->dropped, OD_FIELD_INTERRUPTED, c->interrupted);
}

/* clang-format off */
static const OdJsonRow slice_rows[] = {
  { OD_FIELD_DISPOSITION, OD_JSON_TEXT, G_STRUCT_OFFSET (OdSlice, label) },
  { OD_FIELD_COUNT, OD_JSON_INT, G_STRUCT_OFFSET (OdSlice, n) },
  { OD_FIELD_AGENT, OD_JSON_ID, G_STRUCT_OFFSET (OdSlice, agent_id),
    .use = OD_JSON_IF_ANY },
};

static json_t *
why_to (gconstpointer leads)
{
  return json_string (od_tally_why_get_name (((const OdNotDialable *) leads)->why));
}

static const OdJsonRow not_dialable_rows[] = {
  { OD_FIELD_WHY, OD_JSON_OTHER, .to = why_to },
  { OD_FIELD_COUNT, OD_JSON_INT, G_STRUCT_OFFSET (OdNotDialable, n) },
  { OD_FIELD_STATUS, OD_JSON_TEXT, G_STRUCT_OFFSET (OdNotDialable, status),
    .use = OD_JSON_IF_ANY },
};

static const OdJsonRow agent_calls_rows[] = {
  { OD_FIELD_AGENT, OD_JSON_INT, G_STRUCT_OFFSET (OdAgentCalls, agent_id) },
  { OD_FIELD_COUNT, OD_JSON_INT, G_STRUCT_OFFSET (OdAgentCalls, count) },
  { OD_FIELD_TODAY, OD_JSON_INT, G_STRUCT_OFFSET (OdAgentCalls, today) },
};
/* clang-format on */

#define ARRAY_TO(rows, values) od_json_table_array_to (rows, G_N_ELEMENTS (rows), values)

json_t *
od_tally_json_board_to (const OdBoard *board, GArray *latencies)
{
  return json_pack ("{s:I, s:{s:I, s:I, s:o}, s:o, s:o, s:o, s:{s:I, s:I}, s:o}",
                    OD_FIELD_SEQ, board->seq, OD_FIELD_LEADS, OD_FIELD_TOTAL,
                    board->leads_total, OD_FIELD_DIALABLE, board->leads_dialable,
                    OD_FIELD_NOT_DIALABLE,
                    ARRAY_TO (not_dialable_rows, board->not_dialable), OD_FIELD_CALLS,
                    calls_to (&board->calls), OD_FIELD_PIE,
                    ARRAY_TO (slice_rows, board->pie), OD_FIELD_ACTIVITY,
                    ARRAY_TO (slice_rows, board->activity), OD_FIELD_AGENTS,
                    OD_FIELD_ACTIVE, board->agents_active, OD_FIELD_WAITING,
                    board->agents_waiting, OD_FIELD_ANSWER_TO_AGENT_MS,
                    od_tally_json_latency_to (latencies));
}

static json_t *
window_to (const OdAbandonment *window)
{
  return json_pack ("{s:I, s:I}", OD_FIELD_PEOPLE, window->people, OD_FIELD_ABANDONED,
                    window->abandoned);
}

json_t *
od_tally_json_abandonment_to (const OdAbandonment *windows, guint cap_permille)
{
  return json_pack ("{s:f, s:o, s:o}", OD_FIELD_CAP_PERCENT, cap_permille / 10.0,
                    OD_FIELD_DAY, window_to (&windows[OD_TALLY_DAY]), OD_FIELD_MONTH,
                    window_to (&windows[OD_TALLY_MONTH]));
}

json_t *
od_tally_json_agent_calls_to (GArray *agent_calls)
{
  return ARRAY_TO (agent_calls_rows, agent_calls);
}
