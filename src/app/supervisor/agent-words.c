/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an agent does, in words and in the class of a chip. Pure but for the clock that is
 * given. Main thread.
 */
#include "app/supervisor/agent-words.h"

#include "shared/model/agent-state.h"

#include <glib/gi18n.h>

#define SECOND_MS 1000
#define MINUTE_S  60
#define HOUR_S    3600

static OdAgentState
get_state (OdRecord *agent)
{
  OdAgentState state;

  if (od_agent_state_from_name (od_record_get_text (agent, "state"), &state))
    return state;

  return OD_AGENT_N_STATES;
}

gboolean
od_agent_words_is_online (OdRecord *agent)
{
  OdAgentState state = get_state (agent);

  return state != OD_AGENT_OFFLINE && state != OD_AGENT_N_STATES;
}

/* Only the live stream tells of the phone: silence about it is no news. */
static gboolean
has_no_phone (OdRecord *agent)
{
  return json_is_false (json_object_get (od_record_get_body (agent), "registered"));
}

char *
od_agent_words_dup_presence (OdRecord *agent)
{
  if (!od_agent_words_is_online (agent))
    return g_strdup (_ ("Offline"));
  if (has_no_phone (agent))
    return g_strdup (_ ("No phone"));
  return g_strdup (_ ("Online"));
}

const char *
od_agent_words_get_presence_css (OdRecord *agent)
{
  if (!od_agent_words_is_online (agent))
    return NULL;

  return has_no_phone (agent) ? "warn" : "good";
}

char *
od_agent_words_dup_state (OdRecord *agent)
{
  switch (get_state (agent)) {
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

  return g_strdup (od_record_get_text (agent, "state"));
}

const char *
od_agent_words_get_state_css (OdRecord *agent)
{
  switch (get_state (agent)) {
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

/* @age was true when @agent was heard; -1: it is none. */
static gint64
grow (OdRecord *agent, json_t *age, gint64 now_us)
{
  if (!json_is_integer (age))
    return -1;

  return json_integer_value (age)
         + MAX (now_us - od_record_heard_us (agent), 0) / SECOND_MS;
}

gint64
od_agent_words_get_age_ms (OdRecord *agent, gint64 now_us)
{
  return grow (agent, json_object_get (od_record_get_body (agent), "age_ms"), now_us);
}

static json_t *
get_phone (OdRecord *agent)
{
  return json_object_get (od_record_get_body (agent), "phone");
}

char *
od_agent_words_dup_phone (OdRecord *agent, const char *field)
{
  const char *text = json_string_value (json_object_get (get_phone (agent), field));

  return g_strdup (text != NULL ? text : "-");
}

gint64
od_agent_words_get_ping_us (OdRecord *agent)
{
  json_t *ping = json_object_get (get_phone (agent), "ping_us");

  return json_is_integer (ping) ? json_integer_value (ping) : -1;
}

char *
od_agent_words_dup_ping (OdRecord *agent)
{
  gint64 ping_us = od_agent_words_get_ping_us (agent);

  if (ping_us < 0)
    return g_strdup ("-");

  /* Translators: milliseconds to a phone and back. */
  return g_strdup_printf (_ ("%.1f ms"), ping_us / 1000.0);
}

gint64
od_agent_words_get_registered_ms (OdRecord *agent, gint64 now_us)
{
  return grow (agent, json_object_get (get_phone (agent), "age_ms"), now_us);
}

char *
od_agent_words_dup_length (gint64 ms)
{
  gint64 s = ms / SECOND_MS;

  if (ms < 0)
    return g_strdup ("–");
  if (s >= HOUR_S)
    return g_strdup_printf ("%" G_GINT64_FORMAT ":%02" G_GINT64_FORMAT
                            ":%02" G_GINT64_FORMAT,
                            s / HOUR_S, s % HOUR_S / MINUTE_S, s % MINUTE_S);
  return g_strdup_printf ("%" G_GINT64_FORMAT ":%02" G_GINT64_FORMAT, s / MINUTE_S,
                          s % MINUTE_S);
}
