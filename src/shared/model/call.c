/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One attempt to reach one lead: a plain value and the words it is counted under. Pure.
 */
#include "shared/model/call.h"

OdCall *
od_call_new (void)
{
  OdCall *call = g_new0 (OdCall, 1);

  call->latency_us = -1;
  return call;
}

OdCall *
od_call_copy (const OdCall *call)
{
  OdCall *copy = g_memdup2 (call, sizeof *call);

  copy->id = g_strdup (call->id);
  copy->phone = g_strdup (call->phone);
  copy->caller_id = g_strdup (call->caller_id);
  copy->sip_reason = g_strdup (call->sip_reason);
  copy->disposition = g_strdup (call->disposition);
  copy->reason = g_strdup (call->reason);
  return copy;
}

void
od_call_free (OdCall *call)
{
  g_free (call->id);
  g_free (call->phone);
  g_free (call->caller_id);
  g_free (call->sip_reason);
  g_free (call->disposition);
  g_free (call->reason);
  g_free (call);
}

OdSystemDisposition
od_call_get_system_disposition (const OdCall *call)
{
  if (od_call_state_is_over (call->state))
    return od_system_disposition_of_end (call->end_reason, call->answered_at_ms != 0,
                                         call->bridged_at_ms != 0);
  if (od_call_state_is_connected (call->state))
    return OD_SYSTEM_ANSWERED;

  return call->state == OD_CALL_RINGING ? OD_SYSTEM_RINGING : OD_SYSTEM_IN_PROGRESS;
}

const char *
od_call_get_slice (const OdCall *call)
{
  if (call->disposition != NULL)
    return call->disposition;
  if (call->bridged_at_ms != 0)
    return "Null";

  return od_system_disposition_get_name (od_call_get_system_disposition (call));
}
