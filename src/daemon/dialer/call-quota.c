/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Calls a second and calls at once. What is claimed or queued will leave, too: counted
 * with what has left, there is room at every moment for what leaves then. Pure.
 */
#include "daemon/dialer/call-quota.h"

/* A second, and what an INVITE may be late on its way to the wire. */
#define RATE_SPAN_US (1050 * 1000)

void
od_call_quota_init (OdCallQuota *quota, guint per_second, guint channels)
{
  *quota = (OdCallQuota){ .channels = channels };
  od_rate_window_init (&quota->rate, per_second, RATE_SPAN_US);
}

void
od_call_quota_clear (OdCallQuota *quota)
{
  od_rate_window_clear (&quota->rate);
}

void
od_call_quota_set (OdCallQuota *quota, guint per_second, guint channels)
{
  quota->channels = channels;
  if (per_second != quota->rate.limit)
    od_rate_window_set (&quota->rate, per_second);
}

OdCallRoom
od_call_quota_get_room (const OdCallQuota *quota,
                        guint claiming,
                        guint calls,
                        gint64 now_us,
                        gint64 *next_us)
{
  int leaving = (int) (claiming + quota->queued);
  int rate = od_rate_window_get_room (&quota->rate, now_us) - leaving;
  int channels = quota->channels == 0 ? G_MAXINT
                                      : (int) quota->channels - (int) (calls + claiming);

  *next_us = od_rate_window_get_next_us (&quota->rate, now_us);
  if (channels <= rate)
    return (OdCallRoom){ MAX (channels, 0), OD_PACE_CHANNELS };

  return (OdCallRoom){ MAX (rate, 0), OD_PACE_RATE };
}
