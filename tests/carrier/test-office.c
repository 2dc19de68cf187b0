/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the office says to anybody: which calls it takes, how they are agreed on, that
 * there may be many, and that it goes with a goodbye.
 */
#include "carrier/office-stage.h"

static void
test_the_caller_s_first_codec_is_taken_alone (OfficeStage *f, gconstpointer data)
{
  g_autoptr (Caller) c = caller_new (f->port, "100");

  g_free (c->offer);
  c->offer = g_strdup ("18 8 0 96");
  caller_invite (c, "sendrecv");
  od_test_wait_until (caller_has_heard, c, LIMIT_S, "half a second of sound");
  g_assert_nonnull (strstr (c->answer, " RTP/AVP 8 96\r\n"));
  g_assert_cmpint (c->last_pt, ==, 8);
  g_assert_cmpfloat (caller_heard_share (c, 440), >, 0.95);
  office_stage_check_told (f, c, "answer", "\"codec\":\"PCMA\"");
  caller_hang_up (c);
}

static void
test_the_callee_may_make_the_offer (OfficeStage *f, gconstpointer data)
{
  g_autoptr (Caller) c = caller_new (f->port, "100");

  caller_invite (c, NULL);
  od_test_wait_until (caller_has_heard, c, LIMIT_S, "half a second of sound");
  g_assert_nonnull (strstr (c->answer, " RTP/AVP 0 8 101\r\n"));
  office_stage_check_told (f, c, "answer", "\"codec\":null");
  caller_hang_up (c);
}

static void
test_audio_never_leaves_this_machine (OfficeStage *f, gconstpointer data)
{
  g_autoptr (Caller) c = caller_new (f->port, "100");

  g_free (c->host);
  c->host = g_strdup ("192.0.2.1");
  caller_invite (c, "sendrecv");
  od_test_wait_until (caller_has_final_answer, c, LIMIT_S, "a refusal");
  g_assert_cmpstr (c->codes->str, ==, " 100 488");
  office_stage_check_story (f, c, " invite reject end");
}

static gboolean
is_trying (gpointer data)
{
  return strstr (((Caller *) data)->codes->str, " 100") != NULL;
}

/* Before the 180 and after it: two different places in libre. */
static void
test_a_cancelled_call_is_told (OfficeStage *f, gconstpointer data)
{
  g_autoptr (Caller) early = office_stage_dial (f, "111");
  g_autoptr (Caller) ringing = office_stage_dial (f, "106");
  g_autofree char *ring = office_stage_await (f, ringing, "ringing");

  od_test_wait_until (is_trying, early, LIMIT_S, "a 100");
  caller_ask (early, "CANCEL", early->cseq, FALSE);
  g_clear_pointer (&ringing->to_tag, g_free); /* a CANCEL's To is the INVITE's */
  caller_ask (ringing, "CANCEL", ringing->cseq, FALSE);
  od_test_wait_until (caller_has_final_answer, early, LIMIT_S, "a 487");
  od_test_wait_until (caller_has_final_answer, ringing, LIMIT_S, "a 487");

  g_assert_cmpstr (early->codes->str, ==, " 100 487");
  g_assert_cmpint (early->cancel_code, ==, 200);
  office_stage_check_story (f, early, " invite cancel end");
  g_assert_cmpstr (ringing->codes->str, ==, " 100 180 487");
  g_assert_cmpint (ringing->cancel_code, ==, 200);
  office_stage_check_story (f, ringing, " invite ringing cancel end");
}

static void
test_hold_is_answered_and_obeyed (OfficeStage *f, gconstpointer data)
{
  /* clang-format off */
  static const struct {
    const char *offer;
    const char *answer;
  } cases[] = {
    { "sendonly", "a=recvonly\r\n" },
    { "inactive", "a=inactive\r\n" },
    { "recvonly", "a=sendonly\r\n" },
    { "sendrecv", "a=sendrecv\r\n" },
  };
  /* clang-format on */
  g_autoptr (Caller) c = office_stage_dial_and_talk (f, "100");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_string_truncate (c->codes, 0);
    caller_invite (c, cases[i].offer);
    od_test_wait_until (caller_has_final_answer, c, LIMIT_S, cases[i].offer);
    g_assert_true (g_str_has_suffix (c->codes->str, " 200"));
    g_assert_nonnull (strstr (c->answer, cases[i].answer));
    if (i == 1)
      g_byte_array_set_size (c->heard, 0);
    if (i == 2) /* nothing came while it was on hold, but for what was under way */
      g_assert_cmpuint (c->heard->len, <=, 2 * 160);
  }
  od_test_wait_until (caller_has_heard, c, LIMIT_S, "sound again");
  caller_hang_up (c);
}

static void
test_options_are_answered_within_a_call (OfficeStage *f, gconstpointer data)
{
  g_autoptr (Caller) c = office_stage_dial_and_talk (f, "100");

  caller_ask (c, "OPTIONS", ++c->cseq, TRUE);
  od_test_wait_until (caller_has_option_answer, c, LIMIT_S, "an answer to OPTIONS");
  g_assert_cmpint (c->option_code, ==, 200);
  caller_hang_up (c);
}

