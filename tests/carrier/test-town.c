/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The town: who is who, who wins, how fates are drawn, and what is refused.
 */
#include "carrier/town.h"

#include "support/waiting.h"

#include <string.h>

#define HEADER "who,does,ring_ms,talk_ms,say,weight\n"

typedef struct {
  char *dir;
  char *path;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->dir = od_test_scratch_dir ();
  f->path = g_build_filename (f->dir, "town.csv", NULL);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_free (f->path);
  od_test_remove_dir (f->dir);
}

static struct od_town *
open_town (Fixture *f, const char *text, uint64_t seed)
{
  struct od_town *town = NULL;
  g_autofree char *why = NULL;

  g_assert_true (g_file_set_contents (f->path, text, -1, NULL));
  od_town_open (&town, f->path, seed, &why);
  g_assert_cmpstr (why, ==, NULL);

  return town;
}

static void
test_the_exact_number_wins_over_the_longest_prefix (Fixture *f, gconstpointer data)
{
  /* clang-format off */
  static const struct {
    const char *number;
    enum od_town_does does;
  } cases[] = {
    { "44116",    OD_TOWN_ANSWER },
    { "+44116",   OD_TOWN_ANSWER },
    { "441160",   OD_TOWN_DECLINED },
    { "4411",     OD_TOWN_DECLINED },
    { "4412",     OD_TOWN_BUSY },
    { "4",        OD_TOWN_UNAVAILABLE },
    { "",         OD_TOWN_UNAVAILABLE },
    { "anybody",  OD_TOWN_UNAVAILABLE },
  };
  /* clang-format on */
  struct od_town *town =
    open_town (f,
               "# a comment\n\n" HEADER "*,unavailable\n"
               "44*,busy\n44116, answer ,1,2,440,1\r\n4411*,declined\n",
               1);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    struct od_town_fate fate;

    od_town_draw (town, cases[i].number, &fate);
    g_assert_cmpstr (od_town_does_name (fate.does), ==,
                     od_town_does_name (cases[i].does));
  }
  mem_deref (town);
}

static void
test_who_is_in_no_row_is_not_found (Fixture *f, gconstpointer data)
{
  struct od_town *town = open_town (f, HEADER "1,answer\n", 1);
  struct od_town_fate fate;

  od_town_draw (town, "2", &fate);
  g_assert_cmpint (fate.does, ==, OD_TOWN_NOT_FOUND);
  g_assert_nonnull (fate.voice);
  mem_deref (town);
}

static void
test_fates_are_drawn_by_weight (Fixture *f, gconstpointer data)
{
  enum { CALLS = 20000 };
  struct od_town *town = open_town (f,
                                    HEADER "5*,answer,100-199,10,440,70\n"
                                           "5*,busy,,,,25\n5*,machine,,,,5\n",
                                    7);
  guint seen[OD_TOWN_DOES_COUNT] = { 0 };
  guint low = 0;

  for (guint i = 0; i < CALLS; i++) {
    g_autofree char *number = g_strdup_printf ("5%05u", i);
    struct od_town_fate fate;

    od_town_draw (town, number, &fate);
    seen[fate.does]++;
    if (fate.does == OD_TOWN_ANSWER) {
      g_assert_cmpuint (fate.ring_ms, >=, 100);
      g_assert_cmpuint (fate.ring_ms, <=, 199);
      g_assert_cmpuint (fate.talk_ms, ==, 10);
      low += fate.ring_ms < 150;
    }
  }

  /* five standard deviations and more; and with a fixed seed, always the same */
  g_assert_cmpfloat_with_epsilon (seen[OD_TOWN_ANSWER] / (double) CALLS, 0.70, 0.02);
  g_assert_cmpfloat_with_epsilon (seen[OD_TOWN_BUSY] / (double) CALLS, 0.25, 0.02);
  g_assert_cmpfloat_with_epsilon (seen[OD_TOWN_MACHINE] / (double) CALLS, 0.05, 0.01);
  g_assert_cmpfloat_with_epsilon (low / (double) seen[OD_TOWN_ANSWER], 0.5, 0.03);
  mem_deref (town);
}

