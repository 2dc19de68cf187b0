/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is asked for, told and granted, without a server.
 */
#include "app/shift/wish.h"

static void
check_told (OdWish *wish, gboolean said, const char *wanted)
{
  json_t *body = od_wish_tell (wish, said);
  char *text = json_dumps (body, JSON_COMPACT);

  g_assert_cmpstr (text, ==, wanted);
  free (text);
  json_decref (body);
}

static void
test_a_campaign_is_told_with_what_the_server_said (void)
{
  g_autoptr (OdWish) wish = od_wish_new ();

  od_wish_choose (wish, 3);
  g_assert_false (od_wish_is_granted (wish));
  check_told (wish, TRUE, "{\"ready\":true,\"campaign\":3}");
  g_assert_true (od_wish_take_granted (wish));
  g_assert_true (od_wish_is_granted (wish));
}

static void
test_a_wish_of_meanwhile_is_told_next (void)
{
  g_autoptr (OdWish) wish = od_wish_new ();

  od_wish_choose (wish, 3);
  od_wish_set_ready (wish, TRUE);
  check_told (wish, FALSE, "{\"ready\":true,\"campaign\":3}");
  od_wish_set_ready (wish, FALSE);
  g_assert_true (od_wish_take_granted (wish));
  g_assert_true (od_wish_is_asking (wish));
  check_told (wish, TRUE, "{\"ready\":false,\"campaign\":3}");
  g_assert_false (od_wish_take_granted (wish));
  g_assert_true (od_wish_is_granted (wish));
}

static void
test_a_refused_campaign_is_not_chosen (void)
{
  g_autoptr (OdWish) wish = od_wish_new ();

  od_wish_choose (wish, 3);
  od_wish_set_ready (wish, TRUE);
  json_decref (od_wish_tell (wish, FALSE));
  od_wish_take_refused (wish);
  g_assert_cmpint (od_wish_get_campaign (wish), ==, 0);
  g_assert_false (od_wish_is_asking (wish));
  g_assert_false (od_wish_get_ready (wish, FALSE));
}

static void
test_a_refused_wish_leaves_the_campaign (void)
{
  g_autoptr (OdWish) wish = od_wish_new ();

  od_wish_choose (wish, 3);
  json_decref (od_wish_tell (wish, FALSE));
  od_wish_take_granted (wish);
  od_wish_set_ready (wish, TRUE);
  json_decref (od_wish_tell (wish, FALSE));
  od_wish_take_refused (wish);
  g_assert_cmpint (od_wish_get_campaign (wish), ==, 3);
  g_assert_true (od_wish_is_granted (wish));
}

static void
test_calls_that_are_coming_go_on (void)
{
  g_autoptr (OdWish) wish = od_wish_new ();

  g_assert_true (od_wish_compare (wish, 5, FALSE));
  g_assert_cmpint (od_wish_get_campaign (wish), ==, 0);
  g_assert_true (od_wish_compare (wish, 5, TRUE));
  g_assert_cmpint (od_wish_get_campaign (wish), ==, 5);
  g_assert_true (od_wish_is_granted (wish));
  g_assert_false (od_wish_compare (wish, 0, TRUE));
  g_assert_cmpint (od_wish_get_campaign (wish), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wish/a-campaign-is-told-with-what-the-server-said",
                   test_a_campaign_is_told_with_what_the_server_said);
  g_test_add_func ("/wish/a-wish-of-meanwhile-is-told-next",
                   test_a_wish_of_meanwhile_is_told_next);
  g_test_add_func ("/wish/a-refused-campaign-is-not-chosen",
                   test_a_refused_campaign_is_not_chosen);
  g_test_add_func ("/wish/a-refused-wish-leaves-the-campaign",
                   test_a_refused_wish_leaves_the_campaign);
  g_test_add_func ("/wish/calls-that-are-coming-go-on", test_calls_that_are_coming_go_on);
  return g_test_run ();
}
