/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bytes of any kind become lines.
 */
#include "app/intake/text-source.h"

#include <string.h>

/* clang-format off */
static const struct {
  const char *name;
  const char *bytes;
  gsize n; /* 0: up to the NUL */
  const char *lines; /* each followed by | */
  const char *encoding;
  gboolean guess;
} cases[] = {
  { "lf",         "a\nb\n",                 0, "a|b|",         "UTF-8" },
  { "crlf",       "a\r\nb\r\n",             0, "a|b|",         "UTF-8" },
  { "cr",         "a\rb\r",                 0, "a|b|",         "UTF-8" },
  { "mixed",      "a\r\n\nb\r\rc",          0, "a||b||c|",     "UTF-8" },
  { "no-end",     "a\nb",                   0, "a|b|",         "UTF-8" },
  { "empty",      "\0",                     0, "",             "UTF-8" },
  { "utf-8",      "J\xc3\xbcrgen\n",        0, "J\xc3\xbcrgen|", "UTF-8" },
  { "utf-8-mark", "\xef\xbb\xbf" "a\n",     0, "a|",           "UTF-8" },
  { "latin-1",    "J\xfcrgen\n",            0, "J\xc3\xbcrgen|", "Windows-1252", TRUE },
  { "euro",       "\x80\n",                 0, "\xe2\x82\xac|", "Windows-1252", TRUE },
  { "no-letter",  "\x81\n",                 0, "\xef\xbf\xbd|", "Windows-1252", TRUE },
  { "two-kinds",  "\xc3\xbc\n\xfc\n",       0, "\xc3\xbc|\xc3\xbc|", "Windows-1252", TRUE },
  { "utf-16-le",  "\xff\xfe" "a\0\xfc\0\n\0", 8, "a\xc3\xbc|", "UTF-16LE" },
  { "utf-16-be",  "\xfe\xff\0a\0\xfc\0\r\0\n\0b", 12, "a\xc3\xbc|b|", "UTF-16BE" },
  { "no-mark-le", "a\0b\0c\0\n\0",          8, "abc|",         "UTF-16LE", TRUE },
};
/* clang-format on */

/* Gives one byte at a time: every boundary is met. */
static GInputStream *
drip (const char *bytes, gsize n)
{
  GInputStream *stream = g_memory_input_stream_new ();

  for (gsize i = 0; i < n; i++)
    g_memory_input_stream_add_data (G_MEMORY_INPUT_STREAM (stream),
                                    g_memdup2 (bytes + i, 1), 1, g_free);
  return stream;
}

static void
check (GInputStream *stream, const char *lines, const char *encoding, gboolean guess)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdTextSource) source = od_text_source_new (stream, &error);
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (GString) all = g_string_new (NULL);
  gboolean too_long;

  g_assert_no_error (error);
  while (od_text_source_read_line (source, line, &too_long, &error)) {
    g_assert_false (too_long);
    g_string_append_printf (all, "%s|", line->str);
  }
  g_assert_no_error (error);
  g_assert_cmpstr (all->str, ==, lines);
  g_assert_cmpstr (od_text_source_get_encoding (source), ==, encoding);
  g_assert_cmpint (od_text_source_is_guess (source), ==, guess);
}

static void
test_lines_are_read (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  gsize n = cases[i].n != 0 ? cases[i].n : strlen (cases[i].bytes);
  g_autoptr (GInputStream)
    whole = g_memory_input_stream_new_from_data (cases[i].bytes, n, NULL);
  g_autoptr (GInputStream) drops = drip (cases[i].bytes, n);

  check (whole, cases[i].lines, cases[i].encoding, cases[i].guess);
  check (drops, cases[i].lines, cases[i].encoding, cases[i].guess);
}

static void
test_gzip_is_unpacked (void)
{
  g_autoptr (GInputStream)
    plain = g_memory_input_stream_new_from_data ("a\nb\n", 4, NULL);
  g_autoptr (GZlibCompressor)
    zip = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  g_autoptr (GInputStream)
    packed = g_converter_input_stream_new (plain, G_CONVERTER (zip));

  check (packed, "a|b|", "UTF-8", FALSE);
}

static void
test_a_broken_gzip_is_an_error (void)
{
  static const char broken[] = "\x1f\x8b\x08garbage that is no stream at all";
  g_autoptr (GInputStream)
    stream = g_memory_input_stream_new_from_data (broken, sizeof broken - 1, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (od_text_source_new (stream, &error));
  g_assert_nonnull (error);
}

static void
test_a_line_without_end_costs_only_itself (void)
{
  gsize n = OD_TEXT_SOURCE_MAX_LINE + 100;
  g_autofree char *bytes = g_strnfill (n + 2, 'x');
  g_autoptr (GInputStream)
    stream = g_memory_input_stream_new_from_data (bytes, n + 2, NULL);
  g_autoptr (OdTextSource) source = NULL;
  g_autoptr (GString) line = g_string_new (NULL);
  gboolean too_long;

  bytes[n] = '\n';
  source = od_text_source_new (stream, NULL);
  g_assert_true (od_text_source_read_line (source, line, &too_long, NULL));
  g_assert_true (too_long);
  g_assert_cmpuint (line->len, ==, OD_TEXT_SOURCE_MAX_LINE);
  g_assert_true (od_text_source_read_line (source, line, &too_long, NULL));
  g_assert_false (too_long);
  g_assert_cmpstr (line->str, ==, "x");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/text-source/", cases[i].name, NULL);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_lines_are_read);
  }
  g_test_add_func ("/text-source/gzip", test_gzip_is_unpacked);
  g_test_add_func ("/text-source/broken-gzip", test_a_broken_gzip_is_an_error);
  g_test_add_func ("/text-source/long-line", test_a_line_without_end_costs_only_itself);
  return g_test_run ();
}
