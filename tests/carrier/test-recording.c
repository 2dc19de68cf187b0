/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A recording is a valid WAV at every moment, not only in the end.
 */
#include "carrier/recording.h"

#include "support/waiting.h"

#include <rem.h>

/* How many samples a reader finds in the file now. */
static gsize
readable (const char *path)
{
  struct aufile_prm prm = { 0 };
  struct aufile *file;
  gint16 sampv[20000];
  size_t n = sizeof (sampv);

  g_assert_cmpint (aufile_open (&file, &prm, path, AUFILE_READ), ==, 0);
  g_assert_cmpuint (prm.srate, ==, 8000);
  g_assert_cmpuint (prm.channels, ==, 1);
  g_assert_cmpint (prm.fmt, ==, AUFMT_S16LE);
  g_assert_cmpint (aufile_read (file, (uint8_t *) sampv, &n), ==, 0);
  mem_deref (file);
  for (gsize i = 0; i < n / 2; i++)
    g_assert_cmpint (sampv[i], ==, i % 2 ? -2 : 1);

  return n / 2;
}

/* The recorder's thread says nothing when it is done: the file is looked at again. */
static gboolean
has_a_second (gpointer path)
{
  return readable (path) == 8000;
}

static gboolean
on_look (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static void
test_a_file_is_valid_after_every_second (void)
{
  char *dir = od_test_scratch_dir ();
  g_autofree char *path = g_build_filename (dir, "a.wav", NULL);
  guint look = g_timeout_add (10, on_look, NULL);
  struct od_recorder *recorder;
  struct od_recording *rec;
  gint16 sampv[160];

  for (gsize i = 0; i < G_N_ELEMENTS (sampv); i++)
    sampv[i] = i % 2 ? -2 : 1;
  g_assert_cmpint (od_recorder_alloc (&recorder), ==, 0);
  g_assert_cmpint (od_recording_alloc (&rec, recorder, path), ==, 0);
  for (guint i = 0; i < 51; i++)
    g_assert_cmpint (od_recording_add (rec, sampv, 160), ==, 0);

  g_assert_cmpuint (od_recording_length (rec), ==, 51 * 160);
  /* as a killed process leaves it */
  od_test_wait_until (has_a_second, path, 20, "a second in the file");
  mem_deref (rec);
  mem_deref (recorder);
  g_assert_cmpuint (readable (path), ==, 51 * 160);
  g_source_remove (look);
  od_test_remove_dir (dir);
}

static void
test_a_folder_that_is_not_there_is_an_error (void)
{
  struct od_recording *rec = NULL;
  struct od_recorder *recorder;

  g_assert_cmpint (od_recorder_alloc (&recorder), ==, 0);
  g_assert_cmpint (od_recording_alloc (&rec, recorder, "/nowhere/a.wav"), ==, ENOENT);
  g_assert_null (rec);
  mem_deref (recorder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recording/valid", test_a_file_is_valid_after_every_second);
  g_test_add_func ("/recording/nowhere", test_a_folder_that_is_not_there_is_an_error);

  return g_test_run ();
}
