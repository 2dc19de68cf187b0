/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sound an agent without a microphone says.
 */
#include "app/phone/wave-file.h"

#include "app/phone/phone-error.h"
#include "support/waiting.h"

#include <string.h>

#define HEAD "RIFF\0\0\0\0WAVE"

typedef struct {
  const char *name;
  const char *bytes;
  gsize length;
  guint seconds; /* with at least 2; 0: refused */
} Case;

#define CASE(name, bytes, seconds)                                                       \
  {                                                                                      \
    name, bytes, sizeof bytes - 1, seconds                                               \
  }
#define GOOD   "fmt \20\0\0\0\1\0\1\0\x40\x1f\0\0\x80\x3e\0\0\2\0\20\0"
#define STEREO "fmt \20\0\0\0\1\0\2\0\x40\x1f\0\0\0\x7d\0\0\4\0\20\0"
#define WIDE   "fmt \20\0\0\0\1\0\1\0\x80\xbb\0\0\0\x77\1\0\2\0\20\0"
#define MULAW  "fmt \20\0\0\0\7\0\1\0\x40\x1f\0\0\x40\x1f\0\0\1\0\10\0"

/* clang-format off */
static const Case cases[] = {
  CASE ("good",           HEAD GOOD "data\4\0\0\0abcd",                 2),
  CASE ("extra chunk",    HEAD "LIST\3\0\0\0xyz\0" GOOD "data\4\0\0\0abcd", 2),
  CASE ("cut short",      HEAD GOOD "data\377\377\377\177abcd",         2),
  CASE ("odd length",     HEAD GOOD "data\5\0\0\0abcde",                2),
  CASE ("no samples",     HEAD GOOD "data\0\0\0\0",                     0),
  CASE ("no data",        HEAD GOOD,                                    0),
  CASE ("stereo",         HEAD STEREO "data\4\0\0\0abcd",               0),
  CASE ("48 kHz",         HEAD WIDE "data\4\0\0\0abcd",                 0),
  CASE ("mu-law",         HEAD MULAW "data\4\0\0\0abcd",                0),
  CASE ("no format",      HEAD "data\4\0\0\0abcdabcdabcdabcdabcdabcd",  0),
  CASE ("huge chunk",     HEAD "LIST\377\377\377\377xxxxxxxxxxxxxxxxxxxxxxxxxx", 0),
  CASE ("not a WAV file", "ID3 or so, but surely no RIFF file at all, is it?", 0),
  CASE ("empty",          "",                                           0),
};
/* clang-format on */

static void
test_only_what_baresip_can_say_passes (gconstpointer data)
{
  const Case *c = data;
  char *dir = od_test_scratch_dir ();
  g_autofree char *source = g_build_filename (dir, "in.wav", NULL);
  g_autofree char *target = g_build_filename (dir, "out.wav", NULL);
  g_autofree char *made = NULL;
  g_autoptr (GError) error = NULL;
  guint seconds = 0;
  gsize size;

  g_assert_true (g_file_set_contents (source, c->bytes, (gssize) c->length, NULL));
  if (od_wave_file_write_loop (source, target, 2, &seconds, &error)) {
    g_assert_cmpuint (seconds, ==, c->seconds);
    g_assert_true (g_file_get_contents (target, &made, &size, NULL));
    g_assert_cmpuint (size, ==, 44 + 2 * 16000);
    g_assert_cmpmem (made + 44, 8, "abcdabcd", 8);
    g_assert_cmpmem (made + 40, 4, "\0\175\0\0", 4);
  } else {
    g_assert_cmpuint (c->seconds, ==, 0);
    g_assert_error (error, OD_PHONE_ERROR, OD_PHONE_ERROR_BAD_SOUND);
    g_assert_nonnull (strstr (error->message, source));
  }
  od_test_remove_dir (dir);
}

static void
test_no_source_is_silence (void)
{
  char *dir = od_test_scratch_dir ();
  g_autofree char *target = g_build_filename (dir, "out.wav", NULL), *made = NULL;
  guint seconds = 0;
  gsize size;

  g_assert_true (od_wave_file_write_loop (NULL, target, 3, &seconds, NULL));
  g_assert_cmpuint (seconds, ==, 3);
  g_assert_true (g_file_get_contents (target, &made, &size, NULL));
  g_assert_cmpuint (size, ==, 44 + 3 * 16000);
  for (gsize i = 44; i < size; i++)
    g_assert_cmpint (made[i], ==, 0);
  od_test_remove_dir (dir);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/wave-file/", cases[i].name, NULL);
    g_test_add_data_func (path, &cases[i], test_only_what_baresip_can_say_passes);
  }
  g_test_add_func ("/wave-file/silence", test_no_source_is_silence);
  return g_test_run ();
}