static void
test_the_judge_knows_who_called_whom (OfficeStage *f, gconstpointer data)
{
  g_autoptr (Caller) plain = office_stage_dial (f, "107");
  g_autoptr (Caller) asserted = caller_new (f->port, "+2055");

  asserted->asserted = TRUE;
  caller_invite (asserted, "sendrecv");
  office_stage_check_told (f, plain, "invite",
                           "\"number\":\"107\",\"caller_id\":\"44900\",\"asserted_id\":"
                           "null,"
                           "\"does\":\"not-found\"}");
  office_stage_check_told (f, asserted, "invite",
                           "\"number\":\"+2055\",\"caller_id\":\"44900\","
                           "\"asserted_id\":\"+441632960000\",\"does\":\"answer\"}");
  office_stage_check_story (f, plain, " invite reject end");
  od_test_wait_until (caller_has_hung_up, asserted, LIMIT_S, "a BYE");
}

static void
test_sigterm_says_goodbye_to_everybody (OfficeStage *f, gconstpointer data)
{
  g_autoptr (Caller) talking = office_stage_dial_and_talk (f, "100");
  g_autoptr (Caller) ringing = office_stage_dial (f, "106");
  g_autofree char *ring = office_stage_await (f, ringing, "ringing");

  office_stage_stop (f);
  od_test_wait_until (caller_has_hung_up, talking, LIMIT_S, "a BYE");
  od_test_wait_until (caller_has_final_answer, ringing, LIMIT_S, "a 503");
  g_assert_cmpstr (ringing->codes->str, ==, " 100 180 503");
  office_stage_check_told (f, talking, "bye", "\"by\":\"callee\",\"why\":\"shutdown\"");
  office_stage_check_told (f, talking, "end", "\"rtp_in\":");
  office_stage_check_story (f, ringing, " invite ringing reject end");
}

static gboolean
have_all_hung_up (gpointer data)
{
  GPtrArray *callers = data;

  for (guint i = 0; i < callers->len; i++)
    if (!caller_has_hung_up (callers->pdata[i]))
      return FALSE;

  return TRUE;
}

static void
free_caller (gpointer caller)
{
  caller_free (caller);
}

static void
test_many_calls_are_up_at_once (OfficeStage *f, gconstpointer data)
{
  g_autoptr (GPtrArray) callers = g_ptr_array_new_with_free_func (free_caller);

  for (guint i = 0; i < 60; i++) {
    g_autofree char *number = g_strdup_printf ("2%03u", i);

    g_ptr_array_add (callers, office_stage_dial (f, number));
  }
  od_test_wait_until (have_all_hung_up, callers, LIMIT_S, "60 BYEs");
  for (guint i = 0; i < callers->len; i++) {
    office_stage_check_told (f, callers->pdata[i], "bye", "\"why\":\"talked\"");
    office_stage_check_told (f, callers->pdata[i], "end", "\"rtp_in\":");
  }
}

static void
test_a_bad_start_is_one_sentence (OfficeStage *f, gconstpointer data)
{
  g_autofree char *taken = g_strdup_printf ("127.0.0.1:%u", f->port);
  const struct {
    const char *listen;
    const char *town; /* NULL: as it is */
    const char *says;
    int code;
  } cases[] = {
    { taken, NULL, "is in use: choose another with --listen.\n", 1 },
    { "0.0.0.0:0", NULL, "lives on loopback only", 1 },
    { "here", NULL, "is not an address", 2 },
    { "127.0.0.1:0", "who,does,ring_ms,talk_ms,say,weight\n1,dance\n", "line 2: does",
      1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GSubprocess) child = NULL;
    g_autofree char *said = NULL;

    if (cases[i].town != NULL)
      g_assert_true (g_file_set_contents (f->town, cases[i].town, -1, NULL));
    child = office_stage_spawn (f, cases[i].listen, G_SUBPROCESS_FLAGS_STDERR_PIPE);
    g_assert_true (g_subprocess_communicate_utf8 (child, NULL, NULL, NULL, &said, NULL));
    g_assert_cmpint (g_subprocess_get_exit_status (child), ==, cases[i].code);
    g_assert_nonnull (strstr (said, cases[i].says));
    g_assert_true (strchr (said, '\n') == said + strlen (said) - 1);
  }
}

int
main (int argc, char *argv[])
{
  /* clang-format off */
  static const OfficeTest tests[] = {
    { "/office/codec", test_the_caller_s_first_codec_is_taken_alone },
    { "/office/late-offer", test_the_callee_may_make_the_offer },
    { "/office/loopback", test_audio_never_leaves_this_machine },
    { "/office/cancel", test_a_cancelled_call_is_told },
    { "/office/hold", test_hold_is_answered_and_obeyed },
    { "/office/options", test_options_are_answered_within_a_call },
    { "/office/identity", test_the_judge_knows_who_called_whom },
    { "/office/shutdown", test_sigterm_says_goodbye_to_everybody },
    { "/office/many", test_many_calls_are_up_at_once },
    { "/office/bad-start", test_a_bad_start_is_one_sentence },
  };
  /* clang-format on */

  return office_stage_run (&argc, &argv, tests, G_N_ELEMENTS (tests));
}
