/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tones: whole periods, and what the softphone can say.
 */
#include "robot/tone-file.h"

#include "app/phone/wave-file.h"
#include "support/waiting.h"

static void
test_a_tone_swings_as_often_as_it_should (void)
{
  char *folder = od_test_scratch_dir ();
  g_autofree char *path = g_build_filename (folder, "tone.wav", NULL);
  g_autofree char *looped = g_build_filename (folder, "looped.wav", NULL);
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  const gint16 *samples;
  guint swings = 0;
  guint seconds;
  gsize n;

  g_assert_true (od_tone_file_write (path, 440, NULL));
  g_assert_true (g_file_get_contents (path, &bytes, &n, NULL));
  g_assert_cmpuint (n, ==, 44 + 16000);
  samples = (const gint16 *) (bytes + 44);
  for (guint i = 1; i < 8000; i++)
    swings += GINT16_FROM_LE (samples[i - 1]) < 0 && GINT16_FROM_LE (samples[i]) >= 0;
  /* The last swing ends where the loop begins. */
  g_assert_cmpuint (swings, ==, 439);

  od_wave_file_write_loop (path, looped, 2, &seconds, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (seconds, >=, 2);
  od_test_remove_dir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tone-file/swings", test_a_tone_swings_as_often_as_it_should);
  return g_test_run ();
}
