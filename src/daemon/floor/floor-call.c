/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A call in flight: a plain value of the floor. Main thread.
 */
#include "daemon/floor/floor-call.h"
#include "shared/model/thread.h"

OdFloorCall *
od_floor_call_new (const char *id,
                   guint64 leg,
                   OdLead *lead,
                   gint64 campaign_id,
                   gint64 now_us)
{
  OdFloorCall *call = g_new0 (OdFloorCall, 1);

  OD_ASSERT_MAIN ();
  call->id = g_strdup (id);
  call->leg = leg;
  call->lead = lead;
  call->campaign_id = campaign_id;
  call->since_us = now_us;
  return call;
}

void
od_floor_call_free (OdFloorCall *call)
{
  OD_ASSERT_MAIN ();
  g_free (call->id);
  od_lead_free (call->lead);
  g_free (call->disposition);
  g_free (call);
}
