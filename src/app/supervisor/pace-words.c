/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the dialer looks at, in words. Pure; any thread.
 */
#include "app/supervisor/pace-words.h"

#include "shared/model/pace.h"
#include "shared/wire/fields.h"

#include <glib.h>
#include <glib/gi18n.h>
#include <string.h>

static glong
get_count (json_t *now, const char *field)
{
  return (glong) json_integer_value (json_object_get (now, field));
}

/* NULL: there is nothing to be said of it. */
static const char *
find_limit (const char *name)
{
  const char *const words[OD_PACE_N_LIMITS] = {
    [OD_PACE_NO_AGENT] = _ ("Nobody is called: no agent works in this campaign."),
    [OD_PACE_NO_LEAD] = _ ("No lead can be dialed now."),
    [OD_PACE_RATE] = _ ("Next limit: calls per second."),
    [OD_PACE_CHANNELS] = _ ("Next limit: calls at once."),
    [OD_PACE_AGENTS] = _ ("Next limit: free agents, one call for each."),
    [OD_PACE_MULTIPLIER] = _ ("Next limit: the multiplier."),
    [OD_PACE_PACER] = _ ("Next limit: agents have to come free first, to stay under the "
                         "abandonment cap."),
  };

  for (guint i = 0; name != NULL && i < OD_PACE_N_LIMITS; i++) {
    if (strcmp (od_pace_limit_get_name (i), name) == 0)
      return words[i];
  }

  return NULL;
}

static gboolean
is_known (json_t *now, const char *field)
{
  return json_is_integer (json_object_get (now, field));
}

static void
append_calls (GString *text, json_t *now)
{
  glong ringing = get_count (now, OD_FIELD_RINGING);
  glong waiting = get_count (now, OD_FIELD_WAITING);

  g_string_append_printf (text,
                          ngettext ("Now: %'ld call rings", "Now: %'ld calls ring",
                                    (gulong) ringing),
                          ringing);
  if (waiting > 0)
    g_string_append_printf (text,
                            ngettext (", %'ld person waits", ", %'ld people wait",
                                      (gulong) waiting),
                            waiting);
}

/* In so many seconds a call that is placed now would be answered. */
static void
append_agents (GString *text, json_t *now)
{
  glong free = get_count (now, OD_FIELD_FREE_AGENTS);
  glong soon = get_count (now, OD_FIELD_FREE_SOON);
  glong seconds = get_count (now, OD_FIELD_SOON_S);
  g_autofree char *within =
    g_strdup_printf (ngettext ("%'ld second", "%'ld seconds", (gulong) seconds), seconds);

  g_string_append_printf (text,
                          ngettext (", %'ld agent is free", ", %'ld agents are free",
                                    (gulong) free),
                          free);
  if (is_known (now, OD_FIELD_FREE_SOON))
    /* TRANSLATORS: %s is "12 seconds" */
    g_string_append_printf (text,
                            ngettext (", %'ld will be within %s",
                                      ", %'ld will be within %s", (gulong) soon),
                            soon, within);
  g_string_append (text, ".");
}

static void
append_cap (GString *text, json_t *now)
{
  glong left = get_count (now, OD_FIELD_CAP_LEFT);

  if (is_known (now, OD_FIELD_CAP_LEFT))
    g_string_append_printf (text,
                            ngettext (" The cap allows %'ld more abandoned call.",
                                      " The cap allows %'ld more abandoned calls.",
                                      (gulong) left),
                            left);
}

char *
od_pace_words_dup (json_t *now)
{
  const char *name = json_string_value (json_object_get (now, OD_FIELD_NEXT_LIMIT));
  const char *limit = find_limit (name);
  GString *text;

  if (limit == NULL)
    return NULL;

  text = g_string_new (NULL);
  append_calls (text, now);
  append_agents (text, now);
  append_cap (text, now);
  g_string_append_printf (text, " %s", limit);
  return g_string_free (text, FALSE);
}
