/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An agent's second as JSON. Ages, not times: the program's clock may differ from ours.
 */
#include "daemon/api/me-json.h"

#include "shared/model/thread.h"
#include "shared/wire/disposition-json.h"
#include "shared/wire/fields.h"
#include "shared/wire/json-field.h"
#include "shared/wire/lead-json.h"

/* What the agent chooses from. A call can be disposed of before its campaign has been
 * read (NULL). */
static json_t *
dispositions_to (const OdCampaign *campaign)
{
  g_autoptr (GPtrArray) none = od_disposition_list_new ();
  g_autoptr (GPtrArray) offered = od_disposition_list_offered (
    campaign != NULL ? campaign->dispositions : none);

  return od_disposition_json_list_to (offered);
}

static void
set_script (json_t *call, const OdScript *script)
{
  if (script != NULL)
    json_object_set_new (call, OD_FIELD_SCRIPT,
                         json_pack ("{s:s, s:s}", OD_FIELD_NAME, script->name,
                                    OD_FIELD_TEXT, script->text));
}

static json_t *
call_to (OdFloor *floor, const OdFloorCall *call, const OdScript *script)
{
  const OdCallParty *agent = od_floor_call_find_party (call, OD_PARTY_AGENT);
  gint64 now_us = od_floor_now_us (floor);
  gint64 joined_us = agent != NULL && agent->joined_us != 0 ? agent->joined_us : now_us;
  json_t *object = json_pack ("{s:s, s:s, s:b, s:I, s:o, s:o}", OD_FIELD_ID, call->id,
                              OD_FIELD_STATE, od_call_state_get_name (call->state),
                              OD_FIELD_HELD, call->held, OD_FIELD_TALK_MS,
                              (now_us - joined_us) / 1000, OD_FIELD_LEAD,
                              od_lead_json_to (call->lead), OD_FIELD_DISPOSITION,
                              od_json_field_from_text (call->disposition));

  set_script (object, script);
  return object;
}

json_t *
od_me_json_ended_call_to (const OdCall *call, const OdLead *lead, const OdScript *script)
{
  gboolean talked = call->bridged_at_ms != 0 && call->ended_at_ms != 0;
  json_t *object = json_pack ("{s:s, s:s, s:b, s:I, s:o, s:o}", OD_FIELD_ID, call->id,
                              OD_FIELD_STATE, od_call_state_get_name (call->state),
                              OD_FIELD_HELD, FALSE, OD_FIELD_TALK_MS,
                              talked ? call->ended_at_ms - call->bridged_at_ms
                                     : (gint64) 0,
                              OD_FIELD_LEAD, od_lead_json_to (lead), OD_FIELD_DISPOSITION,
                              od_json_field_from_text (call->disposition));

  set_script (object, script);
  return object;
}

static json_t *
phone_to (OdFloor *floor, const OdFloorPhone *phone)
{
  gint64 now_us = od_floor_now_us (floor);

  if (phone == NULL)
    return json_null ();

  return json_pack ("{s:o, s:o, s:o, s:I, s:o}", OD_FIELD_USER_AGENT,
                    od_json_field_from_text (phone->user_agent), OD_FIELD_REGISTRAR,
                    od_json_field_from_text (phone->registrar), OD_FIELD_PROTOCOL,
                    od_json_field_from_text (phone->protocol), OD_FIELD_AGE_MS,
                    (now_us - phone->since_us) / 1000, OD_FIELD_PING_US,
                    phone->ping_us >= 0 ? json_integer (phone->ping_us) : json_null ());
}

static json_t *
agent_to (OdFloor *floor, const OdFloorAgent *agent)
{
  gint64 now_us = od_floor_now_us (floor);

  return json_pack ("{s:I, s:s, s:s, s:I, s:o, s:b, s:b, s:b}", OD_FIELD_ID, agent->id,
                    OD_FIELD_NAME, agent->name, OD_FIELD_STATE,
                    od_agent_state_get_name (agent->state), OD_FIELD_AGE_MS,
                    (now_us - agent->since_us) / 1000, OD_FIELD_CAMPAIGN,
                    od_json_field_from_id (agent->campaign_id), OD_FIELD_WANTS_READY,
                    agent->wants_ready, OD_FIELD_REGISTERED, agent->phone != NULL,
                    OD_FIELD_ON_LINE, agent->line.state == OD_LINE_UP);
}

json_t *
od_me_json_agent_to (OdFloor *floor, const OdFloorAgent *agent)
{
  json_t *object = agent_to (floor, agent);

  json_object_set_new (object, OD_FIELD_PHONE, phone_to (floor, agent->phone));
  return object;
}

/* Who has not been there since the start is offline since then. */
void
od_me_json_add_floor (OdFloor *floor, json_t *answer)
{
  json_t *item;
  gsize i;

  OD_ASSERT_MAIN ();
  json_array_foreach (json_object_get (answer, OD_FIELD_AGENTS), i, item)
  {
    OdFloorAgent *agent =
      od_floor_get_agent (floor,
                          json_integer_value (json_object_get (item, OD_FIELD_ID)));

    json_object_update_new (item,
                            agent != NULL
                              ? od_me_json_agent_to (floor, agent)
                              : json_pack ("{s:i, s:b, s:b, s:n}", OD_FIELD_AGE_MS, 0,
                                           OD_FIELD_REGISTERED, FALSE, OD_FIELD_ON_LINE,
                                           FALSE, OD_FIELD_PHONE));
  }
}

json_t *
od_me_json_to (OdFloor *floor,
               const OdFloorAgent *agent,
               const OdFloorCall *call,
               const OdCampaign *campaign,
               const OdScript *script)
{
  json_t *object = agent_to (floor, agent);
  gint64 wrap_up_us = agent->wrap_up_until_us - od_floor_now_us (floor);

  if (agent->state == OD_AGENT_WRAP_UP)
    json_object_set_new (object, OD_FIELD_READY_IN_MS,
                         json_integer (MAX (wrap_up_us, 0) / 1000));
  if (agent->call_id != NULL)
    json_object_set_new (object, OD_FIELD_CALL_ID, json_string (agent->call_id));
  if (campaign != NULL)
    json_object_set_new (object, OD_FIELD_CAMPAIGN_NAME, json_string (campaign->name));
  if (campaign != NULL || agent->state == OD_AGENT_DISPOSING)
    json_object_set_new (object, OD_FIELD_DISPOSITIONS, dispositions_to (campaign));
  if (call != NULL)
    json_object_set_new (object, OD_FIELD_CALL, call_to (floor, call, script));
  return object;
}