/* @order: +1 or -1 through the numbers, each dialed three times. */
static char *
fates (Fixture *f, uint64_t seed, int order)
{
  struct od_town *town =
    open_town (f, HEADER "*,answer,0-9\n*,busy,0-9\n*,declined,0-9\n", seed);
  char *lives[20];
  char *all;

  for (int i = 0; i < 20; i++) {
    int n = order > 0 ? i : 19 - i;
    g_autofree char *number = g_strdup_printf ("%d", n);
    struct od_town_fate fate[3];

    for (int k = 0; k < 3; k++)
      od_town_draw (town, number, &fate[k]);
    lives[n] = g_strdup_printf ("%d%u %d%u %d%u", fate[0].does, fate[0].ring_ms,
                                fate[1].does, fate[1].ring_ms, fate[2].does,
                                fate[2].ring_ms);
  }
  all = g_strdup ("");
  for (int i = 0; i < 20; i++) {
    char *longer = g_strconcat (all, lives[i], "\n", NULL);

    g_free (lives[i]);
    g_free (all);
    all = longer;
  }
  mem_deref (town);

  return all;
}

static void
test_a_seed_decides_whatever_the_order (Fixture *f, gconstpointer data)
{
  g_autofree char *one = fates (f, 1, 1);
  g_autofree char *backwards = fates (f, 1, -1);
  g_autofree char *two = fates (f, 2, 1);

  g_assert_cmpstr (one, ==, backwards);
  g_assert_cmpstr (one, !=, two);
}

static void
test_a_bad_row_is_named (Fixture *f, gconstpointer data)
{
  /* clang-format off */
  static const struct {
    const char *text;
    const char *why;
  } cases[] = {
    { "",                               "is empty" },
    { "# nothing\n",                    "is empty" },
    { "1,answer\n",                     "line 1: the first line must be" },
    { HEADER "1\n",                     "line 2: it has 1 fields" },
    { HEADER "1,answer,,,,1,9\n",       "line 2: it has 7 fields" },
    { HEADER "\n\n,answer\n",           "line 4: who “”" },
    { HEADER "+44,answer\n",            "line 2: who “+44”" },
    { HEADER "4*4,answer\n",            "line 2: who “4*4”" },
    { HEADER "1,answer\n2,dance\n",     "line 3: does “dance”" },
    { HEADER "1,answer,-5\n",           "line 2: ring_ms “-5”" },
    { HEADER "1,answer,9-5\n",          "line 2: ring_ms “9-5”" },
    { HEADER "1,answer,5-\n",           "line 2: ring_ms “5-”" },
    { HEADER "1,answer,99999999999\n",  "line 2: ring_ms" },
    { HEADER "1,answer,1,x\n",          "line 2: talk_ms “x”" },
    { HEADER "1,answer,1,1,49\n",       "line 2: say “49”" },
    { HEADER "1,answer,1,1,4000\n",     "line 2: say “4000”" },
    { HEADER "1,answer,1,1,no.wav\n",   "line 2: “no.wav” cannot be read" },
    { HEADER "1,answer,1,1,town.csv\n", "line 2: “town.csv”" },
    { HEADER "1,answer,1,1,440,0\n",    "line 2: weight “0”" },
    { HEADER "1,answer,1,1,440,1.5\n",  "line 2: weight “1.5”" },
  };
  /* clang-format on */

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    struct od_town *town = NULL;
    g_autofree char *why = NULL;

    g_assert_true (g_file_set_contents (f->path, cases[i].text, -1, NULL));
    g_assert_cmpint (od_town_open (&town, f->path, 1, &why), !=, 0);
    g_assert_null (town);
    if (!strstr (why, cases[i].why))
      g_error ("“%s” is not in “%s”", cases[i].why, why);
  }
}

static void
test_the_demo_s_town_is_sound (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "..", "data",
                                            "demo", "town.csv", NULL);
  struct od_town *town = NULL;
  g_autofree char *why = NULL;

  od_town_open (&town, path, 1, &why);
  g_assert_cmpstr (why, ==, NULL);
  for (int i = 6; i <= 9; i++) {
    g_autofree char *number = g_strdup_printf ("4411%d", i);
    struct od_town_fate fate;

    od_town_draw (town, number, &fate);
    g_assert_cmpint (fate.does, ==, OD_TOWN_ANSWER);
    g_assert_cmpuint (fate.ring_ms, ==, 500);
    g_assert_cmpuint (fate.talk_ms, ==, 0);
  }
  mem_deref (town);
}

int
main (int argc, char *argv[])
{
  /* clang-format off */
  static const struct {
    const char *path;
    void (*run) (Fixture *, gconstpointer);
  } tests[] = {
    { "/town/precedence", test_the_exact_number_wins_over_the_longest_prefix },
    { "/town/nobody", test_who_is_in_no_row_is_not_found },
    { "/town/weights", test_fates_are_drawn_by_weight },
    { "/town/seed", test_a_seed_decides_whatever_the_order },
    { "/town/bad-rows", test_a_bad_row_is_named },
    { "/town/demo", test_the_demo_s_town_is_sound },
  };
  /* clang-format on */

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].run, tear_down);

  return g_test_run ();
}
