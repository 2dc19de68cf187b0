/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From bytes to lines. A mark at the start decides; without one each line is UTF-8 if it
 * can be and Windows-1252 if not, which reads Latin-1 as well. Blocks.
 */
#include "app/intake/text-source.h"

#include <string.h>

#define SAMPLE 65536

struct _OdTextSource {
  GBufferedInputStream *stream;
  const char *encoding;
  gboolean guess;
  gboolean wide; /* was UTF-16: what comes now is UTF-8 */
  gboolean after_cr;
};

/* Windows-1252 from 0x80 to 0x9f; 0 where it has nothing. The rest is Latin-1. */
/* clang-format off */
static const guint16 windows_1252[32] = {
  0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
  0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017d, 0,
  0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
  0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178,
};
/* clang-format on */

static GBufferedInputStream *
buffer (GInputStream *stream)
{
  return G_BUFFERED_INPUT_STREAM (g_buffered_input_stream_new_sized (stream, SAMPLE));
}

/* A pipe gives what it has: it is asked until the sample is full or the end is there. */
static gboolean
fill (GBufferedInputStream *stream, GError **error)
{
  gssize n = 1;

  while (n > 0 && g_buffered_input_stream_get_available (stream) < SAMPLE)
    n = g_buffered_input_stream_fill (stream, -1, NULL, error);
  return n >= 0;
}

static GBufferedInputStream *
convert (GBufferedInputStream *stream, GConverter *converter)
{
  g_autoptr (GInputStream)
    converted = g_converter_input_stream_new (G_INPUT_STREAM (stream), converter);

  return buffer (converted);
}

static gboolean
unpack (OdTextSource *source, GError **error)
{
  gsize n;
  const guint8 *bytes = g_buffered_input_stream_peek_buffer (source->stream, &n);
  g_autoptr (GBufferedInputStream) packed = NULL;
  g_autoptr (GZlibDecompressor) unzip = NULL;

  if (n < 2 || bytes[0] != 0x1f || bytes[1] != 0x8b)
    return TRUE;
  packed = source->stream;
  unzip = g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  source->stream = convert (packed, G_CONVERTER (unzip));
  return fill (source->stream, error);
}

/* Western text without a mark has a NUL in every other byte. */
static const char *
guess_wide (const guint8 *bytes, gsize n)
{
  gsize nuls[2] = { 0, 0 };

  for (gsize i = 0; i < n; i++)
    nuls[i % 2] += bytes[i] == 0 ? 1 : 0;
  if (n < 4 || (nuls[0] + nuls[1]) * 10 < n * 3)
    return NULL;

  return nuls[1] > nuls[0] ? "UTF-16LE" : "UTF-16BE";
}

static const char *
find_encoding (OdTextSource *source, const guint8 *bytes, gsize n, gsize *mark)
{
  *mark = 3;
  if (n >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0)
    return "UTF-8";
  *mark = 2;
  if (n >= 2 && memcmp (bytes, "\xff\xfe", 2) == 0)
    return "UTF-16LE";
  if (n >= 2 && memcmp (bytes, "\xfe\xff", 2) == 0)
    return "UTF-16BE";

  *mark = 0;
  source->guess = guess_wide (bytes, n) != NULL;
  return source->guess ? guess_wide (bytes, n) : "UTF-8";
}

static gboolean
decode (OdTextSource *source, GError **error)
{
  gsize n, mark;
  const guint8 *bytes = g_buffered_input_stream_peek_buffer (source->stream, &n);
  g_autoptr (GBufferedInputStream) raw = NULL;
  g_autoptr (GCharsetConverter) converter = NULL;

  source->encoding = find_encoding (source, bytes, n, &mark);
  if (g_input_stream_skip (G_INPUT_STREAM (source->stream), mark, NULL, error) < 0)
    return FALSE;
  source->wide = g_str_has_prefix (source->encoding, "UTF-16");
  if (!source->wide)
    return TRUE;

  converter = g_charset_converter_new ("UTF-8", source->encoding, error);
  if (converter == NULL)
    return FALSE;
  g_charset_converter_set_use_fallback (converter, TRUE);
  raw = source->stream;
  source->stream = convert (raw, G_CONVERTER (converter));
  return fill (source->stream, error);
}

