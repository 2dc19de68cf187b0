/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One request at a time, what is wanted after it, and what the agent asked for, against a
 * real HTTP server.
 */
#include "app/shift/shift-plan.h"

#include "app/sync/http-peer.h"
#include "shared/wire/paths.h"
#include "support/waiting.h"

#define LIMIT_S 20
#define LONG_MS 3600000

typedef struct {
  Peer *peer;
  OdBackend *backend;
  OdDuty *duty;
  GObject *owner;
  OdShiftPlan *plan;
  GString *told; /* the paths that were answered: "/v1/me;", or "refused;" */
  gsize wanted;  /* length of it that is waited for */
  gboolean refuses;
} Fixture;

static void
answer (Peer *peer, SoupServerMessage *message, const Asked *asked)
{
  Fixture *f = peer->data;
  g_autofree char *text = g_strdup_printf ("{\"path\":\"%s\"}", asked->path);

  peer_say (message, f->refuses ? 409 : 200, text);
}

static void
on_answered (GObject *owner, json_t *answer, const GError *error)
{
  Fixture *f = g_object_get_data (owner, "fixture");
  const char *path = json_string_value (json_object_get (answer, "path"));

  g_assert_true ((answer == NULL) == (error != NULL));
  g_string_append_printf (f->told, "%s;", error != NULL ? "refused" : path);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->peer = peer_new (0, answer, f);
  f->backend = od_backend_new (f->peer->url, NULL);
  f->duty = od_duty_new ();
  f->told = g_string_new (NULL);
  f->owner = g_object_new (G_TYPE_OBJECT, NULL);
  g_object_set_data (f->owner, "fixture", f);
  f->plan = od_shift_plan_new (f->backend, f->duty, f->owner, on_answered);
}

static gboolean
is_let_go (gpointer object)
{
  return G_OBJECT (object)->ref_count == 1;
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  od_shift_plan_go (f->plan, OD_SHIFT_GONE);
  od_test_wait_until (is_let_go, f->owner, LIMIT_S, "the last request");
  od_shift_plan_free (f->plan);
  g_assert_finalize_object (f->owner);
  od_duty_free (f->duty);
  od_test_wait_until (is_let_go, f->backend, LIMIT_S, "the backend");
  g_object_unref (f->backend);
  peer_free (f->peer);
  g_string_free (f->told, TRUE);
}

static gboolean
is_told (gpointer data)
{
  Fixture *f = data;

  return f->told->len >= f->wanted && G_OBJECT (f->owner)->ref_count == 1;
}

/* @told: everything that was answered so far. */
static void
check_told (Fixture *f, const char *told)
{
  f->wanted = strlen (told);
  od_test_wait_until (is_told, f, LIMIT_S, told);
  g_assert_cmpstr (f->told->str, ==, told);
}

static void
hear (Fixture *f, gint64 campaign, gboolean wants_ready)
{
  json_t *me = json_pack ("{s:s, s:I, s:b}", "state", "paused", "campaign",
                          (json_int_t) campaign, "wants_ready", wants_ready);

  g_assert_true (od_duty_take_me (f->duty, me, 0));
  json_decref (me);
}

/* What was asked for is told, and granted. */
static void
grant (Fixture *f, const char *body)
{
  g_string_set_size (f->told, 0);
  od_shift_plan_go (f->plan, OD_SHIFT_ASKING);
  check_told (f, OD_PATH_ME_STATE ";");
  g_assert_cmpstr (peer_get (f->peer, f->peer->asked->len - 1)->body, ==, body);
  od_shift_plan_take_granted (f->plan);
  g_string_set_size (f->told, 0);
}

static void
begin_work (Fixture *f)
{
  od_shift_plan_choose (f->plan, 3);
  grant (f, "{\"ready\":false,\"campaign\":3}");
  od_shift_plan_go (f->plan, OD_SHIFT_ASKING);
  g_assert_cmpint (od_shift_plan_get_step (f->plan), ==, OD_SHIFT_WORKING);
}

/* --- a request or a pause --------------------------------------------------------- */

static void
test_only_the_last_request_is_told (Fixture *f, gconstpointer data)
{
  od_shift_plan_go (f->plan, OD_SHIFT_REFRESHING);
  od_shift_plan_go (f->plan, OD_SHIFT_REGISTERING);
  check_told (f, OD_PATH_ME_SIP ";");
}

static void
test_a_refusal_is_told (Fixture *f, gconstpointer data)
{
  f->refuses = TRUE;
  od_shift_plan_go (f->plan, OD_SHIFT_REGISTERING);
  check_told (f, "refused;");
}

