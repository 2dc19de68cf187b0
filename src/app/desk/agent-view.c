/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads an agent's record in one place. Ages were true when they were heard: what has
 * passed since is added. Main thread.
 */
#include "app/desk/agent-view.h"

#include "shared/model/thread.h"
#include "shared/wire/fields.h"

static json_t *
get (OdRecord *agent, const char *field)
{
  return json_object_get (od_record_get_body (agent), field);
}

static json_t *
get_phone (OdRecord *agent, const char *field)
{
  return json_object_get (get (agent, OD_FIELD_PHONE), field);
}

OdAgentState
od_agent_view_get_state (OdRecord *agent)
{
  OD_ASSERT_MAIN ();

  OdAgentState state;

  if (od_agent_state_from_name (od_record_get_text (agent, OD_FIELD_STATE), &state))
    return state;

  return OD_AGENT_N_STATES;
}

gboolean
od_agent_view_is_online (OdRecord *agent)
{
  OD_ASSERT_MAIN ();

  OdAgentState state = od_agent_view_get_state (agent);

  return state != OD_AGENT_OFFLINE && state != OD_AGENT_N_STATES;
}

gint64
od_agent_view_get_campaign (OdRecord *agent)
{
  OD_ASSERT_MAIN ();

  return od_record_get_int (agent, OD_FIELD_CAMPAIGN);
}

gboolean
od_agent_view_has_no_phone (OdRecord *agent)
{
  OD_ASSERT_MAIN ();

  return json_is_false (get (agent, OD_FIELD_REGISTERED));
}

static gint64
grow (OdRecord *agent, json_t *age, gint64 now_us)
{
  if (!json_is_integer (age))
    return -1;

  return json_integer_value (age) + MAX (now_us - od_record_heard_us (agent), 0) / 1000;
}

gint64
od_agent_view_get_age_ms (OdRecord *agent, gint64 now_us)
{
  OD_ASSERT_MAIN ();

  return grow (agent, get (agent, OD_FIELD_AGE_MS), now_us);
}

gint64
od_agent_view_get_registered_ms (OdRecord *agent, gint64 now_us)
{
  OD_ASSERT_MAIN ();

  return grow (agent, get_phone (agent, OD_FIELD_AGE_MS), now_us);
}

gint64
od_agent_view_get_ping_us (OdRecord *agent)
{
  OD_ASSERT_MAIN ();

  json_t *ping = get_phone (agent, OD_FIELD_PING_US);

  return json_is_integer (ping) ? json_integer_value (ping) : -1;
}
