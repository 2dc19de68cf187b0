/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The softphone's one call, with the real baresip: what is said and heard on it.
 */
#include "app/phone/phone-leg.h"

#include "app/phone/softphone-stage.h"

/* --- what was recorded ------------------------------------------------------------ */

/* The share of one frequency in a sound's energy: about 1 for a pure tone. */
static double
share_of (const gint16 *samples, gsize n, Tone tone)
{
  double w = 2 * tone.cosine, s1 = 0, s2 = 0, energy = 0;

  for (gsize i = 0; i < n; i++) {
    double s0 = samples[i] + w * s1 - s2;

    s2 = s1;
    s1 = s0;
    energy += (double) samples[i] * samples[i];
  }
  if (energy <= 0)
    return 0;
  return 2 * (s1 * s1 + s2 * s2 - w * s1 * s2) / ((double) n * energy);
}

static double
share_in_recording (const char *record_dir, const char *suffix, Tone tone)
{
  g_autoptr (GDir) dir = g_dir_open (record_dir, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (record_dir, name, NULL), *file = NULL;
    gsize size = 0;

    if (!g_str_has_suffix (name, suffix))
      continue;
    g_assert_true (g_file_get_contents (path, &file, &size, NULL));
    g_assert_cmpuint (size, >, 44 + SAMPLE_RATE);
    /* A second from the middle: the ends may be silent. */
    return share_of ((gint16 *) (void *) (file + 44 + (size - 44 - SAMPLE_RATE) / 4 * 2),
                     SAMPLE_RATE / 2, tone);
  }
  g_assert_not_reached ();
}

static void
test_the_leg_carries_sound_both_ways (void)
{
  PhoneStage stage = { 0 };
  g_autofree char *record = NULL;

  phone_stage_open_on_line (&stage);
  record = g_build_filename (stage.dir, "record", NULL);
  phone_peer_await (stage.peer, "hears 440");
  /* Digits last a known while: enough for two seconds of sound to be recorded. */
  od_softphone_send_digits (stage.phone, "11111111");
  for (int i = 0; i < 8; i++)
    phone_peer_await (stage.peer, "digit 1");
  phone_peer_say (stage.peer, "hangup");
  od_test_wait_until (phone_is_off_line, stage.phone, LIMIT_S, "the leg to be down");
  g_assert_cmpuint (stage.ups, ==, 1);
  g_assert_cmpuint (stage.downs, ==, 1);
  g_assert_cmpfloat (share_in_recording (record, "-dec.wav", tone_1000), >, 0.8);
  g_assert_cmpfloat (share_in_recording (record, "-dec.wav", tone_440), <, 0.1);
  g_assert_cmpfloat (share_in_recording (record, "-enc.wav", tone_440), >, 0.8);
  g_assert_true (phone_is_registered (stage.phone));
  phone_stage_close (&stage);
}

static void
test_mute_says_silence (void)
{
  PhoneStage stage = { 0 };

  phone_stage_open_on_line (&stage);
  phone_peer_await (stage.peer, "hears 440");
  od_softphone_set_muted (stage.phone, TRUE);
  od_softphone_set_muted (stage.phone, TRUE);
  phone_peer_await (stage.peer, "hears silence");
  od_softphone_set_muted (stage.phone, FALSE);
  phone_peer_await (stage.peer, "hears 440");

  /* Faster than baresip answers, and across legs. */
  od_softphone_set_muted (stage.phone, TRUE);
  od_softphone_set_muted (stage.phone, FALSE);
  od_softphone_set_muted (stage.phone, TRUE);
  phone_peer_await (stage.peer, "hears silence");
  phone_peer_say (stage.peer, "hangup");
  od_test_wait_until (phone_is_off_line, stage.phone, LIMIT_S, "the leg to be down");
  phone_peer_say (stage.peer, "call");
  phone_peer_await (stage.peer, "answered");
  phone_peer_await (stage.peer, "hears silence");
  od_softphone_set_muted (stage.phone, FALSE);
  phone_peer_await (stage.peer, "hears 440");
  phone_stage_close (&stage);
}

static void
test_digits_arrive (void)
{
  PhoneStage stage = { 0 };

  phone_stage_open_on_line (&stage);
  od_softphone_send_digits (stage.phone, "9 x#");
  phone_peer_await (stage.peer, "digit 9");
  phone_peer_await (stage.peer, "digit #");
  g_assert_cmpuint (phone_peer_count (stage.peer, "digit"), ==, 2);
  phone_stage_close (&stage);
}

static void
test_a_new_call_replaces_a_dead_one (void)
{
  PhoneStage stage = { 0 };

  phone_stage_open_on_line (&stage);
  phone_peer_say (stage.peer, "forget");
  phone_peer_say (stage.peer, "call");
  phone_peer_await (stage.peer, "forgotten call ended");
  phone_peer_await (stage.peer, "answered");
  phone_peer_await (stage.peer, "hears 440");
  od_test_wait_until (phone_is_on_line, stage.phone, LIMIT_S, "the new leg to be up");
  g_assert_cmpuint (stage.ups, ==, 2);
  g_assert_cmpuint (stage.downs, ==, 1);
  phone_stage_close (&stage);
}

static void
test_two_phones_live_in_one_program (void)
{
  PhoneStage one = { 0 }, two = { 0 };

  phone_stage_open_registered (&one);
  phone_stage_open_registered (&two);
  phone_peer_say (one.peer, "call");
  phone_peer_say (two.peer, "call");
  phone_peer_await (one.peer, "hears 440");
  phone_peer_await (two.peer, "hears 440");
  od_softphone_set_muted (one.phone, TRUE);
  phone_peer_await (one.peer, "hears silence");
  g_assert_true (od_softphone_get_on_line (two.phone));
  g_assert_cmpuint (phone_peer_count (two.peer, "hears silence"), ==, 0);
  phone_stage_close (&one);
  g_assert_true (od_softphone_get_on_line (two.phone));
  phone_stage_close (&two);
}

static void
test_without_a_sound_there_is_silence (void)
{
  OdSoftphoneOptions options = { .may_be_silent = TRUE, .device_dir = "/nonexistent" };
  PhoneStage stage = { 0 };

  stage.peer = phone_peer_new ("0");
  options.runtime_dir = stage.dir = od_test_scratch_dir ();
  stage.phone = od_softphone_new (&options);
  phone_stage_sign_in (&stage, "open-sesame"); /* before the start: it is remembered */
  g_assert_true (od_softphone_start (stage.phone, NULL));
  phone_stage_await_registered (&stage);
  phone_peer_say (stage.peer, "call");
  phone_peer_await (stage.peer, "hears silence");
  phone_stage_close (&stage);
}

int
main (int argc, char *argv[])
{
  phone_stage_init ();
  g_unsetenv ("PULSE_SERVER");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/phone-leg/sound", test_the_leg_carries_sound_both_ways);
  g_test_add_func ("/phone-leg/mute", test_mute_says_silence);
  g_test_add_func ("/phone-leg/digits", test_digits_arrive);
  g_test_add_func ("/phone-leg/replaced", test_a_new_call_replaces_a_dead_one);
  g_test_add_func ("/phone-leg/two", test_two_phones_live_in_one_program);
  g_test_add_func ("/phone-leg/silence", test_without_a_sound_there_is_silence);
  return g_test_run ();
}
