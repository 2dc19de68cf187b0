/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The judge's book: every line whole, every string a JSON string.
 */
#include "carrier/call-log.h"

#include "support/waiting.h"

#include <string.h>

static void
test_text_is_quoted (void)
{
  /* clang-format off */
  static const struct {
    const char *text;
    const char *quoted;
  } cases[] = {
    { "44116",        "\"44116\"" },
    { "",             "\"\"" },
    { NULL,           "null" },
    { "a\"b\\c/",     "\"a\\\"b\\\\c/\"" },
    { "\x01\t\n\r",   "\"\\u0001\\u0009\\u000a\\u000d\"" },
    { "Zo\xc3\xab",   "\"Zo\xc3\xab\"" },
    { "b\xff" "d",    "\"b\xef\xbf\xbd" "d\"" },
  };
  /* clang-format on */

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GString) line = g_string_new (NULL);

    od_call_log_quote (line, cases[i].text);
    g_assert_cmpstr (line->str, ==, cases[i].quoted);
  }
}

static void
test_lines_are_added_and_at_once_in_the_file (void)
{
  const struct od_call_log_field fields[] = {
    { .key = "by", .kind = OD_CALL_LOG_TEXT, .text = "\"me\"" },
    { .key = "n", .kind = OD_CALL_LOG_NUMBER, .number = -7 },
  };
  char *dir = od_test_scratch_dir ();
  g_autofree char *path = g_build_filename (dir, "log", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  struct od_call_log *log;

  g_assert_true (g_file_set_contents (path, "before\n", -1, NULL));
  g_assert_cmpint (od_call_log_open (&log, path, NULL, NULL), ==, 0);
  od_call_log_add (log, "ringing", "c\n1", "44116", NULL, 0);
  od_call_log_add (log, "bye", "c1", "44116", fields, 2);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL)); /* it is still open */

  lines = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 4);
  g_assert_cmpstr (lines[0], ==, "before");
  g_assert_true (g_str_has_prefix (lines[1], "{\"at_ms\":1"));
  g_assert_true (g_str_has_suffix (lines[1],
                                   ",\"event\":\"ringing\",\"call\":\"c\\u000a1\""
                                   ",\"number\":\"44116\"}"));
  g_assert_true (g_str_has_suffix (lines[2], ",\"by\":\"\\\"me\\\"\",\"n\":-7}"));
  mem_deref (log);
  od_test_remove_dir (dir);
}

static void
on_broken (int err, void *arg)
{
  int *errs = arg;

  errs[0]++;
  errs[1] = err;
}

static void
test_a_full_disk_is_told_once (void)
{
  struct od_call_log *log;
  int errs[2] = { 0, 0 };

  g_assert_cmpint (od_call_log_open (&log, "/dev/full", on_broken, errs), ==, 0);
  od_call_log_add (log, "ringing", "c", "1", NULL, 0);
  od_call_log_add (log, "ringing", "c", "1", NULL, 0);
  g_assert_cmpint (errs[0], ==, 1);
  g_assert_cmpint (errs[1], ==, ENOSPC);
  mem_deref (log);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/call-log/quote", test_text_is_quoted);
  g_test_add_func ("/call-log/lines", test_lines_are_added_and_at_once_in_the_file);
  g_test_add_func ("/call-log/full", test_a_full_disk_is_told_once);

  return g_test_run ();
}
