/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who is in a call. Main thread.
 */
#include "daemon/floor/floor-call.h"

#include "shared/model/thread.h"

OdCallParty *
od_floor_call_find_party (const OdFloorCall *call, OdPartyRole role)
{
  OD_ASSERT_MAIN ();
  for (guint i = 0; i < call->parties->len; i++) {
    OdCallParty *party = g_ptr_array_index (call->parties, i);

    if (party->role == role)
      return party;
  }

  return NULL;
}

guint64
od_floor_call_get_leg (const OdFloorCall *call)
{
  const OdCallParty *lead = g_ptr_array_index (call->parties, 0);

  OD_ASSERT_MAIN ();
  return lead->leg;
}

gint64
od_floor_call_get_agent_id (const OdFloorCall *call)
{
  const OdCallParty *agent = od_floor_call_find_party (call, OD_PARTY_AGENT);

  OD_ASSERT_MAIN ();
  return agent != NULL ? agent->agent_id : 0;
}

gboolean
od_floor_call_needs_agent (const OdFloorCall *call)
{
  OD_ASSERT_MAIN ();
  return call->state == OD_CALL_WAITING && od_floor_call_get_agent_id (call) == 0;
}
