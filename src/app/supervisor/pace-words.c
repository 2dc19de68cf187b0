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

char *
od_pace_words_dup (json_t *now)
{
  const char *name = json_string_value (json_object_get (now, OD_FIELD_NEXT_LIMIT));
  const char *limit = find_limit (name);
  GString *text;

  if (limit == NULL)
    return NULL;

  text = g_string_new (NULL);
  g_string_append_printf (text,
                          _ ("Now: free agents %'ld, calls ringing %'ld, calls waiting "
                             "%'ld."),
                          get_count (now, OD_FIELD_FREE_AGENTS),
                          get_count (now, OD_FIELD_RINGING),
                          get_count (now, OD_FIELD_WAITING));
  if (json_is_integer (json_object_get (now, OD_FIELD_CAP_LEFT)))
    g_string_append_printf (text, _ (" Left under the abandonment cap: %'ld."),
                            get_count (now, OD_FIELD_CAP_LEFT));
  g_string_append_printf (text, " %s", limit);
  return g_string_free (text, FALSE);
}
