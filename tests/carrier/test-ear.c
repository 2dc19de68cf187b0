/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An ear is fed packets by hand: keys, pauses, strangers.
 */
#include "carrier/ear.h"

#include "support/waiting.h"

#include <rem.h>
#include <string.h>

typedef struct {
  struct od_ear *ear;
  GString *keys;
  guint firsts;
} Fixture;

static void
on_first (void *arg)
{
  ((Fixture *) arg)->firsts++;
}

static void
on_digit (char digit, void *arg)
{
  g_string_append_c (((Fixture *) arg)->keys, digit);
}

static void
set_up (Fixture *f, struct od_recording *recording)
{
  f->keys = g_string_new (NULL);
  f->firsts = 0;
  g_assert_cmpint (od_ear_alloc (&f->ear, recording, 1000000, on_first, on_digit, f), ==,
                   0);
}

static void
tear_down (Fixture *f)
{
  f->ear = mem_deref (f->ear);
  g_string_free (f->keys, TRUE);
}

static void
feed (Fixture *f, guint8 pt, guint32 ts, const void *payload, gsize n, gint64 now_us)
{
  struct rtp_header hdr = { .ver = RTP_VERSION, .pt = pt, .ts = ts, .ssrc = 1 };
  struct mbuf *mb = mbuf_alloc (64);

  g_assert_cmpint (rtp_hdr_encode (mb, &hdr), ==, 0);
  if (n > 0)
    g_assert_cmpint (mbuf_write_mem (mb, payload, n), ==, 0);
  mb->pos = 0;
  od_ear_hear (f->ear, mb, 101, now_us);
  mem_deref (mb);
}

static void
test_every_key_is_told_once (void)
{
  Fixture f;

  set_up (&f, NULL);
  for (guint8 key = 0; key < 18; key++) { /* 16 keys; 16 and 17 are none */
    const guint8 down[] = { key, 0x0a, 0, 160 };
    const guint8 up[] = { key, 0x8a, 1, 64 };

    feed (&f, 101, key * 1000, down, sizeof (down), 0);
    for (guint i = 0; i < 3; i++)
      feed (&f, 101, key * 1000, up, sizeof (up), 0);
    feed (&f, 96, key * 1000 + 500, up, sizeof (up), 0); /* not our event type */
    feed (&f, 101, key * 1000 + 600, up, 3, 0);          /* cut off */
  }
  g_assert_cmpstr (f.keys->str, ==, "0123456789*#ABCD");
  tear_down (&f);
}

static void
test_silence_is_counted_from_the_last_packet (void)
{
  const guint8 sound[160] = { 0 };
  Fixture f;

  set_up (&f, NULL);
  g_assert_cmpint (od_ear_silent_us (f.ear, 1500000), ==, 500000);
  feed (&f, 0, 0, sound, sizeof (sound), 2000000);
  g_assert_cmpint (od_ear_silent_us (f.ear, 2700000), ==, 700000);
  od_ear_excuse (f.ear, 2600000);
  g_assert_cmpint (od_ear_silent_us (f.ear, 2700000), ==, 100000);
  feed (&f, 0, 160, sound, sizeof (sound), 2700000);
  g_assert_cmpuint (od_ear_packets (f.ear), ==, 2);
  g_assert_cmpuint (f.firsts, ==, 1);
  tear_down (&f);
}

static void
test_what_is_not_rtp_is_not_heard (void)
{
  struct mbuf *mb = mbuf_alloc (64);
  Fixture f;

  set_up (&f, NULL);
  mbuf_write_str (mb, "hello");
  mb->pos = 0;
  od_ear_hear (f.ear, mb, 101, 9000000);
  g_assert_cmpuint (od_ear_packets (f.ear), ==, 0);
  g_assert_cmpint (od_ear_silent_us (f.ear, 2000000), ==, 1000000);
  mem_deref (mb);
  tear_down (&f);
}

/* Answer at 1 s; first sound at 1.12 s, so after 100 ms of silence; then a pause of
 * one packet by the timestamps; then one that comes twice. */
static void
test_a_recording_is_a_time_line (void)
{
  char *dir = od_test_scratch_dir ();
  g_autofree char *path = g_build_filename (dir, "a.wav", NULL);
  struct aufile_prm prm = { 0 };
  struct od_recorder *recorder;
  struct od_recording *recording;
  struct aufile *file;
  guint8 sound[160];
  gint16 sampv[4000];
  size_t n = sizeof (sampv);
  Fixture f;

  memset (sound, 0x80, sizeof (sound)); /* the loudest there is: 32124 */
  g_assert_cmpint (od_recorder_alloc (&recorder), ==, 0);
  g_assert_cmpint (od_recording_alloc (&recording, recorder, path), ==, 0);
  set_up (&f, recording);
  feed (&f, 0, 5000, sound, sizeof (sound), 1120000);
  feed (&f, 0, 5320, sound, sizeof (sound), 1160000);
  feed (&f, 0, 5320, sound, sizeof (sound), 1160000);
  tear_down (&f);
  mem_deref (recorder); /* it is all written now */

  g_assert_cmpint (aufile_open (&file, &prm, path, AUFILE_READ), ==, 0);
  g_assert_cmpint (aufile_read (file, (uint8_t *) sampv, &n), ==, 0);
  g_assert_cmpuint (n / 2, ==, 800 + 3 * 160);
  for (gsize i = 0; i < n / 2; i++) {
    gboolean loud = (i >= 800 && i < 960) || i >= 1120;

    g_assert_cmpint (sampv[i], ==, loud ? 32124 : 0);
  }
  mem_deref (file);
  od_test_remove_dir (dir);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ear/keys", test_every_key_is_told_once);
  g_test_add_func ("/ear/silence", test_silence_is_counted_from_the_last_packet);
  g_test_add_func ("/ear/strangers", test_what_is_not_rtp_is_not_heard);
  g_test_add_func ("/ear/time-line", test_a_recording_is_a_time_line);

  return g_test_run ();
}