static void
test_a_pause_gives_up_the_request (Fixture *f, gconstpointer data)
{
  od_shift_plan_choose (f->plan, 3);
  od_shift_plan_go (f->plan, OD_SHIFT_REGISTERING);
  od_shift_plan_go_later (f->plan, OD_SHIFT_ASKING, 1);
  check_told (f, OD_PATH_ME_STATE ";");
}

static void
test_a_request_gives_up_the_pause (Fixture *f, gconstpointer data)
{
  od_shift_plan_choose (f->plan, 3);
  od_shift_plan_go_later (f->plan, OD_SHIFT_ASKING, 1);
  od_shift_plan_go (f->plan, OD_SHIFT_REGISTERING);
  check_told (f, OD_PATH_ME_SIP ";");
}

static void
test_nothing_leads_out_of_the_end (Fixture *f, gconstpointer data)
{
  od_shift_plan_go (f->plan, OD_SHIFT_REFRESHING);
  od_shift_plan_go (f->plan, OD_SHIFT_GONE);
  od_shift_plan_go (f->plan, OD_SHIFT_REFRESHING);
  check_told (f, "");
  g_assert_cmpint (od_shift_plan_get_step (f->plan), ==, OD_SHIFT_GONE);
}

/* --- what is wanted --------------------------------------------------------------- */

static void
test_a_refresh_waits_for_its_time (Fixture *f, gconstpointer data)
{
  g_assert_false (od_shift_plan_is_due (f->plan, OD_SHIFT_REFRESHING));
  od_shift_plan_want (f->plan, OD_SHIFT_REFRESHING, LONG_MS);
  g_assert_false (od_shift_plan_is_due (f->plan, OD_SHIFT_REFRESHING));
  od_shift_plan_want (f->plan, OD_SHIFT_REFRESHING, 0);
  g_assert_true (od_shift_plan_is_due (f->plan, OD_SHIFT_REFRESHING));
  od_shift_plan_go (f->plan, OD_SHIFT_CHOOSING);
  check_told (f, OD_PATH_ME ";");
}

/* News that go on and on do not put it off. */
static void
test_one_refresh_serves_all_who_want_it_before (Fixture *f, gconstpointer data)
{
  od_shift_plan_want (f->plan, OD_SHIFT_REFRESHING, 0);
  od_shift_plan_want (f->plan, OD_SHIFT_REFRESHING, LONG_MS);
  g_assert_true (od_shift_plan_is_due (f->plan, OD_SHIFT_REFRESHING));
  od_shift_plan_go (f->plan, OD_SHIFT_REFRESHING);
  check_told (f, OD_PATH_ME ";");
  od_shift_plan_end (f->plan, OD_SHIFT_REFRESHING);
  g_assert_false (od_shift_plan_is_due (f->plan, OD_SHIFT_REFRESHING));
}

static void
test_a_refresh_under_way_does_not_serve_what_comes_later (Fixture *f, gconstpointer data)
{
  od_shift_plan_go (f->plan, OD_SHIFT_REFRESHING);
  od_shift_plan_want (f->plan, OD_SHIFT_REFRESHING, 1);
  check_told (f, OD_PATH_ME ";");
  od_shift_plan_end (f->plan, OD_SHIFT_REFRESHING);
  od_shift_plan_go (f->plan, OD_SHIFT_CHOOSING);
  check_told (f, OD_PATH_ME ";" OD_PATH_ME ";");
}

static void
test_a_refresh_that_was_given_up_is_still_wanted (Fixture *f, gconstpointer data)
{
  od_shift_plan_go (f->plan, OD_SHIFT_REFRESHING);
  od_shift_plan_go (f->plan, OD_SHIFT_CHOOSING);
  check_told (f, OD_PATH_ME ";");
  od_shift_plan_end (f->plan, OD_SHIFT_REFRESHING);
  g_assert_false (od_shift_plan_is_due (f->plan, OD_SHIFT_REFRESHING));
}

static void
test_the_earlier_time_of_the_phone_counts (Fixture *f, gconstpointer data)
{
  begin_work (f);
  od_shift_plan_want (f->plan, OD_SHIFT_REGISTERING, LONG_MS);
  od_shift_plan_settle (f->plan);
  od_shift_plan_want (f->plan, OD_SHIFT_REGISTERING, 1);
  od_shift_plan_settle (f->plan);
  check_told (f, OD_PATH_ME_SIP ";");
  od_shift_plan_end (f->plan, OD_SHIFT_REGISTERING);
  g_assert_false (od_shift_plan_is_due (f->plan, OD_SHIFT_REGISTERING));
}

static void
test_without_a_campaign_no_phone_is_registered (Fixture *f, gconstpointer data)
{
  od_shift_plan_want (f->plan, OD_SHIFT_REGISTERING, 0);
  od_shift_plan_want (f->plan, OD_SHIFT_REFRESHING, 1);
  od_shift_plan_go (f->plan, OD_SHIFT_CHOOSING);
  check_told (f, OD_PATH_ME ";");
}

