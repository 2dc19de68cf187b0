/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How often somebody may fail, with a monotonic clock that is moved by hand and a wall
 * clock that says nothing.
 */
#include "daemon/api/sign-in-limits.h"

#define HERE  "192.0.2.1"
#define THERE "192.0.2.2"

typedef struct {
  gint64 mono_us, wall_ms;
  OdClock clock;
  OdSignInLimits *limits;
  guint retry_s;
} World;

static gint64
now_ms (gpointer data)
{
  return ((World *) data)->wall_ms;
}

static gint64
mono_us (gpointer data)
{
  return ((World *) data)->mono_us;
}

static World *
world_new (void)
{
  World *w = g_new0 (World, 1);

  w->mono_us = 1000000;
  w->wall_ms = 1700000000000;
  w->clock = (OdClock){ now_ms, mono_us, w };
  w->limits = od_sign_in_limits_new (&w->clock);
  return w;
}

static void
world_free (World *w)
{
  od_sign_in_limits_free (w->limits);
  g_free (w);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

static OdSignInLeave
ask (World *w, const char *name, const char *address)
{
  return od_sign_in_limits_ask (w->limits, name, address, &w->retry_s);
}

/* Returns: of how many a lockout began. */
static guint
fail (World *w, guint n, const char *name, const char *address)
{
  guint n_locks = 0;

  for (guint i = 0; i < n; i++)
    n_locks += od_sign_in_limits_try (w->limits, name, address);
  return n_locks;
}

static void
test_a_name_is_slowed_down_where_it_failed (void)
{
  g_autoptr (World) w = world_new ();

  g_assert_cmpuint (fail (w, 9, "ann", HERE), ==, 0);
  g_assert_cmpint (ask (w, "ann", HERE), ==, OD_SIGN_IN_OPEN);
  g_assert_cmpuint (fail (w, 1, "ann", HERE), ==, 1);
  g_assert_cmpint (ask (w, "ann", HERE), ==, OD_SIGN_IN_SHUT);
  g_assert_cmpuint (w->retry_s, ==, 12);
  g_assert_cmpint (ask (w, "ann", THERE), ==, OD_SIGN_IN_OPEN);
  g_assert_cmpint (ask (w, "bob", HERE), ==, OD_SIGN_IN_OPEN);

  w->wall_ms -= 3600000; /* nobody sets the clock that counts */
  w->mono_us += 11999000;
  g_assert_cmpint (ask (w, "ann", HERE), ==, OD_SIGN_IN_SHUT);
  w->mono_us += 1000;
  g_assert_cmpint (ask (w, "ann", HERE), ==, OD_SIGN_IN_OPEN); /* one a pause */
  fail (w, 1, "ann", HERE);
  g_assert_cmpint (ask (w, "ann", HERE), ==, OD_SIGN_IN_SHUT);
  w->mono_us += 12000000;
  od_sign_in_limits_pass (w->limits, "ann", HERE);
  g_assert_cmpuint (fail (w, 9, "ann", HERE), ==, 0); /* forgiven */
}

static void
test_an_address_is_slowed_down_for_new_names (void)
{
  g_autoptr (World) w = world_new ();

  od_sign_in_limits_know (w->limits, "sue", HERE);
  fail (w, 1, "bob", HERE);
  for (guint i = 0; i < 29; i++) {
    g_autofree char *name = g_strdup_printf ("n%u", i);

    g_assert_cmpint (ask (w, name, HERE), ==, OD_SIGN_IN_OPEN);
    g_assert_cmpuint (fail (w, 1, name, HERE), ==, i == 28);
  }
  g_assert_cmpint (ask (w, "ann", HERE), ==, OD_SIGN_IN_NARROW);
  g_assert_cmpint (ask (w, "bob", HERE), ==, OD_SIGN_IN_FULL);
  g_assert_cmpint (ask (w, "sue", HERE), ==, OD_SIGN_IN_OPEN);
  g_assert_cmpint (ask (w, "ann", THERE), ==, OD_SIGN_IN_OPEN);
  w->mono_us += 2000000;
  g_assert_cmpint (ask (w, "ann", HERE), ==, OD_SIGN_IN_OPEN);
}

/* Good ones do not fill the address, however many come. */
static void
test_who_signs_in_well_is_never_counted (void)
{
  g_autoptr (World) w = world_new ();

  for (guint i = 0; i < 200; i++) {
    g_autofree char *name = g_strdup_printf ("agent%u", i);

    g_assert_cmpint (ask (w, name, HERE), ==, OD_SIGN_IN_OPEN);
    g_assert_cmpuint (fail (w, 1, name, HERE), ==, 0);
    od_sign_in_limits_pass (w->limits, name, HERE);
    g_assert_true (od_sign_in_limits_knows (w->limits, name, HERE));
  }
  g_assert_true (od_sign_in_limits_is_clean (w->limits, HERE));
}

/* Nor do many others push anybody's failures out of the table. */
static void
test_a_full_table_keeps_who_failed_most (void)
{
  g_autoptr (World) w = world_new ();

  fail (w, 10, "ann", HERE);
  for (guint i = 0; i < 10100; i++) {
    g_autofree char *address = g_strdup_printf ("10.0.%u.%u", i / 256, i % 256);

    fail (w, 1, "x", address);
  }
  g_assert_cmpint (ask (w, "ann", HERE), ==, OD_SIGN_IN_SHUT);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sign-in-limits/a-name-is-slowed-down-where-it-failed",
                   test_a_name_is_slowed_down_where_it_failed);
  g_test_add_func ("/sign-in-limits/an-address-is-slowed-down-for-new-names",
                   test_an_address_is_slowed_down_for_new_names);
  g_test_add_func ("/sign-in-limits/who-signs-in-well-is-never-counted",
                   test_who_signs_in_well_is_never_counted);
  g_test_add_func ("/sign-in-limits/a-full-table-keeps-who-failed-most",
                   test_a_full_table_keeps_who_failed_most);
  return g_test_run ();
}
