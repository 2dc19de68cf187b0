/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One unbroken stream, whatever the clock and the speakers do. The clock is given.
 */
#include "daemon/switch/rtp-stream.h"

#define MS 1000
#define PT 0

typedef struct {
  OdRtpStream stream;
  OdRtpPacket last; /* the last header written */
  guint sent;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  /* Close to both wraps, so that every test crosses them. */
  od_rtp_stream_start (&f->stream, 0xfeedbeef, 65530, 0xffffff00, 0);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
}

/* Sends one frame and checks that it follows the last. */
static void
send_frame (Fixture *f, gboolean live)
{
  guint8 packet[OD_RTP_HEADER + 1] = { 0 };
  OdRtpPacket now;

  od_rtp_stream_next (&f->stream, PT, OD_RTP_FRAME, live, packet);
  g_assert_true (od_rtp_packet_parse (&now, packet, sizeof (packet)));
  g_assert_cmpuint (now.ssrc, ==, 0xfeedbeef);
  if (f->sent > 0) {
    g_assert_cmpuint (now.seq, ==, (guint16) (f->last.seq + 1));
    g_assert_cmpuint (now.ts, ==, (guint32) (f->last.ts + OD_RTP_FRAME));
  } else {
    g_assert_cmpuint (now.seq, ==, 65530);
    g_assert_cmpuint (now.ts, ==, 0xffffff00);
  }
  f->last = now;
  f->sent++;
}

/* One tick: silence that is due. */
static guint
tick (Fixture *f, gboolean live, gint64 now_us)
{
  guint due = od_rtp_stream_due (&f->stream, live, now_us);

  for (guint i = 0; i < due; i++)
    send_frame (f, FALSE);
  return due;
}

/* One live packet: whether there was room for it. */
static gboolean
relay (Fixture *f, gint64 now_us)
{
  if (!od_rtp_stream_has_room (&f->stream, now_us))
    return FALSE;

  send_frame (f, TRUE);
  f->stream.live_at_us = now_us;
  return TRUE;
}

static void
test_silence_keeps_the_clock (Fixture *f, gconstpointer data)
{
  for (gint64 t = 0; t <= 1000; t += 20)
    g_assert_cmpuint (tick (f, FALSE, t * MS), ==, t == 0 ? 0 : 1);
  g_assert_cmpuint (f->sent, ==, 50);
}

static void
test_a_late_tick_catches_up (Fixture *f, gconstpointer data)
{
  g_assert_cmpuint (tick (f, FALSE, 100 * MS), ==, 5);
  g_assert_cmpuint (tick (f, FALSE, 100 * MS), ==, 0);
}

static void
test_a_long_stall_is_not_made_up_for (Fixture *f, gconstpointer data)
{
  g_assert_cmpuint (tick (f, FALSE, 60000 * MS), ==, 1);
  g_assert_cmpuint (tick (f, FALSE, 60020 * MS), ==, 1);
  g_assert_cmpuint (tick (f, FALSE, 60040 * MS), ==, 1);
}

static void
test_live_audio_needs_no_silence (Fixture *f, gconstpointer data)
{
  for (gint64 t = 20; t <= 2000; t += 20) {
    g_assert_true (relay (f, t * MS - 7 * MS));
    g_assert_cmpuint (tick (f, TRUE, t * MS), ==, 0);
  }
  g_assert_cmpuint (f->sent, ==, 100);
}

static void
test_a_gap_is_filled_after_60_ms (Fixture *f, gconstpointer data)
{
  relay (f, 20 * MS);
  g_assert_cmpuint (tick (f, TRUE, 40 * MS), ==, 0);
  g_assert_cmpuint (tick (f, TRUE, 60 * MS), ==, 0);
  g_assert_cmpuint (tick (f, TRUE, 80 * MS), ==, 0);
  g_assert_cmpuint (tick (f, TRUE, 100 * MS), ==, 4);
  g_assert_cmpuint (tick (f, TRUE, 120 * MS), ==, 1);
}

static void
test_a_fast_sender_is_held_at_100_ms (Fixture *f, gconstpointer data)
{
  guint dropped = 0;

  /* 1 % fast for 20 s: ten packets too many, five of which fit. */
  for (guint i = 0; i < 1010; i++) {
    gint64 now_us = 20 * MS + (gint64) i * 20 * MS * 100 / 101;

    dropped += !relay (f, now_us);
  }
  g_assert_cmpuint (dropped, >=, 3);
  g_assert_cmpuint (dropped, <=, 6);
}

static void
test_loss_is_made_up_for (Fixture *f, gconstpointer data)
{
  guint filled = 0;

  /* Every tenth packet is lost for 20 s: a hundred. */
  for (guint i = 1; i <= 1000; i++) {
    if (i % 10 != 0)
      relay (f, i * 20 * MS);
    filled += tick (f, TRUE, i * 20 * MS);
  }
  g_assert_cmpuint (filled, >=, 90);
  g_assert_cmpuint (filled, <=, 100);
}

static void
test_the_mark_waits_for_live_audio (Fixture *f, gconstpointer data)
{
  tick (f, FALSE, 20 * MS);
  g_assert_false (f->last.marker);
  relay (f, 40 * MS);
  g_assert_true (f->last.marker);
  relay (f, 60 * MS);
  g_assert_false (f->last.marker);
}

static void
test_a_key_takes_numbers_but_no_time (Fixture *f, gconstpointer data)
{
  guint8 header[OD_RTP_HEADER + 1] = { 0 };
  OdRtpPacket key;

  send_frame (f, TRUE);
  od_rtp_stream_next_event (&f->stream, 101, 4711, TRUE, header);
  g_assert_true (od_rtp_packet_parse (&key, header, sizeof (header)));
  g_assert_cmpuint (key.pt, ==, 101);
  g_assert_cmpuint (key.ts, ==, 4711);
  g_assert_cmpuint (key.seq, ==, (guint16) (f->last.seq + 1));
  f->last.seq = key.seq;
  send_frame (f, TRUE);
}

#define TEST(name, func)                                                                 \
  g_test_add ("/rtp-stream/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  TEST ("silence", test_silence_keeps_the_clock);
  TEST ("late-tick", test_a_late_tick_catches_up);
  TEST ("stall", test_a_long_stall_is_not_made_up_for);
  TEST ("live", test_live_audio_needs_no_silence);
  TEST ("gap", test_a_gap_is_filled_after_60_ms);
  TEST ("fast", test_a_fast_sender_is_held_at_100_ms);
  TEST ("loss", test_loss_is_made_up_for);
  TEST ("mark", test_the_mark_waits_for_live_audio);
  TEST ("key", test_a_key_takes_numbers_but_no_time);
  return g_test_run ();
}
