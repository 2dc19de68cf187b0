/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an agent does, in words and in the class of a chip. Main thread.
 */
#include "app/supervisor/agent-words.h"

#include "app/desk/agent-view.h"
#include "app/form/moment.h"
#include "shared/wire/fields.h"

#include <glib/gi18n.h>

#define MS_PER_S 1000
#define TODAY_MS (12 * 3600 * (gint64) MS_PER_S) /* longer ago needs its date */

char *
od_agent_words_dup_presence (OdRecord *agent, gpointer unused)
{
  if (!od_agent_view_is_online (agent))
    return g_strdup (_ ("Offline"));
  if (od_agent_view_has_no_phone (agent))
    return g_strdup (_ ("No phone"));
  return g_strdup (_ ("Online"));
}

const char *
od_agent_words_get_presence_css (OdRecord *agent, gpointer unused)
{
  if (!od_agent_view_is_online (agent))
    return NULL;

  return od_agent_view_has_no_phone (agent) ? "warn" : "good";
}

char *
od_agent_words_dup_state (OdRecord *agent, gpointer unused)
{
  switch (od_agent_view_get_state (agent)) {
  case OD_AGENT_OFFLINE:
    return g_strdup (_ ("Offline"));
  case OD_AGENT_PAUSED:
    return g_strdup (_ ("Paused"));
  case OD_AGENT_READY:
    return g_strdup (_ ("Waiting"));
  case OD_AGENT_PAUSING:
    return g_strdup (_ ("Pausing"));
  case OD_AGENT_RESERVED:
    return g_strdup (_ ("Call coming"));
  case OD_AGENT_IN_CALL:
    return g_strdup (_ ("In call"));
  case OD_AGENT_DISPOSING:
    return g_strdup (_ ("Disposing"));
  case OD_AGENT_WRAP_UP:
    return g_strdup (_ ("Wrap-up"));
  case OD_AGENT_N_STATES:
    break;
  }

  return g_strdup (od_record_get_text (agent, OD_FIELD_STATE));
}

const char *
od_agent_words_get_state_css (OdRecord *agent, gpointer unused)
{
  switch (od_agent_view_get_state (agent)) {
  case OD_AGENT_READY:
    return "good";
  case OD_AGENT_RESERVED:
  case OD_AGENT_IN_CALL:
    return "busy";
  case OD_AGENT_PAUSED:
  case OD_AGENT_PAUSING:
    return "warn";
  default:
    return NULL;
  }
}

char *
od_agent_words_dup_moment (gint64 age_ms)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) then = g_date_time_add_seconds (now, -(age_ms / MS_PER_S));

  if (age_ms < 0)
    return g_strdup ("-");

  return age_ms < TODAY_MS ? g_date_time_format (then, "%H:%M:%S")
                           : od_moment_format (g_date_time_to_unix (then) * MS_PER_S);
}

char *
od_agent_words_dup_ping (OdRecord *agent, gpointer unused)
{
  gint64 ping_us = od_agent_view_get_ping_us (agent);

  if (ping_us < 0)
    return g_strdup ("-");

  /* Translators: milliseconds to a phone and back. */
  return g_strdup_printf (_ ("%.1f ms"), ping_us / 1000.0);
}
