/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The server's word on one agent, and what has passed since.
 */
#include "app/shift/duty.h"

#define S G_USEC_PER_SEC

static gboolean
take (OdDuty *duty, const char *text, gint64 now_us)
{
  json_t *me = json_loads (text, 0, NULL);
  gboolean ok;

  g_assert_nonnull (me);
  ok = od_duty_take_me (duty, me, now_us);
  json_decref (me);
  return ok;
}

static void
test_the_timer_goes_on_from_what_was_heard (void)
{
  g_autoptr (OdDuty) duty = od_duty_new ();

  g_assert_true (take (duty,
                       "{\"state\":\"in-call\",\"call_id\":\"c1\",\"call\":{\"id\":"
                       "\"c1\",\"talk_ms\":1500}}",
                       10 * S));
  g_assert_cmpstr (od_duty_get_line (duty), ==, "c1");
  g_assert_null (od_duty_get_waiting (duty));
  g_assert_cmpint (od_duty_get_talk_ms (duty, 12 * S), ==, 3500);
  g_assert_cmpint (od_duty_get_wrap_up_ms (duty, 12 * S), ==, -1);
}

static void
test_the_wrap_up_runs_out_and_not_below (void)
{
  g_autoptr (OdDuty) duty = od_duty_new ();

  g_assert_true (take (duty, "{\"state\":\"wrap-up\",\"ready_in_ms\":2000}", 10 * S));
  g_assert_cmpint (od_duty_get_wrap_up_ms (duty, 11 * S), ==, 1000);
  g_assert_cmpint (od_duty_get_wrap_up_ms (duty, 13 * S), ==, 0);
}

static void
test_the_last_call_stays_until_the_next (void)
{
  g_autoptr (OdDuty) duty = od_duty_new ();
  json_t *id;

  take (duty, "{\"state\":\"in-call\",\"call_id\":\"c1\",\"call\":{\"id\":\"c1\"}}", S);
  take (duty, "{\"state\":\"disposing\",\"call_id\":\"c1\"}", 2 * S);

  id = json_object_get (od_duty_get_call (duty), "id");
  g_assert_cmpstr (json_string_value (id), ==, "c1");
  g_assert_cmpstr (od_duty_get_waiting (duty), ==, "c1");
  g_assert_null (od_duty_get_line (duty));
  g_assert_cmpint (od_duty_get_talk_ms (duty, 3 * S), ==, 0);
}

/* As after a start in the middle of the paper work. */
static void
test_a_call_that_has_ended_brings_its_lead (void)
{
  g_autoptr (OdDuty) duty = od_duty_new ();
  json_t *lead;

  g_assert_true (
    take (duty,
          "{\"state\":\"disposing\",\"call_id\":\"c1\",\"call\":{\"id\":"
          "\"c1\",\"state\":\"ended\",\"talk_ms\":1500,\"lead\":{\"id\":3}}}",
          S));
  lead = json_object_get (od_duty_get_call (duty), "lead");
  g_assert_cmpint (json_integer_value (json_object_get (lead, "id")), ==, 3);
  g_assert_cmpstr (od_duty_get_waiting (duty), ==, "c1");
  g_assert_null (od_duty_get_line (duty));
  g_assert_cmpint (od_duty_get_talk_ms (duty, 2 * S), ==, 0);

  take (duty, "{\"state\":\"disposing\",\"call_id\":\"c1\"}", 2 * S);
  g_assert_nonnull (od_duty_get_call (duty));
}

/* Nobody writes down one person's word under the name of another. */
static void
test_the_lead_of_another_call_is_forgotten (void)
{
  g_autoptr (OdDuty) duty = od_duty_new ();

  take (duty, "{\"state\":\"in-call\",\"call_id\":\"c1\",\"call\":{\"id\":\"c1\"}}", S);
  take (duty, "{\"state\":\"disposing\",\"call_id\":\"c2\"}", 2 * S);
  g_assert_null (od_duty_get_call (duty));
}

static void
test_what_is_no_word_changes_nothing (void)
{
  g_autoptr (OdDuty) duty = od_duty_new ();

  take (duty, "{\"state\":\"ready\",\"wants_ready\":true}", S);
  g_assert_false (take (duty, "{\"state\":\"dancing\"}", S));
  g_assert_false (take (duty, "[]", S));
  g_assert_cmpint (od_duty_get_state (duty), ==, OD_AGENT_READY);
  g_assert_true (od_duty_get_wants_ready (duty));
}

static void
test_a_campaign_keeps_its_name (void)
{
  g_autoptr (OdDuty) duty = od_duty_new ();
  json_t *campaigns = json_loads ("[{\"id\":5,\"name\":\"Spring\"}]", 0, NULL);
  json_t *none = json_array ();

  od_duty_take_campaigns (duty, campaigns);
  od_duty_take_campaigns (duty, none);
  g_assert_null (od_duty_find_campaign (duty, 5));
  g_assert_cmpstr (od_duty_get_campaign_name (duty, 5), ==, "Spring");
  g_assert_cmpstr (od_duty_get_campaign_name (duty, 6), ==, "");
  json_decref (campaigns);
  json_decref (none);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/duty/the-timer-goes-on-from-what-was-heard",
                   test_the_timer_goes_on_from_what_was_heard);
  g_test_add_func ("/duty/the-wrap-up-runs-out-and-not-below",
                   test_the_wrap_up_runs_out_and_not_below);
  g_test_add_func ("/duty/the-last-call-stays-until-the-next",
                   test_the_last_call_stays_until_the_next);
  g_test_add_func ("/duty/what-is-no-word-changes-nothing",
                   test_what_is_no_word_changes_nothing);
  g_test_add_func ("/duty/a-campaign-keeps-its-name", test_a_campaign_keeps_its_name);
  g_test_add_func ("/duty/a-call-that-has-ended-brings-its-lead",
                   test_a_call_that_has_ended_brings_its_lead);
  g_test_add_func ("/duty/the-lead-of-another-call-is-forgotten",
                   test_the_lead_of_another_call_is_forgotten);
  return g_test_run ();
}
