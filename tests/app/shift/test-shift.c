/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An agent's day against a real HTTP server that is away now and then.
 */
#include "app/shift/shift.h"

#include "app/shift/agent-peer.h"

#define SILENCE_S 10 /* a stream that is silent for longer leads to a refresh */

typedef struct {
  AgentPeer server;
  OdShift *shift;
  GString *told; /* "began;ended;" */
  char *failed;  /* the last sentence */
  const char *wanted;
  OdShiftStep step;
  guint order; /* of what is owed */
  guint n_me;  /* how often it was asked before that; so below */
  guint n_sip;
} Fixture;

static void
on_began (OdShift *shift, Fixture *f)
{
  g_string_append (f->told, "began;");
}

static void
on_ended (OdShift *shift, Fixture *f)
{
  g_string_append (f->told, "ended;");
}

static void
on_failed (OdShift *shift, const char *why, Fixture *f)
{
  g_free (f->failed);
  f->failed = g_strdup (why);
}

static gboolean
is_at_step (gpointer data)
{
  Fixture *f = data;

  return od_shift_get_step (f->shift) == f->step;
}

static void
await_step (Fixture *f, OdShiftStep step)
{
  f->step = step;
  od_test_wait_until (is_at_step, f, LIMIT_S, "a step of the day");
}

static gboolean
is_told (gpointer data)
{
  Fixture *f = data;

  return g_str_equal (f->told->str, f->wanted);
}

static void
await_told (Fixture *f, const char *wanted)
{
  f->wanted = wanted;
  od_test_wait_until (is_told, f, LIMIT_S, wanted);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  OdShiftOptions options;

  agent_peer_set_up (&f->server);
  options = agent_peer_get_options (&f->server);
  f->told = g_string_new (NULL);
  f->shift = od_shift_new (f->server.desk, &options);
  g_signal_connect (f->shift, "call-began", G_CALLBACK (on_began), f);
  g_signal_connect (f->shift, "call-ended", G_CALLBACK (on_ended), f);
  g_signal_connect (f->shift, "failed", G_CALLBACK (on_failed), f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  od_shift_leave (f->shift);
  g_signal_handlers_disconnect_by_data (f->shift, f);
  agent_peer_await_end (G_OBJECT (f->shift), "the shift to end");
  g_string_free (f->told, TRUE);
  g_free (f->failed);
  agent_peer_tear_down (&f->server);
}

static void
begin_work (Fixture *f)
{
  od_shift_start (f->shift);
  await_step (f, OD_SHIFT_CHOOSING);
  f->server.me = ME ("paused", PAUSED);
  od_shift_choose_campaign (f->shift, 1);
  await_step (f, OD_SHIFT_WORKING);
}

static json_t *
get_open (Fixture *f)
{
  return od_paperwork_get_undisposed (od_shift_get_paperwork (f->shift));
}

static gboolean
has_open (gpointer data)
{
  return get_open (data) != NULL;
}

static gboolean
has_none_open (gpointer data)
{
  return get_open (data) == NULL;
}

static void
on_disposed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  od_paperwork_dispose_finish (OD_PAPERWORK (source), result, &error);
  g_assert_no_error (error);
}

static gboolean
is_disposed (gpointer data)
{
  Fixture *f = data;

  return f->server.n_dispositions > 0
         && od_paperwork_count_unsent (od_shift_get_paperwork (f->shift)) == 0;
}

/* --- the tests -------------------------------------------------------------------- */

static void
test_the_day_begins_with_a_pause (Fixture *f, gconstpointer data)
{
  begin_work (f);
  g_assert_cmpstr (f->server.state, ==, "{\"ready\":false,\"campaign\":1}");
  g_assert_cmpuint (f->server.n_sip, ==, 1);
  g_assert_true (od_shift_may_leave (f->shift));
  g_assert_cmpint (od_handset_get_state (od_shift_get_handset (f->shift)), ==,
                   OD_SOFTPHONE_BROKEN);
  g_assert_nonnull (od_handset_get_reason (od_shift_get_handset (f->shift)));
}

static gboolean
is_ready_asked (gpointer data)
{
  Fixture *f = data;

  return !od_shift_is_asking (f->shift)
         && g_strcmp0 (f->server.state, "{\"ready\":true,\"campaign\":1}") == 0;
}

static void
test_a_switch_is_shown_until_it_is_granted (Fixture *f, gconstpointer data)
{
  begin_work (f);
  g_assert_false (od_shift_get_wants_ready (f->shift));
  od_shift_set_wants_ready (f->shift, TRUE);
  g_assert_true (od_shift_is_asking (f->shift));
  g_assert_true (od_shift_get_wants_ready (f->shift));
  od_test_wait_until (is_ready_asked, f, LIMIT_S, "the switch to be granted");
  g_assert_true (od_shift_get_wants_ready (f->shift));
}