OdTextSource *
od_text_source_new (GInputStream *stream, GError **error)
{
  g_autoptr (OdTextSource) source = g_new0 (OdTextSource, 1);

  source->stream = buffer (stream);
  if (!fill (source->stream, error) || !unpack (source, error) || !decode (source, error))
    return NULL;

  return g_steal_pointer (&source);
}

void
od_text_source_free (OdTextSource *source)
{
  g_object_unref (source->stream);
  g_free (source);
}

char *
od_text_source_peek (OdTextSource *source)
{
  gsize n;
  const char *bytes = g_buffered_input_stream_peek_buffer (source->stream, &n);

  return g_strndup (bytes, n);
}

/* Each line by itself: a file patched together from two is read right as well. */
static void
make_utf8 (OdTextSource *source, GString *line)
{
  g_autofree char *bytes = NULL;
  gsize n = line->len;

  /* A NUL is no text in any encoding; the reader of the line finds it. */
  if (memchr (line->str, '\0', n) != NULL || g_utf8_validate (line->str, n, NULL))
    return;

  bytes = g_memdup2 (line->str, n);
  g_string_truncate (line, 0);
  for (gsize i = 0; i < n; i++) {
    guint8 byte = bytes[i];
    gunichar letter = byte >= 0x80 && byte < 0xa0 ? windows_1252[byte - 0x80] : byte;

    g_string_append_unichar (line, letter != 0 ? letter : 0xfffd);
  }
  source->encoding = "Windows-1252";
  source->guess = TRUE;
}

static void
append (GString *line, const char *bytes, gsize n, gboolean *too_long)
{
  if (line->len + n > OD_TEXT_SOURCE_MAX_LINE) {
    *too_long = TRUE;
    n = OD_TEXT_SOURCE_MAX_LINE - line->len;
  }
  g_string_append_len (line, bytes, n);
}

static gsize
find_end (const char *bytes, gsize n)
{
  gsize i = 0;

  while (i < n && bytes[i] != '\n' && bytes[i] != '\r')
    i++;
  return i;
}

static void
skip (OdTextSource *source, gsize n)
{
  /* It is in the buffer: this cannot fail. */
  g_input_stream_skip (G_INPUT_STREAM (source->stream), n, NULL, NULL);
}

gboolean
od_text_source_read_line (OdTextSource *source,
                          GString *line,
                          gboolean *too_long,
                          GError **error)
{
  gboolean any = FALSE;

  g_string_truncate (line, 0);
  *too_long = FALSE;
  while (TRUE) {
    gsize n, end;
    const char *bytes;

    if (g_buffered_input_stream_get_available (source->stream) == 0) {
      gssize got = g_buffered_input_stream_fill (source->stream, -1, NULL, error);

      if (got <= 0) {
        make_utf8 (source, line);
        return got == 0 && any;
      }
    }
    bytes = g_buffered_input_stream_peek_buffer (source->stream, &n);
    if (source->after_cr && bytes[0] == '\n') {
      source->after_cr = FALSE;
      skip (source, 1);
      continue;
    }
    source->after_cr = FALSE;
    any = TRUE;
    end = find_end (bytes, n);
    append (line, bytes, end, too_long);
    if (end < n) {
      source->after_cr = bytes[end] == '\r';
      skip (source, end + 1);
      make_utf8 (source, line);
      return TRUE;
    }
    skip (source, n);
  }
}

const char *
od_text_source_get_encoding (OdTextSource *source)
{
  return source->encoding;
}

gboolean
od_text_source_is_guess (OdTextSource *source)
{
  return source->guess;
}
