/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a trunk is believed, and whose fault a refusal is. */
#include "daemon/dialer/trunk-watch.h"

#include <string.h>

/* A letter a call: T through, R refused, N no number, r rings. */
static const struct {
  char letter;
  OdTrunkWord word;
} words[] = {
  { 'T', OD_TRUNK_THROUGH },
  { 'R', OD_TRUNK_REFUSED },
  { 'N', OD_TRUNK_NO_NUMBER },
  { 'r', OD_TRUNK_RANG },
};

static OdTrunkWord
word_of (char letter)
{
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++) {
    if (words[i].letter == letter)
      return words[i].word;
  }
  g_assert_not_reached ();
}

/* One call a second; lead 1 is the first. Returns how many leads were accused. */
static guint
play (OdTrunkWatch *watch, const char *story)
{
  guint n = 0;

  for (gsize i = 0; story[i] != '\0'; i++) {
    g_autoptr (GArray) accused = NULL;

    od_trunk_watch_note (watch, word_of (story[i]), i + 1, 0, i * G_USEC_PER_SEC,
                         &accused);
    n += accused != NULL ? accused->len : 0;
  }
  return n;
}

static void
test_stories (void)
{
  static const struct {
    const char *story;
    OdTrunkState state;
    guint accused;
  } stories[] = {
    { "", OD_TRUNK_WELL, 0 },
    { "RR", OD_TRUNK_WELL, 0 },
    { "RRR", OD_TRUNK_SICK, 0 },
    { "RRT", OD_TRUNK_WELL, 2 },
    { "RTRTRT", OD_TRUNK_WELL, 3 },
    { "RNRNR", OD_TRUNK_SICK, 0 }, /* a bad number is no sign of life */
    { "RrRrR", OD_TRUNK_SICK, 0 }, /* it rings, and then refuses */
    { "RRRr", OD_TRUNK_RECOVERING, 0 },
    { "RRRrR", OD_TRUNK_SICK, 0 },
    { "RRRT", OD_TRUNK_RECOVERING, 0 },
    { "RRRTTT", OD_TRUNK_WELL, 0 },
    { "RRRTTR", OD_TRUNK_SICK, 0 },
    { "RRRTTTRT", OD_TRUNK_WELL, 1 },
    { "NNNNNNNNNNNNNNNNNNN", OD_TRUNK_WELL, 0 },
    { "NNNNNNNNNNNNNNNNNNNN", OD_TRUNK_SICK, 0 },
    { "NNNNNNNNNNTNNNNNNNNNNNNNNNNNNN", OD_TRUNK_WELL, 0 },
    /* Every other call of a trunk that never refused one. */
    { "TTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTRTRTRTRTRTRTRTRTR", OD_TRUNK_SICK, 8 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (stories); i++) {
    OdTrunkWatch watch;
    guint accused;

    od_trunk_watch_init (&watch);
    accused = play (&watch, stories[i].story);
    g_test_message ("%s", stories[i].story);
    g_assert_cmpint (watch.state, ==, stories[i].state);
    g_assert_cmpuint (accused, ==, stories[i].accused);
  }
}

static void
refuse (OdTrunkWatch *watch, guint retry_after_s, gint64 now_us)
{
  GArray *accused;

  od_trunk_watch_note (watch, OD_TRUNK_REFUSED, 1, retry_after_s, now_us, &accused);
  g_assert_null (accused);
}

static void
test_trials_come_alone_and_ever_later (void)
{
  OdTrunkWatch watch;
  gint64 now_us = G_USEC_PER_SEC, last_us = 0;

  od_trunk_watch_init (&watch);
  g_assert_cmpint (od_trunk_watch_get_room (&watch, 50, now_us), ==, G_MAXINT);
  for (int i = 0; i < 3; i++)
    refuse (&watch, 0, now_us);
  for (int i = 0; i < 20; i++) {
    gint64 pause_us = watch.next_us - now_us;

    g_assert_cmpint (pause_us, >=, last_us);
    g_assert_cmpint (pause_us, <=, OD_TRUNK_LONGEST_PAUSE_US);
    g_assert_cmpint (od_trunk_watch_get_room (&watch, 0, watch.next_us - 1), ==, 0);
    g_assert_cmpint (od_trunk_watch_get_room (&watch, 1, watch.next_us), ==, 0);
    g_assert_cmpint (od_trunk_watch_get_room (&watch, 0, watch.next_us), ==, 1);
    last_us = pause_us;
    now_us = watch.next_us + 1;
    refuse (&watch, 0, now_us);
  }
  g_assert_cmpint (last_us, ==, OD_TRUNK_LONGEST_PAUSE_US);
}

/* Fifty calls were out when it fell sick: their refusals are one sickness. */
static void
test_stragglers_make_no_pause_longer (void)
{
  OdTrunkWatch watch;

  od_trunk_watch_init (&watch);
  for (int i = 0; i < 50; i++)
    refuse (&watch, 0, 1000 + i);
  g_assert_cmpint (watch.next_us, ==, 1002 + OD_TRUNK_FIRST_PAUSE_US);
}

static void
test_retry_after_is_obeyed (void)
{
  OdTrunkWatch watch;

  od_trunk_watch_init (&watch);
  refuse (&watch, 60, 0);
  refuse (&watch, 60, 0);
  refuse (&watch, 60, 0);
  g_assert_cmpint (watch.next_us, ==, 60 * G_USEC_PER_SEC);
  refuse (&watch, 10, 55 * G_USEC_PER_SEC);
  g_assert_cmpint (watch.next_us, ==, 65 * G_USEC_PER_SEC);
  refuse (&watch, 100000, 70 * G_USEC_PER_SEC);
  g_assert_cmpint (watch.next_us, ==,
                   (70 + OD_TRUNK_LONGEST_RETRY_AFTER_S) * (gint64) G_USEC_PER_SEC);
}

/* One in three of its calls has always been refused: that is how it is. */
static void
test_a_habit_is_no_sickness (void)
{
  OdTrunkWatch watch;

  od_trunk_watch_init (&watch);
  watch.past = 1.0 / 3;
  for (int i = 0; i < 100; i++)
    play (&watch, "RTT");
  g_assert_cmpint (watch.state, ==, OD_TRUNK_WELL);
  g_assert_cmpfloat_with_epsilon (watch.past, 1.0 / 3, 0.02);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trunk-watch/stories", test_stories);
  g_test_add_func ("/trunk-watch/trials", test_trials_come_alone_and_ever_later);
  g_test_add_func ("/trunk-watch/stragglers", test_stragglers_make_no_pause_longer);
  g_test_add_func ("/trunk-watch/retry-after", test_retry_after_is_obeyed);
  g_test_add_func ("/trunk-watch/habit", test_a_habit_is_no_sickness);
  return g_test_run ();
}
