/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A rehearsed day in words and columns. Pure.
 */
#include "app/supervisor/rehearsal-words.h"

#include <glib/gi18n.h>

_Static_assert(OD_REHEARSAL_SLICES <= OD_MINUTES_MAX, "a day fits into a chart");

/* As outdialctl does. */
static int
round_minutes (double seconds)
{
  return (int) (seconds / 60 + .5);
}

static void
add_work (GString *words, const OdRehearsal *rehearsal)
{
  if (rehearsal->idle_s < 0) {
    g_string_append (words, _ ("Nobody was reached."));
    return;
  }

  g_string_append_printf (words,
                          _ ("At work: %.1f%% of the agents' time. Connects: %.1f for "
                             "each "
                             "agent and hour. Idle: %.1f s between two calls."),
                          rehearsal->utilisation * 100, rehearsal->connects,
                          rehearsal->idle_s);
}

static void
add_abandonment (GString *words, const OdScenario *scenario, const OdRehearsal *rehearsal)
{
  if (rehearsal->abandoned < 0)
    return;

  g_string_append_c (words, '\n');
  if (scenario->dialing.pacing.cap_permille == 0)
    g_string_append_printf (words,
                            _ ("Abandoned: %ld of %ld people (%.2f%%). One call for each "
                               "free agent."),
                            rehearsal->day.abandoned, rehearsal->day.people,
                            rehearsal->abandoned * 100);
  else
    g_string_append_printf (
      words, _ ("Abandoned: %ld of %ld people (%.2f%%). The cap is %.1f%%."),
      rehearsal->day.abandoned, rehearsal->day.people, rehearsal->abandoned * 100,
      scenario->dialing.pacing.cap_permille / 10.0);
}

static void
add_end (GString *words, const OdRehearsal *rehearsal)
{
  int minutes = round_minutes (rehearsal->day.played_s);

  if (!rehearsal->day.broken_off)
    return;

  g_string_append_c (words, '\n');
  g_string_append_printf (words,
                          _ ("Played until %d h %02d min: too many calls to play. All "
                             "figures are of that time."),
                          minutes / 60, minutes % 60);
}

static void
add_data (GString *words, const OdScenario *scenario, const OdRehearsal *rehearsal)
{
  int minutes = round_minutes (rehearsal->leads_last_s);

  g_string_append_c (words, '\n');
  if (scenario->leads == 0)
    g_string_append (words, _ ("No lead is left to call: played as if there were."));
  else if (rehearsal->leads_last_s < 0)
    g_string_append_printf (words, _ ("The data last: %ld of %ld leads are called."),
                            rehearsal->day.placed, scenario->leads);
  else
    g_string_append_printf (words,
                            _ ("The data run out after %d h %02d min: %ld leads. All "
                               "figures are of that time."),
                            minutes / 60, minutes % 60, scenario->leads);
}

char *
od_rehearsal_words_dup (const OdScenario *scenario, const OdRehearsal *rehearsal)
{
  g_autoptr (GString) words = g_string_new (NULL);

  add_work (words, rehearsal);
  add_abandonment (words, scenario, rehearsal);
  add_data (words, scenario, rehearsal);
  add_end (words, rehearsal);
  return g_string_free (g_steal_pointer (&words), FALSE);
}

/* Any midnight that is one in every zone. */
static gint64
get_midnight_ms (void)
{
  g_autoptr (GDateTime) midnight = g_date_time_new_local (2001, 1, 10, 0, 0, 0);

  return g_date_time_to_unix (midnight) * 1000;
}

gsize
od_rehearsal_words_get_quarters (const OdRehearsal *rehearsal, OdMinute *columns)
{
  gint64 midnight_ms = get_midnight_ms ();

  for (int i = 0; i < rehearsal->n_slices; i++) {
    const OdStageSlice *slice = &rehearsal->slices[i];

    columns[i] = (OdMinute){ .at_ms = midnight_ms
                                      + i * (gint64) OD_STAGE_SLICE_S * 1000 };
    columns[i].values[OD_MINUTES_DIALED] = (double) slice->placed;
    columns[i].values[OD_MINUTES_ANSWERED] = (double) slice->answered;
    columns[i].values[OD_MINUTES_ABANDONED] = (double) slice->abandoned;
    columns[i].values[OD_MINUTES_IDLE_AGENTS] = (slice->paid_s - slice->busy_s)
                                                / OD_STAGE_SLICE_S;
  }
  return (gsize) rehearsal->n_slices;
}
