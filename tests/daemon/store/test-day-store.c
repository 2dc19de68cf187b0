/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The days of New York: which midnight divides them when the clock is changed, and what
 * happens to the sums when the call centre moves. Every test ends with a recount of all
 * days by GLib's calendar.
 */
#include "daemon/store/day-store.h"

#include "daemon/store/store-scene.h"
#include "daemon/store/tally-store.h"
#include "shared/model/day.h"
#include "support/waiting.h"

#include <string.h>

#define NEW_YORK "America/New_York"

static gint64
midnight_ms (int year, int month, int day)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (NEW_YORK);
  g_autoptr (GDateTime) time = g_date_time_new (zone, year, month, day, 0, 0, 0);

  return g_date_time_to_unix (time) * 1000;
}

/* A call that is placed at @at_ms and ends as the last letter says: talked, abandoned or
 * left without a word. */
static void
call_at (OdScene *s, gint64 at_ms, char end)
{
  static gint64 phone = 44100;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = g_strdup_printf ("call-%d", (int) phone);

  s->now_ms = at_ms;
  od_scene_add_leads (s, s->leadset, "READY", phone++, 1);
  g_assert_true (od_scene_begin_call (s, s->campaign, id));
  /* What follows happens after the next midnight, maybe: the day is the placing's. */
  s->now_ms += 90000;
  od_scene_step (s, id, OD_CALL_ANSWER, 0, OD_END_NONE);
  if (end == 'a') {
    od_scene_step (s, id, OD_CALL_EXPIRE, 0, OD_END_NO_AGENT);
    return;
  }
  od_scene_step (s, id, OD_CALL_BRIDGE, s->ann, OD_END_NONE);
  od_scene_step (s, id, OD_CALL_HANGUP, 0, OD_END_LEAD_HUNG_UP);
  if (end != 't')
    return;
  OD_OK (od_call_store_dispose (od_scene_begin (s), id, s->ann, "SALE MADE", 0, &error));
  od_scene_commit (s);
}

/* Of the one day on which @at_ms lies, whatever comes later. */
static void
assert_day (OdScene *s, gint64 at_ms, gint64 people, gint64 abandoned, gint64 talked)
{
  g_autoptr (GError) error = NULL;
  OdTx *tx = od_scene_begin (s);
  gint64 day = od_day_of (tx->zone, at_ms);
  g_autoptr (OdBoard) board = od_board_new ();
  OdAbandonment from, after;

  OD_OK (od_tally_store_get_ledger (tx, s->campaign, day, &from, &error));
  OD_OK (od_tally_store_get_ledger (tx, s->campaign, day + 1, &after, &error));
  OD_OK (od_tally_store_read_agent_calls (tx, s->campaign, day, board, &error));
  od_scene_undo (s);
  g_assert_cmpint (from.people - after.people, ==, people);
  g_assert_cmpint (from.abandoned - after.abandoned, ==, abandoned);
  g_assert_cmpint (od_board_get_agent_calls (board, s->ann)->today, ==, talked);
}

static OdScene *
scene_in (const char *time_zone)
{
  OdScene *s = od_scene_new ();

  s->time_zone = time_zone;
  od_scene_reopen (s);
  return s;
}

/* clang-format off */
static const struct {
  int year, month, day;
  int hours; /* that the day has */
} days[] = {
  { 2026, 1, 20, 24 },
  { 2026, 3, 8,  23 }, /* the clock is set forward */
  { 2026, 3, 9,  24 },
  { 2026, 11, 1, 25 }, /* and back */
  { 2026, 11, 2, 24 },
};
/* clang-format on */

static void
test_midnight_is_new_yorks (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (days); i++) {
    g_autoptr (OdScene) s = scene_in (NEW_YORK);
    gint64 start_ms = midnight_ms (days[i].year, days[i].month, days[i].day);
    gint64 end_ms = start_ms + days[i].hours * G_GINT64_CONSTANT (3600000);

    call_at (s, start_ms - 1, 't');
    call_at (s, start_ms, 't');
    call_at (s, start_ms + 4 * 3600000, 'a');
    call_at (s, start_ms + 5 * 3600000, 'n');
    call_at (s, end_ms - 1, 't');
    call_at (s, end_ms, 'a');
    call_at (s, end_ms + 1, 't');
    assert_day (s, start_ms - 1, 1, 0, 1);
    assert_day (s, start_ms, 3, 1, 3);
    assert_day (s, end_ms, 2, 1, 1);
  }
}

/* The store says which day it is by the same midnight. */
static void
test_today_is_new_yorks (void)
{
  g_autoptr (OdScene) s = scene_in (NEW_YORK);
  gint64 today;

  s->now_ms = midnight_ms (2026, 3, 8) - 1;
  today = od_store_get_today (s->store);
  s->now_ms++;
  g_assert_cmpint (od_store_get_today (s->store), ==, today + 1);
  s->now_ms = midnight_ms (2026, 3, 9) - 1;
  g_assert_cmpint (od_store_get_today (s->store), ==, today + 1);
  s->now_ms++;
  g_assert_cmpint (od_store_get_today (s->store), ==, today + 2);
}

/* Nine in the evening there is the next day in UTC, and back. */
static void
test_who_moves_has_all_days_counted_again (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  gint64 evening_ms = midnight_ms (2026, 7, 10) - 3 * 3600000;
  g_autofree char *said = NULL, *silent = NULL;

  call_at (s, evening_ms - 3600000 * 4, 'a');
  call_at (s, evening_ms, 't');
  call_at (s, evening_ms + 1000, 'a');
  call_at (s, evening_ms + 3600000 * 4, 't');
  assert_day (s, evening_ms, 3, 1, 2);
  g_free (od_scene_take_log ());

  s->time_zone = NEW_YORK;
  od_scene_reopen (s);
  said = od_scene_take_log ();
  g_assert_nonnull (strstr (said, NEW_YORK));
  assert_day (s, evening_ms, 3, 2, 1);
  od_scene_check (s);

  s->time_zone = NULL;
  od_scene_reopen (s);
  silent = od_scene_take_log ();
  g_assert_null (strstr (silent, NEW_YORK));
  assert_day (s, evening_ms, 3, 2, 1);

  s->time_zone = "UTC";
  od_scene_reopen (s);
  assert_day (s, evening_ms, 3, 1, 2);
}

static void
test_a_zone_nobody_knows_is_refused_by_name (void)
{
  g_autoptr (GError) error = NULL;
  char *dir = od_test_scratch_dir ();

  OD_REFUSED (od_store_open (dir, "Mars/Olympus", od_clock_system (), &error) != NULL,
              OD_STORE_ERROR_REFUSED);
  g_assert_null (od_store_open (dir, "Mars/Olympus", od_clock_system (), &error));
  g_assert_nonnull (strstr (error->message, "Mars/Olympus"));
  od_test_remove_dir (dir);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  od_scene_hear_log ();
  g_test_add_func ("/day-store/midnight-is-new-yorks", test_midnight_is_new_yorks);
  g_test_add_func ("/day-store/today-is-new-yorks", test_today_is_new_yorks);
  g_test_add_func ("/day-store/who-moves-has-all-days-counted-again",
                   test_who_moves_has_all_days_counted_again);
  g_test_add_func ("/day-store/a-zone-nobody-knows-is-refused-by-name",
                   test_a_zone_nobody_knows_is_refused_by_name);
  return g_test_run ();
}
