/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Voices are heard with Goertzel's ear.
 */
#include "carrier/voice.h"

#include "carrier/tone-share.h"
#include "support/waiting.h"

enum { RATE = OD_VOICE_RATE };

static void
speak (const struct od_voice *voice, uint64_t frame, int16_t *sampv, size_t frames)
{
  for (size_t i = 0; i < frames; i++)
    od_voice_frame (voice, frame + i, sampv + i * OD_VOICE_FRAME);
}

static void
test_a_tone_is_that_tone_for_ever (void)
{
  const uint32_t hertz[] = { 50, 350, 440, 1000, 3900 };

  for (gsize i = 0; i < G_N_ELEMENTS (hertz); i++) {
    struct od_voice *voice;
    int16_t sampv[RATE];

    g_assert_cmpint (od_voice_alloc_tone (&voice, hertz[i]), ==, 0);
    speak (voice, 30, sampv, 50); /* over the seam of the loop */
    g_assert_cmpfloat (tone_share (sampv, RATE, hertz[i]), >, 0.99);
    g_assert_cmpfloat (tone_share (sampv, RATE, hertz[i] + 20), <, 0.01);
    mem_deref (voice);
  }
}

static void
test_a_tone_out_of_range_is_refused (void)
{
  struct od_voice *voice = NULL;

  g_assert_cmpint (od_voice_alloc_tone (&voice, 49), ==, EINVAL);
  g_assert_cmpint (od_voice_alloc_tone (&voice, 3901), ==, EINVAL);
  g_assert_null (voice);
}

static void
test_silence_is_silent (void)
{
  struct od_voice *voice;
  int16_t sampv[OD_VOICE_FRAME] = { 1 };

  g_assert_cmpint (od_voice_alloc_silence (&voice), ==, 0);
  speak (voice, 12345, sampv, 1);
  for (gsize i = 0; i < OD_VOICE_FRAME; i++)
    g_assert_cmpint (sampv[i], ==, 0);
  mem_deref (voice);
}

static void
test_a_machine_greets_beeps_and_is_silent (void)
{
  struct od_voice *tone, *machine;
  int16_t sampv[RATE];
  double energy = 0;

  g_assert_cmpint (od_voice_alloc_tone (&tone, 300), ==, 0);
  g_assert_cmpint (od_voice_alloc_machine (&machine, tone), ==, 0);
  mem_deref (tone);

  speak (machine, 0, sampv, 15); /* the first word: 300 ms */
  g_assert_cmpfloat (tone_share (sampv, 15 * OD_VOICE_FRAME, 300), >, 0.99);
  speak (machine, 15, sampv, 5); /* a gap: 100 ms */
  for (gsize i = 0; i < 5 * OD_VOICE_FRAME; i++)
    g_assert_cmpint (sampv[i], ==, 0);
  speak (machine, 140, sampv, 25); /* after 2.8 s the beep */
  g_assert_cmpfloat (tone_share (sampv, 25 * OD_VOICE_FRAME, 1000), >, 0.99);
  speak (machine, 165, sampv, 50); /* from 3.3 s on, nothing */
  for (gsize i = 0; i < RATE; i++)
    energy += sampv[i] * sampv[i];
  g_assert_cmpfloat (energy, ==, 0);
  mem_deref (machine);
}

static char *
write_wav (const char *dir,
           const char *name,
           uint32_t rate,
           const int16_t *sampv,
           gsize n)
{
  char *path = g_build_filename (dir, name, NULL);
  struct aufile_prm prm = { .srate = rate, .channels = 1, .fmt = AUFMT_S16LE };
  struct aufile *file;

  g_assert_cmpint (aufile_open (&file, &prm, path, AUFILE_WRITE), ==, 0);
  if (n > 0)
    g_assert_cmpint (aufile_write (file, (const uint8_t *) sampv, n * 2), ==, 0);
  mem_deref (file);

  return path;
}

static void
test_a_wav_is_said_again_and_again (void)
{
  char *dir = od_test_scratch_dir ();
  const int16_t sampv[] = { 100, -200, INT16_MIN };
  g_autofree char *path = write_wav (dir, "a.wav", RATE, sampv, G_N_ELEMENTS (sampv));
  struct od_voice *voice;
  int16_t heard[OD_VOICE_FRAME];

  g_assert_cmpint (od_voice_alloc_wav (&voice, path), ==, 0);
  speak (voice, 1, heard, 1); /* sample 160 is 160 mod 3 = 1 */
  g_assert_cmpint (heard[0], ==, -200);
  g_assert_cmpint (heard[1], ==, -32767); /* G.711 tables end there */
  g_assert_cmpint (heard[2], ==, 100);
  mem_deref (voice);
  od_test_remove_dir (dir);
}

static void
test_a_wav_of_another_kind_is_refused (void)
{
  char *dir = od_test_scratch_dir ();
  const int16_t sampv[] = { 1, 2 };
  g_autofree char *wide = write_wav (dir, "wide.wav", 16000, sampv, 2);
  g_autofree char *empty = write_wav (dir, "empty.wav", RATE, sampv, 0);
  g_autofree char *none = g_build_filename (dir, "none.wav", NULL);
  struct od_voice *voice = NULL;

  g_assert_cmpint (od_voice_alloc_wav (&voice, wide), ==, EPROTO);
  g_assert_cmpint (od_voice_alloc_wav (&voice, empty), ==, ENODATA);
  g_assert_cmpint (od_voice_alloc_wav (&voice, none), ==, ENOENT);
  g_assert_null (voice);
  od_test_remove_dir (dir);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/voice/tone", test_a_tone_is_that_tone_for_ever);
  g_test_add_func ("/voice/range", test_a_tone_out_of_range_is_refused);
  g_test_add_func ("/voice/silence", test_silence_is_silent);
  g_test_add_func ("/voice/machine", test_a_machine_greets_beeps_and_is_silent);
  g_test_add_func ("/voice/wav", test_a_wav_is_said_again_and_again);
  g_test_add_func ("/voice/wav-refused", test_a_wav_of_another_kind_is_refused);

  return g_test_run ();
}
