/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How much of the cap is used and what is left of it, as the law counts: people abandoned
 * among people who answered. Pure; any thread.
 */
#include "app/supervisor/abandonment.h"

#include "app/object/figures.h"
#include "shared/wire/fields.h"

#include <glib.h>
#include <glib/gi18n.h>
#include <math.h>

#define CLOSE 1e-9 /* 3 % of 100 is 3, whatever the processor thinks */
#define NEAR  0.8  /* of what the cap allows */

static gint64
get_int (json_t *object, const char *name)
{
  return json_integer_value (json_object_get (object, name));
}

static char *
dup_percent (double percent)
{
  return od_figures_dup_percent ((guint) lround (100.0 * percent));
}

/* How many more may be abandoned as things stand. */
static gint64
count_left (json_t *window, double cap)
{
  gint64 most = (gint64) floor (cap * get_int (window, OD_FIELD_PEOPLE) / 100.0 + CLOSE);

  return MAX (most - get_int (window, OD_FIELD_ABANDONED), 0);
}

static void
add_window (GString *text, const char *name, json_t *window, double cap)
{
  gint64 people = get_int (window, OD_FIELD_PEOPLE);
  gint64 abandoned = get_int (window, OD_FIELD_ABANDONED);
  g_autofree char *percent = dup_percent (people > 0 ? 100.0 * abandoned / people : 0.0);

  g_string_append_c (text, '\n');
  /* Translators: name of the time, abandoned, answered, percent, what is left. */
  g_string_append_printf (text, _ ("%s: %'ld of %'ld abandoned, %s; left: %'ld"), name,
                          (glong) abandoned, (glong) people, percent,
                          (glong) count_left (window, cap));
}

char *
od_abandonment_dup_words (json_t *abandonment, double multiplier)
{
  json_t *cap_value = json_object_get (abandonment, OD_FIELD_CAP_PERCENT);
  json_t *day = json_object_get (abandonment, OD_FIELD_DAY);
  json_t *month = json_object_get (abandonment, OD_FIELD_MONTH);
  double cap = json_number_value (cap_value);
  g_autofree char *most = dup_percent (cap);
  GString *text;

  if (!json_is_number (cap_value) || !json_is_object (day) || !json_is_object (month))
    return NULL;

  text = g_string_new (NULL);
  g_string_append_printf (text, _ ("At most %s of those who answer may meet silence."),
                          most);
  add_window (text, _ ("Today"), day, cap);
  add_window (text, _ ("30 days"), month, cap);
  if (multiplier <= 1.0)
    g_string_append_printf (
      text, "\n%s", _ ("No call is placed ahead of an agent: the multiplier is 1."));
  else if (cap <= 0.0)
    g_string_append_printf (text, "\n%s", _ ("So no call is placed ahead of an agent."));
  else if (cap * get_int (day, OD_FIELD_PEOPLE) / 100.0 + CLOSE < 1.0) {
    g_string_append_c (text, '\n');
    g_string_append_printf (text,
                            _ ("No call is placed ahead of an agent before %d people "
                               "have answered."),
                            (int) ceil (100.0 / cap - CLOSE));
  }
  return g_string_free (text, FALSE);
}

static gboolean
is_passed (json_t *window, double cap)
{
  return 100.0 * get_int (window, OD_FIELD_ABANDONED)
         > cap * get_int (window, OD_FIELD_PEOPLE) + CLOSE;
}

static gboolean
is_near (json_t *window, double cap)
{
  double most = cap * get_int (window, OD_FIELD_PEOPLE) / 100.0;

  return most + CLOSE >= 1.0
         && (get_int (window, OD_FIELD_ABANDONED) + CLOSE >= NEAR * most
             || count_left (window, cap) == 0);
}

char *
od_abandonment_dup_warning (json_t *abandonment)
{
  json_t *day = json_object_get (abandonment, OD_FIELD_DAY);
  json_t *month = json_object_get (abandonment, OD_FIELD_MONTH);
  double cap = json_number_value (json_object_get (abandonment, OD_FIELD_CAP_PERCENT));
  gboolean today = is_near (day, cap);
  json_t *window = today ? day : month;
  gint64 people = get_int (window, OD_FIELD_PEOPLE);
  gint64 abandoned = get_int (window, OD_FIELD_ABANDONED);
  g_autofree char *share = dup_percent (people > 0 ? 100.0 * abandoned / people : 0.0);
  g_autofree char *most = dup_percent (cap);

  if (is_passed (day, cap) || is_passed (month, cap) || (!today && !is_near (month, cap)))
    return NULL;

  /* Translators: name of the time, abandoned, answered, percent, cap in percent, what is
   * left. */
  return g_strdup_printf (_ ("The abandonment cap is near. %s: %'ld of %'ld people who "
                             "answered met silence, %s; at most %s may. Left: %'ld."),
                          today ? _ ("Today") : _ ("30 days"), (glong) abandoned,
                          (glong) people, share, most, (glong) count_left (window, cap));
}

char *
od_abandonment_dup_alarm (json_t *abandonment)
{
  json_t *cap_value = json_object_get (abandonment, OD_FIELD_CAP_PERCENT);
  json_t *day = json_object_get (abandonment, OD_FIELD_DAY);
  json_t *month = json_object_get (abandonment, OD_FIELD_MONTH);
  double cap = json_number_value (cap_value);
  gboolean today = is_passed (day, cap);
  json_t *window = today ? day : month;
  gint64 people = get_int (window, OD_FIELD_PEOPLE);
  gint64 abandoned = get_int (window, OD_FIELD_ABANDONED);
  g_autofree char *share = dup_percent (people > 0 ? 100.0 * abandoned / people : 100.0);
  g_autofree char *most = dup_percent (cap);

  if (!json_is_number (cap_value) || (!today && !is_passed (month, cap)))
    return NULL;

  /* Translators: name of the time, abandoned, answered, percent, cap in percent. */
  return g_strdup_printf (_ ("The abandonment cap is passed. %s: %'ld of %'ld people who "
                             "answered met silence, %s; at most %s may."),
                          today ? _ ("Today") : _ ("30 days"), (glong) abandoned,
                          (glong) people, share, most);
}
