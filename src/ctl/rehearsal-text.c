/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a rehearsal found, for people and for programs.
 */
#include "ctl/rehearsal-text.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

#define BAR       30
#define MOST_ROWS 12 /* of quarters of an hour; a longer day has a row for each hour */
#define HOUR      (3600 / OD_STAGE_SLICE_S)
#define DURATION  16

static char *
write_duration (char *text, double seconds)
{
  int minutes = (int) (seconds / 60 + .5);

  if (minutes == 0)
    g_snprintf (text, DURATION, "%.0f s", seconds);
  else if (minutes % 60 == 0)
    g_snprintf (text, DURATION, "%d h", minutes / 60);
  else if (minutes < 60)
    g_snprintf (text, DURATION, "%d min", minutes);
  else
    g_snprintf (text, DURATION, "%d h %02d min", minutes / 60, minutes % 60);
  return text;
}

static void
add_limit (GString *text, int limit, const char *what)
{
  if (limit > 0)
    g_string_append_printf (text, ", at most %d %s", limit, what);
}

static void
add_scenario (GString *text, const OdScenario *scenario, const char *rules)
{
  const OdPacedSettings *dialing = &scenario->dialing;
  char hours[DURATION];

  g_string_append_printf (text, "%d agent%s for %s, %.3g%% of the calls answered",
                          scenario->agents, scenario->agents == 1 ? "" : "s",
                          write_duration (hours, scenario->hours * 3600),
                          scenario->answers * 100);
  if (scenario->people < 1)
    g_string_append_printf (text, ", %.3g%% of these by people", scenario->people * 100);
  g_string_append_printf (text,
                          "\non average %.0f s to an answer, %.0f s without one; talk "
                          "%.0f s, then %.0f s\n",
                          od_spread_get_mean (&scenario->ring),
                          od_spread_get_mean (&scenario->no_answer),
                          od_spread_get_mean (&scenario->talk),
                          od_spread_get_mean (&scenario->wrap));
  g_string_append_printf (text, "%s, multiplier %.1f", rules,
                          dialing->pacing.multiplier_x10 / 10.0);
  add_limit (text, dialing->calls_per_second, "calls a second");
  add_limit (text, dialing->channels, "at once");
  g_string_append (text, "\n\n");
}

static void
add_figure (GString *text, const char *name, double figure, int decimals, const char *of)
{
  if (figure < 0)
    g_string_append_printf (text, "  %-10s       - %s", name, of);
  else
    g_string_append_printf (text, "  %-10s%8.*f %s", name, decimals, figure, of);
}

static void
add_data (GString *text, const OdScenario *scenario, const OdRehearsal *rehearsal)
{
  char when[DURATION];

  if (scenario->leads == 0)
    return;
  g_string_append_printf (text, "  %-10s%8ld leads ", "data", scenario->leads);
  if (rehearsal->leads_last_s < 0)
    g_string_append_printf (text, "last: %ld of them are called\n",
                            rehearsal->day.placed);
  else
    g_string_append_printf (text, "run out after %s; the figures are of that time\n",
                            write_duration (when, rehearsal->leads_last_s));
}

static void
add_figures (GString *text, const OdScenario *scenario, const OdRehearsal *rehearsal)
{
  const OdStageResult *day = &rehearsal->day;
  int cap_permille = scenario->dialing.pacing.cap_permille;
  char until[DURATION];

  add_figure (text, "at work", rehearsal->utilisation * 100, 1,
              "% of the agents' time: talks and paper work\n");
  add_figure (text, "connects", rehearsal->connects, 1, "for each agent and hour");
  g_string_append_printf (text, ", %ld in all\n", day->served);
  add_figure (text, "idle", rehearsal->idle_s, 1, "s between two calls\n");
  add_figure (text, "abandoned", rehearsal->abandoned * 100, 2, "% of the people");
  g_string_append_printf (text, ": %ld of %ld; ", day->abandoned, day->people);
  if (cap_permille > 0)
    g_string_append_printf (text, "the cap of a day is %.1f %%\n", cap_permille / 10.0);
  else
    g_string_append (text, "one call for each free agent\n");
  g_string_append_printf (text, "  %-10s%8ld placed, %ld answered\n", "calls",
                          day->placed, day->answered);
  add_data (text, scenario, rehearsal);
  if (day->broken_off)
    g_string_append_printf (text,
                            "\nplayed until %s: too many calls to play; the figures are "
                            "of that time\n",
                            write_duration (until, day->played_s));
}

/* @n of them from @first on as one. */
static OdStageSlice
sum_slices (const OdRehearsal *rehearsal, int first, int n)
{
  OdStageSlice sum = { 0 };

  for (int i = first; i < first + n && i < rehearsal->n_slices; i++) {
    const OdStageSlice *slice = &rehearsal->slices[i];

    sum.paid_s += slice->paid_s;
    sum.busy_s += slice->busy_s;
    sum.placed += slice->placed;
    sum.answered += slice->answered;
    sum.abandoned += slice->abandoned;
    sum.served += slice->served;
  }
  return sum;
}

