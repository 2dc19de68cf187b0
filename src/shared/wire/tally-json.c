/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The numbers of the screens on the wire. Pure; any thread.
 */
#include "shared/wire/tally-json.h"

#include "shared/wire/fields.h"
#include "shared/wire/json-field.h"

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

static json_t *
slices_to (GArray *slices)
{
  json_t *array = json_array ();

  for (guint i = 0; i < slices->len; i++) {
    const OdSlice *slice = &g_array_index (slices, OdSlice, i);
    json_t *item = json_pack ("{s:s, s:I}", OD_FIELD_DISPOSITION, slice->label,
                              OD_FIELD_COUNT, slice->n);

    if (slice->agent_id != 0)
      json_object_set_new (item, OD_FIELD_AGENT, json_integer (slice->agent_id));
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
    json_t *item = json_pack ("{s:s, s:I}", OD_FIELD_WHY,
                              od_tally_why_get_name (leads->why), OD_FIELD_COUNT,
                              leads->n);

    if (leads->status != NULL)
      json_object_set_new (item, OD_FIELD_STATUS, json_string (leads->status));
    json_array_append_new (array, item);
  }

  return array;
}

json_t *
od_tally_json_board_to (const OdBoard *board, GArray *latencies)
{
  return json_pack ("{s:I, s:{s:I, s:I, s:o}, s:o, s:o, s:o, s:{s:I, s:I}, s:o}",
                    OD_FIELD_SEQ, board->seq, OD_FIELD_LEADS, OD_FIELD_TOTAL,
                    board->leads_total, OD_FIELD_DIALABLE, board->leads_dialable,
                    OD_FIELD_NOT_DIALABLE, not_dialable_to (board->not_dialable),
                    OD_FIELD_CALLS, calls_to (&board->calls), OD_FIELD_PIE,
                    slices_to (board->pie), OD_FIELD_ACTIVITY,
                    slices_to (board->activity), OD_FIELD_AGENTS, OD_FIELD_ACTIVE,
                    board->agents_active, OD_FIELD_WAITING, board->agents_waiting,
                    OD_FIELD_ANSWER_TO_AGENT_MS, od_tally_json_latency_to (latencies));
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
  json_t *array = json_array ();

  for (guint i = 0; i < agent_calls->len; i++) {
    const OdAgentCalls *calls = &g_array_index (agent_calls, OdAgentCalls, i);

    json_array_append_new (array, json_pack ("{s:I, s:I, s:I}", OD_FIELD_AGENT,
                                             calls->agent_id, OD_FIELD_COUNT,
                                             calls->count, OD_FIELD_TODAY, calls->today));
  }

  return array;
}