static void
test_a_call_is_asked_about_when_it_ends (Fixture *f, gconstpointer data)
{
  begin_work (f);
  agent_peer_say (&f->server, "me", ME ("in-call", AT_WORK "," CALL ("c1")));
  await_told (f, "began;");
  g_assert_true (od_shift_is_talking (f->shift));
  g_assert_false (od_shift_may_leave (f->shift));

  agent_peer_say (&f->server, "me", ME ("disposing", AT_WORK ",\"call_id\":\"c1\""));
  await_told (f, "began;ended;");
  g_assert_nonnull (get_open (f));
  g_assert_false (od_shift_may_leave (f->shift));

  od_paperwork_dispose_async (od_shift_get_paperwork (f->shift), "c1", "SALE MADE", TRUE,
                              NULL, 0, on_disposed, NULL);
  od_test_wait_until (has_none_open, f, LIMIT_S, "the disposition to be kept");
  od_test_wait_until (is_disposed, f, LIMIT_S, "the disposition to be sent");
  g_assert_cmpstr (f->server.disposition, ==,
                   "{\"pause\":true,\"disposition\":\"SALE MADE\"}");
  g_assert_cmpstr (f->server.keys->pdata[0], ==, "c1");
}

static gboolean
is_over (gpointer data)
{
  return od_shift_is_over (((Fixture *) data)->shift);
}

/* A call is on the way, then on the line, then owed, then unsent; only then is it over.
 */
static void
test_the_day_is_over_when_nothing_is_owed (Fixture *f, gconstpointer data)
{
  begin_work (f);
  g_assert_true (od_shift_is_over (f->shift));
  od_shift_set_wants_ready (f->shift, TRUE);
  g_assert_false (od_shift_is_over (f->shift));
  agent_peer_say (&f->server, "me", ME ("in-call", AT_WORK "," CALL ("c1")));
  await_told (f, "began;");
  od_shift_set_wants_ready (f->shift, FALSE);
  g_assert_false (od_shift_is_over (f->shift));

  f->server.away = TRUE;
  agent_peer_say (&f->server, "me", ME ("paused", PAUSED));
  await_told (f, "began;ended;");
  od_paperwork_take_ended (od_shift_get_paperwork (f->shift), "c1", NULL);
  g_assert_false (od_shift_is_over (f->shift));
  od_paperwork_dispose_async (od_shift_get_paperwork (f->shift), "c1", "SALE MADE", FALSE,
                              NULL, 0, on_disposed, NULL);
  od_test_wait_until (has_none_open, f, LIMIT_S, "the disposition to be kept");
  g_assert_false (od_shift_is_over (f->shift));
  f->server.away = FALSE;
  od_test_wait_until (is_over, f, LIMIT_S, "the day to be over");
}

/* What was said during the call is not asked again when it ends. */
static void
test_a_flagged_call_is_not_asked_about (Fixture *f, gconstpointer data)
{
  begin_work (f);
  agent_peer_say (&f->server, "me", ME ("in-call", AT_WORK "," CALL ("c1")));
  await_told (f, "began;");
  od_paperwork_dispose_async (od_shift_get_paperwork (f->shift), "c1", "WRONG DETAILS",
                              FALSE, "no such person", 0, on_disposed, NULL);
  od_test_wait_until (is_disposed, f, LIMIT_S, "the flag to be sent");
  g_assert_cmpstr (f->server.disposition, ==,
                   "{\"reason\":\"no such person\",\"disposition\":\"WRONG DETAILS\"}");

  agent_peer_say (&f->server, "me", ME ("disposing", AT_WORK ",\"call_id\":\"c1\""));
  await_told (f, "began;ended;");
  g_assert_null (get_open (f));
}

static gboolean
has_looked_again (gpointer data)
{
  Fixture *f = data;

  return f->server.n_me >= 3 && f->server.n_sip >= 2
         && od_shift_get_step (f->shift) == OD_SHIFT_WORKING;
}

/* A server that was restarted knows no phone, but that calls are wanted. */
static void
test_a_lost_link_needs_no_click (Fixture *f, gconstpointer data)
{
  begin_work (f);
  g_clear_pointer (&f->server.state, g_free);
  f->server.me = ME ("paused",
                     "\"registered\":false,\"campaign\":1,\"wants_ready\":true");
  agent_peer_end_stream (&f->server);
  od_test_wait_until (has_looked_again, f, LIMIT_S, "the phone to be told its account");
  g_assert_null (f->server.state);
  g_assert_true (od_shift_get_wants_ready (f->shift));
}

