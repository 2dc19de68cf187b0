/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The cap in words: what is used, what is left, and why nothing may be yet.
 */
#include "app/supervisor/abandonment.h"

#include <glib.h>
#include <string.h>

/* clang-format off */
static const struct {
  const char *body;
  const char *words;
  double multiplier;
} cases[] = {
  { "{}", NULL, 2.0 },
  { "{\"cap_percent\":3.0,\"day\":{\"people\":100,\"abandoned\":1},"
    "\"month\":{\"people\":1000,\"abandoned\":40}}",
    "At most 3 % of those who answer may meet silence.\n"
    "Today: 1 of 100 abandoned, 1 %; left: 2\n"
    "30 days: 40 of 1000 abandoned, 4 %; left: 0", 1.1 },
  { "{\"cap_percent\":3.0,\"day\":{\"people\":33,\"abandoned\":0},"
    "\"month\":{\"people\":100,\"abandoned\":0}}",
    "At most 3 % of those who answer may meet silence.\n"
    "Today: 0 of 33 abandoned, 0 %; left: 0\n"
    "30 days: 0 of 100 abandoned, 0 %; left: 3\n"
    "No call is placed ahead of an agent before 34 people have answered.", 2.0 },
  { "{\"cap_percent\":3.0,\"day\":{\"people\":33,\"abandoned\":0},"
    "\"month\":{\"people\":100,\"abandoned\":0}}",
    "At most 3 % of those who answer may meet silence.\n"
    "Today: 0 of 33 abandoned, 0 %; left: 0\n"
    "30 days: 0 of 100 abandoned, 0 %; left: 3\n"
    "No call is placed ahead of an agent: the multiplier is 1.", 1.0 },
  { "{\"cap_percent\":0,\"day\":{\"people\":0,\"abandoned\":0},"
    "\"month\":{\"people\":0,\"abandoned\":0}}",
    "At most 0 % of those who answer may meet silence.\n"
    "Today: 0 of 0 abandoned, 0 %; left: 0\n"
    "30 days: 0 of 0 abandoned, 0 %; left: 0\n"
    "So no call is placed ahead of an agent.", 2.0 },
};
/* clang-format on */

static void
test_the_cap_has_words (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    json_t *body = json_loads (cases[i].body, 0, NULL);
    g_autofree char *words = od_abandonment_dup_words (body, cases[i].multiplier);

    g_assert_cmpstr (words, ==, cases[i].words);
    json_decref (body);
  }
}

static char *
read_alarm (const char *text)
{
  json_t *body = json_loads (text, 0, NULL);
  char *alarm = od_abandonment_dup_alarm (body);

  json_decref (body);
  return alarm;
}

static void
test_a_cap_that_is_passed_is_an_alarm (void)
{
  g_autofree char *day = read_alarm (
    "{\"cap_percent\":3.0,\"day\":{\"people\":22,\"abandoned\":1},"
    "\"month\":{\"people\":1000,\"abandoned\":1}}");
  g_autofree char *month = read_alarm (
    "{\"cap_percent\":3.0,\"day\":{\"people\":0,\"abandoned\":0},"
    "\"month\":{\"people\":100,\"abandoned\":4}}");

  g_assert_cmpstr (day, ==,
                   "The abandonment cap is passed. Today: 1 of 22 people who answered "
                   "met "
                   "silence, 4.55 %; at most 3 % may.");
  g_assert_nonnull (strstr (month, "30 days: 4 of 100"));
  g_assert_null (read_alarm ("{}"));
  g_assert_null (
    read_alarm ("{\"cap_percent\":3.0,\"day\":{\"people\":100,\"abandoned\":3},"
                "\"month\":{\"people\":100,\"abandoned\":3}}"));
}

/* clang-format off */
static const struct {
  int day[2], month[2]; /* people, abandoned */
  const char *warning;  /* how it begins; NULL: there is none */
} marks[] = {
  { { 33, 0 },   { 33, 0 },    NULL }, /* it allows nothing yet: no news */
  { { 34, 0 },   { 34, 0 },    NULL },
  { { 34, 1 },   { 34, 1 },    "The abandonment cap is near. Today: 1 of 34 people" },
  { { 67, 1 },   { 67, 1 },    NULL },
  { { 200, 4 },  { 200, 4 },   NULL },
  { { 200, 5 },  { 900, 5 },   "The abandonment cap is near. Today: 5 of 200 people who "
                               "answered met silence, 2.50 %; at most 3 % may. Left: 1." },
  { { 100, 0 },  { 1000, 24 }, "The abandonment cap is near. 30 days: 24 of 1000 people" },
  { { 100, 0 },  { 1000, 23 }, NULL },
  { { 200, 5 },  { 900, 28 },  NULL }, /* passed: that is the alarm's */
};
/* clang-format on */

static void
test_a_cap_that_is_near_is_a_warning (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++) {
    json_t *body = json_pack ("{s:f, s:{s:i, s:i}, s:{s:i, s:i}}", "cap_percent", 3.0,
                              "day", "people", marks[i].day[0], "abandoned",
                              marks[i].day[1], "month", "people", marks[i].month[0],
                              "abandoned", marks[i].month[1]);
    g_autofree char *warning = od_abandonment_dup_warning (body);

    g_test_message ("%d: %s", (int) i, warning != NULL ? warning : "-");
    if (marks[i].warning == NULL)
      g_assert_null (warning);
    else
      g_assert_true (warning != NULL && g_str_has_prefix (warning, marks[i].warning));
    json_decref (body);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/abandonment/the-cap-has-words", test_the_cap_has_words);
  g_test_add_func ("/abandonment/alarm", test_a_cap_that_is_passed_is_an_alarm);
  g_test_add_func ("/abandonment/warning", test_a_cap_that_is_near_is_a_warning);
  return g_test_run ();
}
