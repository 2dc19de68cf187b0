/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was learned, as a text and back. A text is believed as a whole or not at all. Pure
 * C.
 */
#include "daemon/pacing/learned.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define VERSION "1"
#define EXACT   1000.0
/* More than a campaign can have seen: a text that says more is damaged. */
#define MOST 1e9

/* A learned value is these numbers and no others. */
enum { N_NUMBERS = sizeof (OdLearned) / sizeof (double), DIGITS = 16 };

_Static_assert(N_NUMBERS * sizeof (double) == sizeof (OdLearned), "only numbers");

char *
od_learned_write (const OdLearned *learned)
{
  double numbers[N_NUMBERS];
  char *text = malloc (N_NUMBERS * DIGITS + sizeof VERSION), *end = text;

  if (text == NULL)
    abort ();
  memcpy (numbers, learned, sizeof numbers);
  end += sprintf (end, VERSION);
  for (int i = 0; i < N_NUMBERS; i++) {
    double number = fmin (fmax (numbers[i], -MOST), MOST);

    end += sprintf (end, " %" PRId64, (int64_t) llround (number * EXACT));
  }
  return text;
}

static bool
is_count (double number)
{
  return number >= 0 && number <= MOST;
}

static bool
is_hazard (const OdHazard *hazard)
{
  for (int i = 0; i < OD_HAZARD_BINS; i++) {
    if (!is_count (hazard->watched_s[i]))
      return false;
    for (int cause = 0; cause < OD_HAZARD_CAUSES; cause++) {
      if (!is_count (hazard->ended[cause][i]))
        return false;
    }
  }

  return true;
}

/* Who never saw a call ring expects nobody to answer, and would dial as boldly. */
static bool
is_sound (const OdLearned *learned)
{
  return learned->ring.watched_s[0] > 0 && is_hazard (&learned->ring)
         && is_hazard (&learned->talk) && is_hazard (&learned->wrap)
         && is_count (learned->seen) && is_count (learned->expected)
         && fabs (learned->price) <= MOST;
}

bool
od_learned_read (OdLearned *learned, const char *text)
{
  const size_t version = strlen (VERSION);
  double numbers[N_NUMBERS];
  OdLearned read;

  if (text == NULL || strncmp (text, VERSION, version) != 0)
    return false;
  text += version;
  for (int i = 0; i < N_NUMBERS; i++) {
    char *end;

    if (*text != ' ')
      return false;
    numbers[i] = strtoll (text, &end, 10) / EXACT;
    if (end == text)
      return false;
    text = end;
  }

  memcpy (&read, numbers, sizeof read);
  if (*text != '\0' || !is_sound (&read))
    return false;
  *learned = read;
  return true;
}
