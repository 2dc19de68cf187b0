/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A thread knows what it is, and what another one is says nothing about it.
 */
#include "shared/model/thread.h"

static gpointer
be_the_switch (gpointer data)
{
  g_assert_false (od_thread_is (OD_THREAD_MAIN));
  g_assert_false (od_thread_is (OD_THREAD_SWITCH));
  od_thread_become (OD_THREAD_SWITCH);
  OD_ASSERT_SWITCH ();
  g_assert_false (od_thread_is (OD_THREAD_MAIN));
  return NULL;
}

static void
test_each_thread_is_what_it_became (void)
{
  OD_ASSERT_MAIN ();
  g_thread_join (g_thread_new ("switch", be_the_switch, NULL));

  g_assert_false (od_thread_is (OD_THREAD_SWITCH));
  OD_ASSERT_MAIN ();
}

static void
test_a_thread_can_be_both (void)
{
  od_thread_become (OD_THREAD_SWITCH);

  OD_ASSERT_SWITCH ();
  OD_ASSERT_MAIN ();
}

static gpointer
act_as_main (gpointer data)
{
  OD_ASSERT_MAIN ();
  return NULL;
}

static void
test_a_stranger_is_stopped (void)
{
  if (g_test_subprocess ()) {
    g_thread_join (g_thread_new ("stranger", act_as_main, NULL));
    return;
  }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);

  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*OD_THREAD_MAIN*");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/thread/each-thread-is-what-it-became",
                   test_each_thread_is_what_it_became);
  g_test_add_func ("/thread/a-thread-can-be-both", test_a_thread_can_be_both);
  g_test_add_func ("/thread/a-stranger-is-stopped", test_a_stranger_is_stopped);

  return g_test_run ();
}
