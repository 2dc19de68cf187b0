/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Hears what moves on the floor and counts it. A minute begins where one of the wall
 * clock began when we started; from then on only the monotonic clock divides them. Main
 * thread.
 */
#include "daemon/dialer/hour-keeper.h"

#include "daemon/dialer/minute-ring.h"
#include "shared/model/day.h"
#include "shared/model/thread.h"

#define MINUTE_MS 60000
#define HOUR_US   (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)
/* Who was placed before the hour may have picked up in it. */
#define PAST_MS (62 * MINUTE_MS)
/* Rows read at most, once at a start: a fifth of a second. */
#define MAX_CALLS 50000

struct _OdHourKeeper {
  const OdClock *clock;
  gint64 base_us;    /* where the minutes begin; monotonic; so below */
  gint64 born_us;    /* when it began to watch */
  gint64 counted_us; /* older calls are not all known */
  GHashTable *hours; /* campaign id -> OdMinuteRing, owned */
};

static void
ring_init (const OdHourKeeper *keeper, OdMinuteRing *ring)
{
  od_minute_ring_init (ring, keeper->base_us, keeper->born_us);
  od_minute_ring_forget (ring, keeper->counted_us);
}

static OdMinuteRing *
get_hour (OdHourKeeper *keeper, gint64 campaign_id)
{
  OdMinuteRing *hour = g_hash_table_lookup (keeper->hours, &campaign_id);

  if (hour == NULL) {
    hour = g_new (OdMinuteRing, 1);
    ring_init (keeper, hour);
    g_hash_table_insert (keeper->hours, g_memdup2 (&campaign_id, sizeof campaign_id),
                         hour);
  }

  return hour;
}

static void
note (OdHourKeeper *keeper, gint64 campaign_id, OdMinuteKind kind)
{
  od_minute_ring_note (get_hour (keeper, campaign_id), kind,
                       od_clock_mono_us (keeper->clock));
}

static void
on_agent_moved (OdFloorAgent *agent, OdAgentState from, gpointer user_data)
{
  OdHourKeeper *keeper = user_data;
  int by = od_agent_state_is_available (agent->state)
           - od_agent_state_is_available (from);

  /* Who is available does not change the campaign. */
  if (by != 0)
    od_minute_ring_move_idle (get_hour (keeper, agent->campaign_id), by,
                              od_clock_mono_us (keeper->clock));
}

static void
on_call_moved (OdFloorCall *call, OdCallState from, gpointer user_data)
{
  if (call->state == from)
    return;
  if (call->state == OD_CALL_DIALING)
    note (user_data, call->campaign_id, OD_MINUTE_PLACED);
  else if (call->state == OD_CALL_WAITING)
    note (user_data, call->campaign_id, OD_MINUTE_ANSWERED);
  else if (od_call_state_is_over (call->state) && from == OD_CALL_WAITING)
    note (user_data, call->campaign_id, OD_MINUTE_ABANDONED);
}

OdHourKeeper *
od_hour_keeper_new (OdFloor *floor, const OdClock *clock)
{
  static const OdFloorWatcher watcher = { .agent_moved = on_agent_moved,
                                          .call_moved = on_call_moved };
  OdHourKeeper *keeper = g_new0 (OdHourKeeper, 1);

  OD_ASSERT_MAIN ();
  keeper->clock = clock;
  keeper->born_us = od_clock_mono_us (clock);
  keeper->base_us = keeper->born_us - od_clock_now_ms (clock) % MINUTE_MS * 1000
                    - HOUR_US;
  keeper->counted_us = keeper->base_us;
  keeper->hours = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  od_floor_watch (floor, &watcher, keeper);
  return keeper;
}

void
od_hour_keeper_free (OdHourKeeper *keeper)
{
  OD_ASSERT_MAIN ();
  g_hash_table_unref (keeper->hours);
  g_free (keeper);
}

GArray *
od_hour_keeper_read_past (OdTx *tx, GError **error)
{
  return od_hour_store_list_calls (tx, tx->now_ms - PAST_MS, MAX_CALLS, error);
}

/* When that was by the monotonic clock, if nobody has set the other one since. */
static gint64
mono_of (const OdHourKeeper *keeper, gint64 at_ms)
{
  return od_clock_mono_us (keeper->clock)
         - (od_clock_now_ms (keeper->clock) - at_ms) * 1000;
}

/* A time that is still to come is of a clock that was set back since: nobody knows when
 * that was. 0: it did not happen. */
static void
note_past (OdHourKeeper *keeper, gint64 campaign_id, OdMinuteKind kind, gint64 at_ms)
{
  gint64 at_us = mono_of (keeper, at_ms);

  if (at_ms != 0 && at_us <= od_clock_mono_us (keeper->clock))
    od_minute_ring_note (get_hour (keeper, campaign_id), kind, at_us);
}

static void
take_call (OdHourKeeper *keeper, const OdHourCall *call)
{
  note_past (keeper, call->campaign_id, OD_MINUTE_PLACED, call->placed_ms);
  note_past (keeper, call->campaign_id, OD_MINUTE_ANSWERED, call->answered_ms);
  note_past (keeper, call->campaign_id, OD_MINUTE_ABANDONED, call->abandoned_ms);
}

void
od_hour_keeper_take_past (OdHourKeeper *keeper, const GArray *calls)
{
  OD_ASSERT_MAIN ();
  if (calls->len == MAX_CALLS)
    keeper->counted_us =
      MIN (mono_of (keeper, g_array_index (calls, OdHourCall, calls->len - 1).placed_ms),
           keeper->born_us);
  for (guint i = 0; i < calls->len; i++)
    take_call (keeper, &g_array_index (calls, OdHourCall, i));
}

void
od_hour_keeper_note_late_answer (OdHourKeeper *keeper, gint64 campaign_id)
{
  OD_ASSERT_MAIN ();
  note (keeper, campaign_id, OD_MINUTE_ANSWERED);
  note (keeper, campaign_id, OD_MINUTE_ABANDONED);
}

/* The wall clock says which minutes those are, as it goes now. */
static void
date_minutes (const OdHourKeeper *keeper, gint64 now_us, OdHour *hour)
{
  gint64 into_ms = (now_us - keeper->base_us) / 1000 % MINUTE_MS;
  gint64 began_ms = od_clock_now_ms (keeper->clock) - into_ms;
  gint64 minute = (began_ms + MINUTE_MS / 2) / MINUTE_MS;

  for (gint64 i = 0; i < OD_HOUR_MINUTES; i++)
    hour->minutes[i].at_ms = (minute - OD_HOUR_MINUTES + 1 + i) * MINUTE_MS;
}

void
od_hour_keeper_read (OdHourKeeper *keeper, gint64 campaign_id, OdHour *hour)
{
  OdMinuteRing *known = g_hash_table_lookup (keeper->hours, &campaign_id);
  gint64 now_us = od_clock_mono_us (keeper->clock);
  OdMinuteRing empty;

  OD_ASSERT_MAIN ();
  ring_init (keeper, &empty);
  od_minute_ring_read (known != NULL ? known : &empty, now_us, hour->minutes);
  date_minutes (keeper, now_us, hour);
}
