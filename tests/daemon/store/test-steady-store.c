/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Clocks are set, processes end and machines start again: a wait lasts as long as it
 * should, and an appointment is kept by the wall.
 */
#include "daemon/store/steady-store.h"

#include "daemon/store/call-store.h"
#include "daemon/store/dnc-store.h"
#include "daemon/store/lead-state-store.h"
#include "daemon/store/settle-store.h"
#include "daemon/store/store-scene.h"

#define HOUR_MS (3600 * (gint64) 1000)

/* What the dialer does every second. Returns: how many leads may be called again. */
static guint
tick (OdScene *s)
{
  g_autoptr (GError) error = NULL;
  OdTx *tx = od_scene_begin (s);
  guint woken;

  OD_OK (od_steady_store_keep (tx, &error));
  OD_OK (od_lead_state_store_wake (tx, 100, &woken, &error));
  od_scene_commit (s);
  return woken;
}

static gint64 booted_ms; /* by the scene's clock */

static gint64
get_boot_ms (gpointer data)
{
  return ((OdScene *) data)->now_ms - booted_ms;
}

/* The machine is off for @off_ms, and its wall clock is off by @set_ms more when it comes
 * back. */
static void
reboot (OdScene *s, gint64 off_ms, gint64 set_ms)
{
  s->now_ms += off_ms;
  s->set_ms += set_ms;
  booted_ms = s->now_ms;
  s->clock.boot_ms = get_boot_ms;
  s->clock.boot = "another";
  od_scene_reopen (s);
}

/* A lead that the trunk refused: it waits for OD_SETTLE_GIVEN_BACK_MS. */
static OdScene *
scene_of_a_wait (void)
{
  OdScene *s = od_scene_new ();

  od_scene_add_leads (s, s->leadset, "NEW", 44100, 1);
  g_assert_true (od_scene_begin_call (s, s->campaign, "call-1"));
  od_scene_step (s, "call-1", OD_CALL_FAIL, 0, OD_END_TRUNK_REFUSED);
  g_assert_cmpuint (tick (s), ==, 0);
  return s;
}

static void
assert_waits (OdScene *s, gint64 wait_ms)
{
  s->now_ms += wait_ms - 1;
  g_assert_cmpuint (tick (s), ==, 0);
  s->now_ms += 1;
  g_assert_cmpuint (tick (s), ==, 1);
}

static const gint64 jumps_ms[] = { HOUR_MS, -HOUR_MS, 240 * HOUR_MS, -9999 * HOUR_MS };

static void
test_a_clock_that_is_set_changes_no_wait (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (jumps_ms); i++) {
    g_autoptr (OdScene) s = scene_of_a_wait ();

    s->set_ms += jumps_ms[i];
    g_assert_cmpuint (tick (s), ==, 0);
    s->now_ms += OD_SETTLE_GIVEN_BACK_MS / 2;
    s->set_ms += jumps_ms[i];
    assert_waits (s, OD_SETTLE_GIVEN_BACK_MS / 2);
  }
}

/* The machine went on meanwhile: that counts. */
static void
test_a_process_that_was_down_counts_the_time (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (jumps_ms); i++) {
    g_autoptr (OdScene) s = scene_of_a_wait ();

    s->now_ms += 5000;
    s->set_ms += jumps_ms[i];
    od_scene_reopen (s);
    assert_waits (s, OD_SETTLE_GIVEN_BACK_MS - 5000);
  }
}

/* How long it was off only the wall would tell, and that was set. */
static void
test_a_machine_that_was_off_makes_nobody_early (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (jumps_ms); i++) {
    g_autoptr (OdScene) s = scene_of_a_wait ();

    s->now_ms += 90000;
    g_assert_cmpuint (tick (s), ==, 0); /* notes the time */
    s->now_ms += 20000;
    g_assert_cmpuint (tick (s), ==, 0); /* less than a minute later: does not */
    reboot (s, 7 * HOUR_MS, jumps_ms[i]);
    assert_waits (s, OD_SETTLE_GIVEN_BACK_MS - 90000);
  }
}

static void
test_a_number_stays_locked_when_the_clock_is_set (void)
{
  g_autoptr (OdScene) s = od_scene_new ();
  g_autoptr (GError) error = NULL;
  OdCallStep step = {
    .call_id = "call-1", .event = OD_CALL_FAIL, .end = OD_END_NO_REPLY, .reach_ms = 32000
  };

  od_scene_add_leads (s, s->leadset, "NEW", 44100, 1);
  g_assert_true (od_scene_begin_call (s, s->campaign, "call-1"));
  OD_OK (od_call_store_step (od_scene_begin (s), &step, &error));
  od_scene_commit (s);
  s->set_ms += HOUR_MS;
  s->now_ms += 31999;
  g_assert_cmpint (od_scene_ask (od_scene_begin (s),
                                 "SELECT count(*) FROM active_number"),
                   ==, 1);
  g_assert_cmpint (od_scene_ask (s->tx, "SELECT until_ms > (SELECT seen_ms FROM steady)"
                                        " FROM active_number"),
                   ==, 1);
  od_scene_undo (s);
}

