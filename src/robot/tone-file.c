/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a pretend agent says when it has no recording. Whole periods fit in the second, so
 * that it can be repeated without a click.
 */
#include "robot/tone-file.h"

#include <math.h>
#include <string.h>

#define SAMPLE_RATE 8000
#define LOUDNESS    8000.0 /* of 32767: as loud as speech */

static void
put (GByteArray *bytes, guint32 value, guint size)
{
  for (guint i = 0; i < size; i++) {
    guint8 byte = value >> (8 * i);

    g_byte_array_append (bytes, &byte, 1);
  }
}

static void
put_header (GByteArray *bytes)
{
  guint32 size = SAMPLE_RATE * 2;

  g_byte_array_append (bytes, (const guint8 *) "RIFF", 4);
  put (bytes, 36 + size, 4);
  g_byte_array_append (bytes, (const guint8 *) "WAVEfmt ", 8);
  put (bytes, 16, 4);
  put (bytes, 1, 2); /* PCM */
  put (bytes, 1, 2); /* one channel */
  put (bytes, SAMPLE_RATE, 4);
  put (bytes, SAMPLE_RATE * 2, 4);
  put (bytes, 2, 2);
  put (bytes, 16, 2);
  g_byte_array_append (bytes, (const guint8 *) "data", 4);
  put (bytes, size, 4);
}

gboolean
od_tone_file_write (const char *path, guint hz, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  put_header (bytes);
  for (guint i = 0; i < SAMPLE_RATE; i++)
    put (bytes, (guint16) (gint16) (LOUDNESS * sin (2 * G_PI * hz * i / SAMPLE_RATE)), 2);

  return g_file_set_contents (path, (const char *) bytes->data, bytes->len, error);
}