static void
test_who_is_taken_off_chooses_again (Fixture *f, gconstpointer data)
{
  begin_work (f);
  f->server.me = ME ("paused", "\"registered\":true,\"campaign\":null");
  f->server.campaigns = "[]";
  agent_peer_say (&f->server, "agents-saved", "{}");
  await_step (f, OD_SHIFT_CHOOSING);
  g_assert_nonnull (f->failed);
  g_assert_cmpint (od_shift_get_campaign (f->shift), ==, 0);
}

static gboolean
has_two_campaigns (gpointer data)
{
  const OdDuty *duty = od_shift_get_duty (((Fixture *) data)->shift);

  return json_array_size (od_duty_get_campaigns (duty)) == 2;
}

static void
test_a_new_campaign_appears_by_itself (Fixture *f, gconstpointer data)
{
  od_shift_start (f->shift);
  await_step (f, OD_SHIFT_CHOOSING);
  f->server.campaigns = "[" SPRING ",{\"id\":2,\"name\":\"Autumn\"}]";
  agent_peer_say (&f->server, "campaign-saved", "{}");
  od_test_wait_until (has_two_campaigns, f, LIMIT_S, "the other campaign");
}

static void
test_calls_of_an_earlier_run_are_asked_about (Fixture *f, gconstpointer data)
{
  f->server.undisposed = "[{\"id\":\"c8\",\"phone\":\"44118\"},{\"id\":\"c9\"}]";
  od_shift_start (f->shift);
  od_test_wait_until (has_open, f, LIMIT_S, "the open calls");
  g_assert_cmpuint (od_paperwork_count_undisposed (od_shift_get_paperwork (f->shift)), ==,
                    2);
  g_assert_cmpstr (json_string_value (json_object_get (get_open (f), "phone")), ==,
                   "44118");
}

static gboolean
has_trouble (gpointer data)
{
  return od_shift_get_trouble (((Fixture *) data)->shift) != NULL;
}

static void
test_without_a_file_no_day_begins (Fixture *f, gconstpointer data)
{
  g_autofree char *nowhere = g_build_filename (f->server.outbox, "in-a-file", NULL);
  OdShiftOptions options = agent_peer_get_options (&f->server);
  Fixture other = { .told = f->told };

  g_file_set_contents (f->server.outbox, "", 0, NULL);
  options.outbox_path = nowhere;
  other.shift = od_shift_new (f->server.desk, &options);
  od_shift_start (other.shift);
  od_test_wait_until (has_trouble, &other, LIMIT_S, "the sentence");
  g_assert_cmpint (od_shift_get_step (other.shift), ==, OD_SHIFT_IDLE);
  od_shift_leave (other.shift);
  agent_peer_await_end (G_OBJECT (other.shift), "the other shift to end");
}

/* --- what is owed while a step is under way ---------------------------------------- */

static void
toggle_ready (Fixture *f)
{
  od_shift_set_wants_ready (f->shift, !od_shift_get_wants_ready (f->shift));
}

static void
refuse_phone (Fixture *f)
{
  g_signal_emit_by_name (od_shift_get_handset (f->shift), "refused");
}

static void
tell_of_campaigns (Fixture *f)
{
  g_signal_emit_by_name (f->server.desk, "news", "campaign-saved", (gint64) 1, NULL);
}

static void
find_stale (Fixture *f)
{
  g_signal_emit_by_name (od_shift_get_paperwork (f->shift), "stale");
}

static void
refresh (Fixture *f)
{
  g_signal_emit_by_name (f->server.desk, "refresh");
}

static void
retry_phone (Fixture *f)
{
  od_shift_retry_phone (f->shift);
}

/* clang-format off */
static const struct {
  const char *name;
  void (*acts[2]) (Fixture *f); /* one after the other, none answered between */
  guint n_me;  /* at least so many looks more than before */
  guint n_sip; /* and the phone is told its account so often */
} orders[] = {
  { "a-switch-then-news",           { toggle_ready, tell_of_campaigns },          1, 0 },
  { "news-then-a-switch",           { tell_of_campaigns, toggle_ready },          1, 0 },
  { "a-switch-then-stale-paper",    { toggle_ready, find_stale },                 1, 0 },
  { "stale-paper-then-a-switch",    { find_stale, toggle_ready },                 1, 0 },
  { "news-during-a-refresh",         { refresh, tell_of_campaigns },               2, 0 },
  { "a-refresh-given-up-for-a-phone",{ refresh, retry_phone },                     1, 1 },
  { "news-then-a-phone",          { tell_of_campaigns, retry_phone },           1, 1 },
  { "a-phone-given-up-for-a-refresh",{ retry_phone, refresh },                     1, 1 },
  { "a-refused-phone-then-news",  { refuse_phone, tell_of_campaigns },          1, 1 },
  { "a-refused-phone-then-a-switch",{ refuse_phone, toggle_ready },               0, 1 },
  { "a-switch-then-a-refused-phone",{ toggle_ready, refuse_phone },               0, 1 },
};
/* clang-format on */