static OdScene *
scene_of_an_appointment (gint64 at_ms)
{
  g_autoptr (GError) error = NULL;
  OdScene *s = od_scene_new ();
  OdTx *tx;

  od_scene_add_leads (s, s->leadset, "NEW", 44100, 1);
  g_assert_true (od_scene_begin_call (s, s->campaign, "call-1"));
  od_scene_step (s, "call-1", OD_CALL_ANSWER, 0, OD_END_NONE);
  od_scene_step (s, "call-1", OD_CALL_BRIDGE, s->ann, OD_END_NONE);
  od_scene_step (s, "call-1", OD_CALL_HANGUP, 0, OD_END_LEAD_HUNG_UP);
  tx = od_scene_begin (s);
  OD_OK (od_call_store_dispose (tx, "call-1", s->ann, "CALL BACK", at_ms, &error));
  od_scene_commit (s);
  return s;
}

static void
test_an_appointment_is_kept_by_the_wall (void)
{
  const gint64 at_ms = G_GINT64_CONSTANT (1700000000000) + 3 * HOUR_MS;
  const gint64 set_ms[] = { 0, HOUR_MS, -HOUR_MS };

  for (gsize i = 0; i < G_N_ELEMENTS (set_ms); i++) {
    for (int off = 0; off < 2; off++) {
      g_autoptr (OdScene) s = scene_of_an_appointment (at_ms);

      s->now_ms += 120000;
      g_assert_cmpuint (tick (s), ==, 0);
      if (off)
        reboot (s, HOUR_MS / 2, set_ms[i]);
      else
        s->set_ms += set_ms[i];
      g_assert_cmpuint (tick (s), ==, 0);
      s->set_ms += set_ms[i] / 2;
      g_assert_cmpuint (tick (s), ==, 0);
      assert_waits (s, at_ms - s->now_ms - s->set_ms);
    }
  }
}

/* Whose number is listed while the clock jumps, and not any more afterwards. */
static void
test_an_appointment_of_a_listed_number_is_kept_by_the_wall (void)
{
  const gint64 at_ms = G_GINT64_CONSTANT (1700000000000) + 3 * HOUR_MS;
  g_autoptr (OdScene) s = scene_of_an_appointment (at_ms);
  g_autoptr (GError) error = NULL;
  gboolean added;

  OD_OK (od_dnc_store_add (od_scene_begin (s), "44100", 0, "x", &added, &error));
  od_scene_commit (s);
  s->set_ms += HOUR_MS;
  g_assert_cmpuint (tick (s), ==, 0);
  OD_OK (od_dnc_store_take_out (od_scene_begin (s), "44100", 0, "x", &error));
  od_scene_commit (s);
  assert_waits (s, at_ms - s->now_ms - s->set_ms);
}

/* Of a network's clock that is moved by a little, and often, nothing is rewritten. */
static void
test_a_clock_that_is_kept_is_left_alone (void)
{
  g_autoptr (OdScene) s = scene_of_a_wait ();

  for (int i = 0; i < 10; i++) {
    s->now_ms += 1000;
    s->set_ms += i % 2 == 0 ? 300 : -200;
    g_assert_cmpuint (tick (s), ==, 0);
  }
  g_assert_cmpint (od_scene_ask (od_scene_begin (s), "SELECT ahead_ms FROM steady"), ==,
                   0);
  od_scene_undo (s);
  assert_waits (s, OD_SETTLE_GIVEN_BACK_MS - 10000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test) g_test_add_func ("/steady-store/" name, test)
  ADD ("set", test_a_clock_that_is_set_changes_no_wait);
  ADD ("process-down", test_a_process_that_was_down_counts_the_time);
  ADD ("machine-off", test_a_machine_that_was_off_makes_nobody_early);
  ADD ("lock", test_a_number_stays_locked_when_the_clock_is_set);
  ADD ("appointment", test_an_appointment_is_kept_by_the_wall);
  ADD ("listed", test_an_appointment_of_a_listed_number_is_kept_by_the_wall);
  ADD ("kept", test_a_clock_that_is_kept_is_left_alone);
#undef ADD

  return g_test_run ();
}
