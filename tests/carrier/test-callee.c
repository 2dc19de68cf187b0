/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every kind of person in the town: how each answers or does not, and how it ends.
 */
#include "carrier/office-stage.h"
#include "carrier/tone-share.h"

static gint64
number_in (const char *line, const char *key)
{
  g_autofree char *mark = g_strdup_printf ("\"%s\":", key);
  g_autofree char *value = find_after (line, mark, ",}");

  g_assert_nonnull (value);

  return g_ascii_strtoll (value, NULL, 10);
}

static void
test_a_refusal_has_its_code (OfficeStage *f, gconstpointer data)
{
  /* clang-format off */
  static const struct {
    const char *number;
    const char *codes;
    const char *story;
    const char *code;
  } cases[] = {
    { "104", " 100 486",     " invite reject end",         "\"code\":486" },
    { "105", " 100 180 480", " invite ringing reject end", "\"code\":480" },
    { "107", " 100 404",     " invite reject end",         "\"code\":404" },
    { "108", " 100 503",     " invite reject end",         "\"code\":503" },
    { "109", " 100 180 603", " invite ringing reject end", "\"code\":603" },
    { "999", " 100 404",     " invite reject end",         "\"code\":404" },
  };
  /* clang-format on */

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (Caller) c = office_stage_dial (f, cases[i].number);

    od_test_wait_until (caller_has_final_answer, c, LIMIT_S, cases[i].codes);
    g_assert_cmpstr (c->codes->str, ==, cases[i].codes);
    office_stage_check_story (f, c, cases[i].story);
    office_stage_check_told (f, c, "reject", cases[i].code);
    office_stage_check_told (f, c, "end", "\"rtp_in\":0,\"rtp_out\":0,\"talk_ms\":0}");
  }
}

static void
test_an_answer_rings_first_and_says_its_tone (OfficeStage *f, gconstpointer data)
{
  g_autoptr (Caller) c = office_stage_dial_and_talk (f, "100");

  g_assert_cmpstr (c->codes->str, ==, " 100 180 200");
  od_test_wait_until (caller_has_heard, c, LIMIT_S, "half a second of sound");
  g_assert_cmpint (c->last_pt, ==, 0);
  g_assert_cmpuint (c->marked, ==, 1);
  g_assert_cmpfloat (caller_heard_share (c, 440), >, 0.95);
  caller_hang_up (c);
  office_stage_check_told (f, c, "answer", "\"codec\":\"PCMU\"");
  office_stage_check_told (f, c, "bye", "\"by\":\"caller\",\"why\":\"caller\"");
  office_stage_check_story (f, c, " invite ringing answer first-rtp bye end");
}

static void
test_a_talk_ends_by_itself (OfficeStage *f, gconstpointer data)
{
  g_autoptr (Caller) c = office_stage_dial_and_talk (f, "101");
  g_autofree char *end = NULL;

  od_test_wait_until (caller_has_hung_up, c, LIMIT_S, "a BYE");
  office_stage_check_told (f, c, "bye", "\"by\":\"callee\",\"why\":\"talked\"");
  office_stage_check_story (f, c, " invite ringing answer first-rtp bye end");
  end = office_stage_await (f, c, "end");
  g_assert_cmpint (number_in (end, "talk_ms"), >=, 600);
  /* one at once, then one every 20 ms: 30 or 31, fewer only after a long stall */
  g_assert_cmpint (number_in (end, "rtp_out"), >, 5);
  g_assert_cmpint (number_in (end, "rtp_out"), ==, c->packets);
  g_assert_cmpfloat (caller_heard_share (c, 700), >, 0.95);
}

static void
test_no_ringing_is_a_200_without_180 (OfficeStage *f, gconstpointer data)
{
  g_autoptr (Caller) c = office_stage_dial_and_talk (f, "102");

  g_assert_cmpstr (c->codes->str, ==, " 100 200");
  caller_hang_up (c);
  office_stage_check_told (f, c, "invite", "\"does\":\"no-ringing\"");
}

static void
test_no_audio_is_a_200_that_offers_none (OfficeStage *f, gconstpointer data)
{
  g_autoptr (Caller) c = office_stage_dial (f, "112");

  od_test_wait_until (caller_has_final_answer, c, LIMIT_S, "a 200");
  g_assert_cmpstr (c->codes->str, ==, " 100 180 200");
  g_assert_null (c->answer);
  caller_hang_up (c);
}

static void
test_some_answer_and_hang_up_at_once (OfficeStage *f, gconstpointer data)
{
  g_autoptr (Caller) c = office_stage_dial_and_talk (f, "103");

  od_test_wait_until (caller_has_hung_up, c, LIMIT_S, "a BYE");
  office_stage_check_told (f, c, "bye", "\"by\":\"callee\",\"why\":\"hangs-up\"");
  office_stage_check_story (f, c, " invite ringing answer bye end");
}

