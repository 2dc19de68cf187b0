/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a person is told about a number.
 */
#include "shared/numbers/number-words.h"

#include "shared/numbers/number-plan.h"

#include <glib.h>
#include <string.h>

static const struct {
  const char *text, *country, *sentence;
} rows[] = {
  { "020 7946 069912", "GB",
    "is too long for GB: 12 digits after +44, where 7, 9 or 10 are right" },
  { "+39 0655", NULL,
    "is too short for IT: 4 digits after +39, where 6 to 12 are right" },
  { "555-0199", "US",
    "lacks its area code in US: 7 digits after +1, where 10 are right" },
  { "+800 123456", NULL,
    "is too short for +800: 6 digits after +800, where 8 are right" },
  { "+49 800 1234 5678 902", NULL, "has more than 15 digits with its country code +49" },
  { "+44 7700 900456", NULL,
    "has the right length, but GB has given out no such number" },
  { "1902 555100", NULL,
    "has no country code: begin it with + and the code, or choose a Default Country" },
  { "447400555101.5", "GB",
    "is a number with a fraction: make the column text and export again" },
};

static void
test_a_sentence_says_what_is_wrong (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    OdNumber number;
    char buffer[160];

    od_number_plan_read (rows[i].text, strlen (rows[i].text), rows[i].country, &number);
    g_assert_cmpstr (od_number_words_explain (&number, buffer, sizeof buffer), ==,
                     rows[i].sentence);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/number-words/a-sentence-says-what-is-wrong",
                   test_a_sentence_says_what_is_wrong);
  return g_test_run ();
}
