/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Columns fill their width, each pixel finds its minute, and the words are the figures.
 */
#include "app/charts/minutes.h"

#include <math.h>

#define N OD_MINUTES_MAX

static const OdMinute minutes[] = {
  { 1700000040000, { 12, 5, 1, NAN } },
  { 1700000100000, { NAN, NAN, NAN, 1.5 } },
  { 1700000160000, { 3, 0, 0, 0.25 } },
};

static void
test_columns_fill_the_width (void)
{
  for (int across = 60; across < 900; across += 7) {
    int end = 0;

    for (gsize i = 0; i < N; i++) {
      OdMinutesColumn column = od_minutes_place (i, N, across);

      g_assert_cmpint (column.x, >=, end);
      g_assert_cmpint (column.x, <=, end + 1);
      g_assert_cmpint (column.width, >, 0);
      end = column.x + column.width;
    }
    g_assert_cmpint (end, >=, across - 1);
    g_assert_cmpint (end, <=, across);
  }
}

static void
test_each_pixel_finds_its_minute (void)
{
  for (int across = 60; across < 900; across += 7) {
    for (gsize i = 0; i < N; i++) {
      OdMinutesColumn column = od_minutes_place (i, N, across);

      g_assert_cmpuint (od_minutes_find (column.x, N, across), ==, i);
      g_assert_cmpuint (od_minutes_find (column.x + column.width - 1, N, across), ==, i);
    }
    g_assert_cmpuint (od_minutes_find (-9, N, across), ==, 0);
    g_assert_cmpuint (od_minutes_find (across + 9, N, across), ==, N - 1);
  }
  g_assert_cmpuint (od_minutes_find (5, N, 0), ==, 0);
}

static void
test_what_is_not_nothing_is_seen (void)
{
  g_assert_cmpint (od_minutes_get_height (1, 500, 40), ==, 2);
  g_assert_cmpint (od_minutes_get_height (500, 500, 40), ==, 40);
  g_assert_cmpint (od_minutes_get_height (250, 500, 40), ==, 20);
  g_assert_cmpint (od_minutes_get_height (0, 500, 40), ==, 0);
  g_assert_cmpint (od_minutes_get_height (NAN, 500, 40), ==, 0);
  g_assert_cmpint (od_minutes_get_height (0, 0, 40), ==, 0);
  g_assert_cmpfloat (od_minutes_get_most (minutes, 3, OD_MINUTES_DIALED), ==, 12);
  g_assert_cmpfloat (od_minutes_get_most (minutes + 1, 1, OD_MINUTES_DIALED), ==, 0);
}

static void
assert_words (char *words, const char *expected)
{
  g_assert_cmpstr (words, ==, expected);
  g_free (words);
}

static void
test_the_words_are_the_figures (void)
{
  g_setenv ("TZ", "UTC", TRUE);
  assert_words (od_minutes_dup_words (&minutes[0], FALSE),
                "22:14: Dialed 12, Answered 5, Abandoned 1, Idle Agents unknown");
  assert_words (od_minutes_dup_words (&minutes[2], TRUE),
                "22:16, so far: Dialed 3, Answered 0, Abandoned 0, Idle Agents 0.2");
  assert_words (od_minutes_dup_sum (minutes, 3),
                "In all: Dialed 15, Answered 5, Abandoned 1, Idle Agents 0.9");
  assert_words (od_minutes_dup_sum (minutes + 1, 1),
                "In all: Dialed unknown, Answered unknown, Abandoned unknown, Idle "
                "Agents "
                "1.5");
  assert_words (od_minutes_dup_scale (minutes, 3, OD_MINUTES_DIALED, OD_MINUTES_A_MINUTE),
                "15, at most 12 a minute");
  assert_words (od_minutes_dup_scale (minutes, 3, OD_MINUTES_IDLE_AGENTS,
                                      OD_MINUTES_A_MINUTE),
                "0.9 on average, at most 1.5");
  assert_words (od_minutes_dup_scale (minutes, 1, OD_MINUTES_IDLE_AGENTS,
                                      OD_MINUTES_A_MINUTE),
                "unknown");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/minutes/fill-the-width", test_columns_fill_the_width);
  g_test_add_func ("/minutes/each-pixel", test_each_pixel_finds_its_minute);
  g_test_add_func ("/minutes/seen", test_what_is_not_nothing_is_seen);
  g_test_add_func ("/minutes/words", test_the_words_are_the_figures);
  return g_test_run ();
}