/* --- what the agent asks for ------------------------------------------------------ */

static void
test_a_campaign_is_told_with_what_the_server_said (Fixture *f, gconstpointer data)
{
  hear (f, 0, TRUE);
  od_shift_plan_choose (f->plan, 3);
  grant (f, "{\"ready\":true,\"campaign\":3}");
  od_shift_plan_go (f->plan, OD_SHIFT_ASKING);
  g_assert_cmpint (od_shift_plan_get_step (f->plan), ==, OD_SHIFT_WORKING);
}

static void
test_what_is_asked_meanwhile_is_told_next (Fixture *f, gconstpointer data)
{
  od_shift_plan_choose (f->plan, 3);
  od_shift_plan_set_ready (f->plan, TRUE);
  od_shift_plan_go (f->plan, OD_SHIFT_ASKING);
  od_shift_plan_set_ready (f->plan, FALSE);
  check_told (f, OD_PATH_ME_STATE ";");
  g_assert_cmpstr (peer_get (f->peer, 0)->body, ==, "{\"ready\":true,\"campaign\":3}");
  g_assert_true (od_shift_plan_take_granted (f->plan));
  g_assert_true (od_shift_plan_is_asking (f->plan));
  grant (f, "{\"ready\":false,\"campaign\":3}");
  g_assert_false (od_shift_plan_is_asking (f->plan));
}

static void
test_a_refused_campaign_is_not_chosen (Fixture *f, gconstpointer data)
{
  od_shift_plan_choose (f->plan, 3);
  od_shift_plan_set_ready (f->plan, TRUE);
  od_shift_plan_take_refused (f->plan);
  g_assert_cmpint (od_shift_plan_get_campaign (f->plan), ==, 0);
  g_assert_false (od_shift_plan_is_asking (f->plan));
  g_assert_false (od_shift_plan_get_ready (f->plan));
}

static void
test_refused_calls_leave_the_campaign (Fixture *f, gconstpointer data)
{
  begin_work (f);
  od_shift_plan_set_ready (f->plan, TRUE);
  od_shift_plan_take_refused (f->plan);
  g_assert_cmpint (od_shift_plan_get_campaign (f->plan), ==, 3);
  od_shift_plan_go (f->plan, OD_SHIFT_ASKING);
  g_assert_cmpint (od_shift_plan_get_step (f->plan), ==, OD_SHIFT_WORKING);
}

static void
test_calls_that_are_coming_go_on (Fixture *f, gconstpointer data)
{
  hear (f, 5, FALSE);
  g_assert_true (od_shift_plan_compare (f->plan));
  g_assert_cmpint (od_shift_plan_get_campaign (f->plan), ==, 0);
  hear (f, 5, TRUE);
  g_assert_true (od_shift_plan_compare (f->plan));
  g_assert_cmpint (od_shift_plan_get_campaign (f->plan), ==, 5);
  od_shift_plan_go (f->plan, OD_SHIFT_ASKING);
  g_assert_cmpint (od_shift_plan_get_step (f->plan), ==, OD_SHIFT_WORKING);
  hear (f, 0, TRUE);
  g_assert_false (od_shift_plan_compare (f->plan));
  g_assert_cmpint (od_shift_plan_get_campaign (f->plan), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                  \
  g_test_add ("/shift-plan/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("only-the-last-request-is-told", test_only_the_last_request_is_told);
  ADD ("a-refusal-is-told", test_a_refusal_is_told);
  ADD ("a-pause-gives-up-the-request", test_a_pause_gives_up_the_request);
  ADD ("a-request-gives-up-the-pause", test_a_request_gives_up_the_pause);
  ADD ("the-end", test_nothing_leads_out_of_the_end);
  ADD ("a-refresh-waits-for-its-time", test_a_refresh_waits_for_its_time);
  ADD ("one-refresh-serves-all", test_one_refresh_serves_all_who_want_it_before);
  ADD ("later-ones-wait", test_a_refresh_under_way_does_not_serve_what_comes_later);
  ADD ("given-up-is-still-wanted", test_a_refresh_that_was_given_up_is_still_wanted);
  ADD ("the-phones-earlier-time", test_the_earlier_time_of_the_phone_counts);
  ADD ("no-phone-without-campaign", test_without_a_campaign_no_phone_is_registered);
  ADD ("told-as-the-server-said", test_a_campaign_is_told_with_what_the_server_said);
  ADD ("asked-meanwhile", test_what_is_asked_meanwhile_is_told_next);
  ADD ("a-refused-campaign", test_a_refused_campaign_is_not_chosen);
  ADD ("refused-calls", test_refused_calls_leave_the_campaign);
  ADD ("calls-that-are-coming", test_calls_that_are_coming_go_on);
  return g_test_run ();
}
