/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A campaign's past comes over the wire as it was, or not at all.
 */
#include "shared/wire/past-json.h"

#include "shared/wire/json-field.h"

static void
test_it_comes_back (void)
{
  OdPast sent = { 12, 4000, 900, 700, 650, 12, 10, 30, (char *) "1 2 3" };
  g_autoptr (OdPast) got = od_past_new ();
  g_autoptr (GError) error = NULL;
  json_t *object = od_past_json_to (&sent);

  g_assert_true (od_past_json_apply (got, object, &error));
  g_assert_no_error (error);
  g_assert_cmpint (got->agents, ==, 12);
  g_assert_cmpint (got->leads, ==, 4000);
  g_assert_cmpint (got->talked, ==, 900);
  g_assert_cmpint (got->people, ==, 700);
  g_assert_cmpint (got->month_people, ==, 650);
  g_assert_cmpint (got->month_abandoned, ==, 12);
  g_assert_cmpint (got->calls_per_second, ==, 10);
  g_assert_cmpint (got->channels, ==, 30);
  g_assert_cmpstr (got->learned, ==, "1 2 3");
  json_decref (object);
}

/* Verdicts taken back may leave sums of a month below nothing; nobody is meant by that.
 */
static void
test_less_than_nobody_is_nobody (void)
{
  OdPast sent = { .talked = -1,
                  .people = -2,
                  .month_people = -3,
                  .month_abandoned = -4,
                  .learned = (char *) "" };
  g_autoptr (OdPast) got = od_past_new ();
  g_autoptr (GError) error = NULL;
  json_t *object = od_past_json_to (&sent);

  g_assert_true (od_past_json_apply (got, object, &error));
  g_assert_no_error (error);
  g_assert_cmpint (got->talked, ==, 0);
  g_assert_cmpint (got->people, ==, 0);
  g_assert_cmpint (got->month_people, ==, 0);
  g_assert_cmpint (got->month_abandoned, ==, 0);
  json_decref (object);
}

static void
test_nothing_learned_is_no_text (void)
{
  OdPast sent = { .learned = (char *) "" };
  g_autoptr (OdPast) got = od_past_new ();
  json_t *object = od_past_json_to (&sent);

  g_assert_true (od_past_json_apply (got, object, NULL));
  g_assert_cmpstr (got->learned, ==, "");
  json_decref (object);
}

static void
test_what_is_wrong_is_named (void)
{
  g_autoptr (OdPast) past = od_past_new ();
  g_autoptr (GError) error = NULL;
  json_t *object = json_pack ("{s:i}", "leads", -1);

  g_assert_false (od_past_json_apply (past, object, &error));
  g_assert_error (error, OD_WIRE_ERROR, OD_WIRE_ERROR_INVALID);
  g_assert_true (g_str_has_prefix (error->message, "leads: "));
  json_decref (object);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/past-json/back", test_it_comes_back);
  g_test_add_func ("/past-json/less", test_less_than_nobody_is_nobody);
  g_test_add_func ("/past-json/nothing", test_nothing_learned_is_no_text);
  g_test_add_func ("/past-json/wrong", test_what_is_wrong_is_named);
  return g_test_run ();
}
