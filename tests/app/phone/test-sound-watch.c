/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sound that stops is noticed, with the real baresip and a server that still looks up.
 */
#include "app/phone/sound-watch.h"

#include "app/phone/softphone-stage.h"

static gboolean
is_silent (gpointer phone)
{
  return od_softphone_get_silent (phone);
}

static gboolean
is_heard (gpointer phone)
{
  return !od_softphone_get_silent (phone);
}

static void
on_count (OdSoftphone *phone, guint *count)
{
  (*count)++;
}

static void
test_two_seconds_without_packets_are_told (void)
{
  PhoneStage stage = { 0 };
  guint told = 0;
  gint64 begun_us;

  phone_stage_open_on_line (&stage);
  g_signal_connect (stage.phone, "silence-changed", G_CALLBACK (on_count), &told);
  phone_peer_await (stage.peer, "hears 440");
  phone_peer_say (stage.peer, "pause");
  phone_peer_await (stage.peer, "paused");
  begun_us = g_get_monotonic_time ();
  od_test_wait_until (is_silent, stage.phone, LIMIT_S, "the silence to be told");
  g_assert_cmpint (g_get_monotonic_time () - begun_us, >=, 1900 * 1000);
  g_assert_cmpint (g_get_monotonic_time () - begun_us, <, 3 * G_USEC_PER_SEC);
  g_assert_true (od_softphone_get_on_line (stage.phone));
  phone_peer_say (stage.peer, "resume");
  od_test_wait_until (is_heard, stage.phone, LIMIT_S, "the sound to be back");
  g_assert_cmpuint (told, ==, 2);
  phone_stage_close (&stage);
}

/* Nothing of a call that is over is said of the next one. */
static void
test_a_silence_ends_with_its_call (void)
{
  PhoneStage stage = { 0 };

  phone_stage_open_on_line (&stage);
  phone_peer_await (stage.peer, "hears 440");
  phone_peer_say (stage.peer, "pause");
  od_test_wait_until (is_silent, stage.phone, LIMIT_S, "the silence to be told");
  phone_peer_say (stage.peer, "hangup");
  od_test_wait_until (phone_is_off_line, stage.phone, LIMIT_S, "the leg to be down");
  g_assert_false (od_softphone_get_silent (stage.phone));
  phone_peer_say (stage.peer, "call");
  phone_peer_await (stage.peer, "answered");
  od_test_wait_until (phone_is_on_line, stage.phone, LIMIT_S, "the new leg to be up");
  g_assert_false (od_softphone_get_silent (stage.phone));
  phone_stage_close (&stage);
}

int
main (int argc, char *argv[])
{
  phone_stage_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sound-watch/told", test_two_seconds_without_packets_are_told);
  g_test_add_func ("/sound-watch/ends", test_a_silence_ends_with_its_call);
  return g_test_run ();
}