static gboolean
is_paid (gpointer data)
{
  Fixture *f = data;

  return f->server.n_me >= f->n_me + orders[f->order].n_me
         && f->server.n_sip >= f->n_sip + orders[f->order].n_sip
         && !od_shift_is_asking (f->shift)
         && od_shift_get_step (f->shift) == OD_SHIFT_WORKING;
}

/* The stream's first word leads to a refresh of its own. */
static gboolean
is_settled (gpointer data)
{
  Fixture *f = data;

  return od_desk_is_live (f->server.desk)
         && od_shift_get_step (f->shift) == OD_SHIFT_WORKING;
}

static void
begin_work_and_count (Fixture *f)
{
  begin_work (f);
  od_test_wait_until (is_settled, f, LIMIT_S, "the live stream");
  f->n_me = f->server.n_me;
  f->n_sip = f->server.n_sip;
}

static void
test_what_is_owed_is_paid (Fixture *f, gconstpointer data)
{
  f->order = GPOINTER_TO_UINT (data);
  begin_work_and_count (f);
  for (gsize i = 0; i < G_N_ELEMENTS (orders[0].acts) && orders[f->order].acts[i]; i++)
    orders[f->order].acts[i](f);
  od_test_wait_until (is_paid, f, SILENCE_S, orders[f->order].name);
  g_assert_cmpuint (f->server.n_sip, ==, f->n_sip + orders[f->order].n_sip);
}

static gboolean
is_refused (gpointer data)
{
  return ((Fixture *) data)->failed != NULL;
}

static gboolean
is_asked_again (gpointer data)
{
  Fixture *f = data;

  return f->server.n_me > f->n_me && od_shift_get_wants_ready (f->shift)
         && !od_shift_is_asking (f->shift)
         && od_shift_get_step (f->shift) == OD_SHIFT_WORKING;
}

/* The refresh after a refusal is not given up for what is asked next. */
static void
test_a_refused_switch_can_be_tried_again (Fixture *f, gconstpointer data)
{
  begin_work_and_count (f);
  f->server.grudges = TRUE;
  toggle_ready (f);
  od_test_wait_until (is_refused, f, LIMIT_S, "the refusal");
  f->server.grudges = FALSE;
  f->server.me = ME ("paused", AT_WORK);
  toggle_ready (f);
  od_test_wait_until (is_asked_again, f, SILENCE_S, "the second request and the refresh");
}

static void
add_orders (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++) {
    g_autofree char *path = g_strconcat ("/shift/owed/", orders[i].name, NULL);

    g_test_add (path, Fixture, GUINT_TO_POINTER (i), set_up, test_what_is_owed_is_paid,
                tear_down);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                  \
  g_test_add ("/shift/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("the-day-begins-with-a-pause", test_the_day_begins_with_a_pause);
  ADD ("a-switch-is-shown-until-it-is-granted",
       test_a_switch_is_shown_until_it_is_granted);
  ADD ("a-call-is-asked-about-when-it-ends", test_a_call_is_asked_about_when_it_ends);
  ADD ("the-day-is-over-when-nothing-is-owed", test_the_day_is_over_when_nothing_is_owed);
  ADD ("a-flagged-call-is-not-asked-about", test_a_flagged_call_is_not_asked_about);
  ADD ("a-lost-link-needs-no-click", test_a_lost_link_needs_no_click);
  ADD ("who-is-taken-off-chooses-again", test_who_is_taken_off_chooses_again);
  ADD ("a-new-campaign-appears-by-itself", test_a_new_campaign_appears_by_itself);
  ADD ("calls-of-an-earlier-run-are-asked-about",
       test_calls_of_an_earlier_run_are_asked_about);
  ADD ("without-a-file-no-day-begins", test_without_a_file_no_day_begins);
  ADD ("a-refused-switch-can-be-tried-again", test_a_refused_switch_can_be_tried_again);
  add_orders ();
  return g_test_run ();
}
