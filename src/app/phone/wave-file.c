/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Makes the sound an agent without a microphone says. Promises to refuse, with a
 * sentence, what baresip would refuse silently in the middle of a call.
 */
#include "app/phone/wave-file.h"

#include "app/phone/phone-error.h"

#include <glib/gi18n.h>
#include <string.h>

#define SAMPLE_RATE      8000
#define BYTES_PER_SECOND (SAMPLE_RATE * 2)
#define HEADER_SIZE      44
#define CHUNK_HEAD       8
#define MAX_SECONDS      600 /* baresip keeps the whole file in memory */
#define KIND_PCM         1

static guint32
read_u32 (const guint8 *at)
{
  return (guint32) at[0] | (guint32) at[1] << 8 | (guint32) at[2] << 16
         | (guint32) at[3] << 24;
}

static guint16
read_u16 (const guint8 *at)
{
  return (guint16) (at[0] | at[1] << 8);
}

/* Finds a RIFF chunk's content. %NULL: there is none. */
static const guint8 *
find_chunk (const guint8 *file, gsize size, const char *name, gsize *length)
{
  gsize at = 12;

  while (at + CHUNK_HEAD <= size) {
    gsize claimed = read_u32 (file + at + 4);

    *length = MIN (claimed, size - at - CHUNK_HEAD);
    if (memcmp (file + at, name, 4) == 0)
      return file + at + CHUNK_HEAD;
    at += CHUNK_HEAD + *length + (*length & 1);
  }
  return NULL;
}

static gboolean
is_our_kind (const guint8 *file, gsize size)
{
  gsize length = 0;
  const guint8 *format;

  if (size < HEADER_SIZE || memcmp (file, "RIFF", 4) != 0
      || memcmp (file + 8, "WAVE", 4) != 0)
    return FALSE;
  format = find_chunk (file, size, "fmt ", &length);
  return format != NULL && length >= 16 && read_u16 (format) == KIND_PCM
         && read_u16 (format + 2) == 1 && read_u32 (format + 4) == SAMPLE_RATE
         && read_u16 (format + 14) == 16;
}

/* Returns: (transfer full): the samples of @source; %NULL with @error set */
static GByteArray *
load_samples (const char *source, GError **error)
{
  g_autofree char *file = NULL;
  g_autoptr (GError) local = NULL;
  const guint8 *data;
  GByteArray *samples;
  gsize size = 0, length = 0;

  if (!g_file_get_contents (source, &file, &size, &local)) {
    g_set_error (error, OD_PHONE_ERROR, OD_PHONE_ERROR_BAD_SOUND,
                 _ ("The sound file cannot be read: %s"), local->message);
    return NULL;
  }
  data = is_our_kind ((guint8 *) file, size)
           ? find_chunk ((guint8 *) file, size, "data", &length)
           : NULL;
  if (data == NULL || length < 2) {
    g_set_error (error, OD_PHONE_ERROR, OD_PHONE_ERROR_BAD_SOUND,
                 _ ("%s is not a WAV file of 8 kHz, one channel, 16 bit: convert it"),
                 source);
    return NULL;
  }
  samples = g_byte_array_new ();
  length = MIN (length, (gsize) MAX_SECONDS * BYTES_PER_SECOND) & ~(gsize) 1;
  return g_byte_array_append (samples, data, (guint) length);
}

static void
write_u32 (guint8 *at, guint32 value)
{
  for (int i = 0; i < 4; i++)
    at[i] = (guint8) (value >> (8 * i));
}

static GByteArray *
new_file (guint32 data_size)
{
  /* clang-format off */
  static const guint8 head[HEADER_SIZE] = {
    'R', 'I', 'F', 'F', 0, 0, 0, 0, 'W', 'A', 'V', 'E',
    'f', 'm', 't', ' ', 16, 0, 0, 0, KIND_PCM, 0, 1, 0,
    SAMPLE_RATE & 0xff, SAMPLE_RATE >> 8, 0, 0,
    BYTES_PER_SECOND & 0xff, BYTES_PER_SECOND >> 8, 0, 0, 2, 0, 16, 0,
    'd', 'a', 't', 'a',
  };
  /* clang-format on */
  GByteArray *file = g_byte_array_sized_new (HEADER_SIZE + data_size);

  g_byte_array_append (file, head, HEADER_SIZE);
  write_u32 (file->data + 4, HEADER_SIZE - CHUNK_HEAD + data_size);
  write_u32 (file->data + 40, data_size);
  return file;
}

gboolean
od_wave_file_write_loop (const char *source,
                         const char *target,
                         guint least_seconds,
                         guint *seconds,
                         GError **error)
{
  g_autoptr (GByteArray) samples = NULL;
  g_autoptr (GByteArray) file = NULL;
  guint32 least = least_seconds * BYTES_PER_SECOND, times, size;

  if (source == NULL) {
    samples = g_byte_array_new ();
    g_byte_array_set_size (samples, BYTES_PER_SECOND);
    memset (samples->data, 0, samples->len);
  } else if ((samples = load_samples (source, error)) == NULL) {
    return FALSE;
  }

  times = MAX (1, (least + samples->len - 1) / samples->len);
  size = times * samples->len;
  file = new_file (size);
  for (guint32 i = 0; i < times; i++)
    g_byte_array_append (file, samples->data, samples->len);
  *seconds = size / BYTES_PER_SECOND;
  return g_file_set_contents (target, (char *) file->data, file->len, error);
}