static void
add_chart (GString *text, const OdRehearsal *rehearsal)
{
  int step = rehearsal->n_slices > MOST_ROWS ? HOUR : 1;

  g_string_append_printf (text, "\n  from  %-*s at work  placed answered abandoned\n",
                          BAR, "agents at work");
  for (int i = 0; i < rehearsal->n_slices; i += step) {
    OdStageSlice sum = sum_slices (rehearsal, i, step);
    double share = sum.paid_s > 0 ? sum.busy_s / sum.paid_s : 0;
    int minutes = i * OD_STAGE_SLICE_S / 60, length = (int) (share * BAR + .5);
    char bar[BAR + 1] = { 0 };

    memset (bar, '.', BAR);
    memset (bar, '#', (gsize) length);
    g_string_append_printf (text, " %2d:%02d  %s %5.0f %% %8ld %8ld %9ld\n", minutes / 60,
                            minutes % 60, bar, share * 100, sum.placed, sum.answered,
                            sum.abandoned);
  }
}

char *
od_rehearsal_text_new (const OdScenario *scenario,
                       const char *rules,
                       const OdRehearsal *rehearsal)
{
  g_autoptr (GString) text = g_string_new (NULL);

  add_scenario (text, scenario, rules);
  add_figures (text, scenario, rehearsal);
  add_chart (text, rehearsal);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Not longer than it is exact. */
static json_t *
figure_to (double figure)
{
  return figure < 0 ? json_null () : json_real (round (figure * 1e4) / 1e4);
}

static json_t *
scenario_to (const OdScenario *scenario, const char *rules)
{
  const OdPacedSettings *dialing = &scenario->dialing;

  return json_pack (
    "{s:i, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:s, s:o, s:I, s:i, s:i, s:I}", "agents",
    scenario->agents, "hours", figure_to (scenario->hours), "answers",
    figure_to (scenario->answers), "people", figure_to (scenario->people), "ring_s",
    figure_to (od_spread_get_mean (&scenario->ring)), "no_answer_s",
    figure_to (od_spread_get_mean (&scenario->no_answer)), "talk_s",
    figure_to (od_spread_get_mean (&scenario->talk)), "wrap_up_s",
    figure_to (od_spread_get_mean (&scenario->wrap)), "rules", rules, "multiplier",
    figure_to (dialing->pacing.multiplier_x10 / 10.0), "leads",
    (json_int_t) scenario->leads, "calls_per_second", dialing->calls_per_second,
    "channels", dialing->channels, "seed", (json_int_t) scenario->seed);
}

static json_t *
quarters_to (const OdRehearsal *rehearsal)
{
  json_t *array = json_array ();

  for (int i = 0; i < rehearsal->n_slices; i++) {
    const OdStageSlice *slice = &rehearsal->slices[i];

    json_array_append_new (array, json_pack ("{s:i, s:o, s:I, s:I, s:I, s:I}", "from_s",
                                             i * OD_STAGE_SLICE_S, "utilisation",
                                             figure_to (slice->paid_s > 0
                                                          ? slice->busy_s / slice->paid_s
                                                          : -1),
                                             "placed", (json_int_t) slice->placed,
                                             "answered", (json_int_t) slice->answered,
                                             "abandoned", (json_int_t) slice->abandoned,
                                             "connected", (json_int_t) slice->served));
  }
  return array;
}

char *
od_rehearsal_text_new_json (const OdScenario *scenario,
                            const char *rules,
                            const OdRehearsal *rehearsal)
{
  const OdStageResult *day = &rehearsal->day;
  json_t *json = json_pack (
    "{s:o, s:o, s:b, s:o, s:o, s:o, s:o, s:o, s:o, s:I, s:I, s:I, s:I, s:I, s:o}",
    "scenario", scenario_to (scenario, rules), "played_s", figure_to (day->played_s),
    "broken_off", day->broken_off, "utilisation", figure_to (rehearsal->utilisation),
    "connects_per_agent_hour", figure_to (rehearsal->connects), "idle_s_per_call",
    figure_to (rehearsal->idle_s), "abandoned_share", figure_to (rehearsal->abandoned),
    "cap_share", figure_to (scenario->dialing.pacing.cap_permille / 1000.0),
    "leads_last_s", figure_to (rehearsal->leads_last_s), "placed",
    (json_int_t) day->placed, "answered", (json_int_t) day->answered, "connected",
    (json_int_t) day->served, "people", (json_int_t) day->people, "abandoned",
    (json_int_t) day->abandoned, "quarters", quarters_to (rehearsal));
  char *dumped = json_dumps (json, JSON_INDENT (2) | JSON_PRESERVE_ORDER
                                     | JSON_REAL_PRECISION (12));
  char *text = g_strconcat (dumped, "\n", NULL);

  free (dumped);
  json_decref (json);
  return text;
}