static void
test_a_silent_trunk_says_nothing (OfficeStage *f, gconstpointer data)
{
  g_autoptr (Caller) c = office_stage_dial (f, "110");
  g_autofree char *again = caller_invite_text (c, "sendrecv");
  g_autofree char *told = NULL;

  caller_send_raw (c, again);
  caller_ask (c, "OPTIONS", ++c->cseq, TRUE);
  od_test_wait_until (caller_has_option_answer, c, LIMIT_S, "an answer to OPTIONS");

  /* what was sent before the OPTIONS would have been answered before it */
  g_assert_cmpint (c->option_code, ==, 200);
  g_assert_cmpstr (c->codes->str, ==, "");
  told = office_stage_tell (f, c);
  g_assert_cmpstr (told, ==, " invite");
  office_stage_stop (f);
  office_stage_check_story (f, c, " invite end");
}

static void
test_five_seconds_without_rtp_end_a_call (OfficeStage *f, gconstpointer data)
{
  g_autoptr (Caller) c = caller_new (f->port, "100");
  g_autofree char *answer = NULL;
  g_autofree char *bye = NULL;
  g_autofree char *first = NULL;

  c->mute = TRUE;
  caller_invite (c, "sendrecv");
  first = office_stage_await (f, c, "answer");
  od_test_wait_until (caller_has_hung_up, c, LIMIT_S, "a BYE");

  office_stage_check_told (f, c, "bye", "\"by\":\"callee\",\"why\":\"no-rtp\"");
  office_stage_check_story (f, c, " invite ringing answer bye end");
  bye = office_stage_await (f, c, "bye");
  answer = office_stage_await (f, c, "answer");
  /* the answer is told just after the 200 that starts the clock */
  g_assert_cmpint (number_in (bye, "mono_us") - number_in (answer, "mono_us"), >,
                   4900000);
}

/* RTP and SIP have no common order: before the last key is told we do not hang up. */
static gboolean
is_last_key_told (gpointer data)
{
  OfficeStage *f = data;
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (f->log, &text, NULL, NULL));

  return strstr (text, "\"digit\":\"#\"}") != NULL;
}

static void
test_a_key_is_told_once (OfficeStage *f, gconstpointer data)
{
  g_autoptr (Caller) c = office_stage_dial_and_talk (f, "100");
  g_autofree char *told = NULL;

  g_assert_nonnull (strstr (c->answer, "a=rtpmap:96 telephone-event/8000\r\n"));
  caller_press (c, 5);
  caller_press (c, 11);
  od_test_wait_until (is_last_key_told, f, LIMIT_S, "the key #");
  office_stage_check_told (f, c, "digit", "\"digit\":\"5\"}");
  caller_hang_up (c);
  g_free (office_stage_await (f, c, "end"));
  told = office_stage_tell (f, c);
  g_assert_cmpstr (told, ==, " invite ringing answer first-rtp digit digit bye end");
}

static void
test_what_the_callee_heard_is_kept (OfficeStage *f, gconstpointer data)
{
  g_autoptr (Caller) c = office_stage_dial_and_talk (f, "101");
  g_autofree char *name = g_strdup_printf ("%s.wav", c->call_id);
  g_autofree char *path = g_build_filename (f->dir, name, NULL);
  struct aufile_prm prm = { 0 };
  struct aufile *file = NULL;
  gint16 sampv[2400];
  size_t n = sizeof (sampv);

  od_test_wait_until (caller_has_hung_up, c, LIMIT_S, "a BYE");
  g_free (office_stage_await (f, c, "end"));
  office_stage_stop (f);
  g_assert_cmpint (aufile_open (&file, &prm, path, AUFILE_READ), ==, 0);
  g_assert_cmpuint (prm.srate, ==, 8000);
  g_assert_cmpint (aufile_read (file, (uint8_t *) sampv, &n), ==, 0);
  mem_deref (file);
  /* the caller's square wave: its first harmonic holds 8/pi² of the energy */
  g_assert_cmpuint (n, >=, 1600);
  g_assert_cmpfloat (tone_share (sampv + n / 4, n / 4, 1000), >, 0.5);
}

int
main (int argc, char *argv[])
{
  /* clang-format off */
  static const OfficeTest tests[] = {
    { "/callee/refusals", test_a_refusal_has_its_code },
    { "/callee/answer", test_an_answer_rings_first_and_says_its_tone },
    { "/callee/talked", test_a_talk_ends_by_itself },
    { "/callee/no-ringing", test_no_ringing_is_a_200_without_180 },
    { "/callee/no-audio", test_no_audio_is_a_200_that_offers_none },
    { "/callee/hangs-up", test_some_answer_and_hang_up_at_once },
    { "/callee/silent-trunk", test_a_silent_trunk_says_nothing },
    { "/callee/no-rtp", test_five_seconds_without_rtp_end_a_call },
    { "/callee/keys", test_a_key_is_told_once },
    { "/callee/recording", test_what_the_callee_heard_is_kept },
  };
  /* clang-format on */

  return office_stage_run (&argc, &argv, tests, G_N_ELEMENTS (tests));
}
