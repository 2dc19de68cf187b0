/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From what the network said to why the call ended. Pure; the one place that knows SIP's
 * answer codes.
 */
#include "daemon/switch/sip-verdict.h"

#include <errno.h>

OdEndReason
od_sip_verdict (guint code, gboolean rang, gboolean alerted, int transport_errno)
{
  switch (code) {
  case 0:
    return transport_errno == ETIMEDOUT ? OD_END_NO_REPLY : OD_END_TRANSPORT;
  case 486: /* Busy Here */
  case 600: /* Busy Everywhere */
    return OD_END_BUSY;
  case 603: /* Decline */
  case 607: /* Unwanted (RFC 8197) */
    return OD_END_DECLINED;
  case 403: /* Forbidden: what gateways make of "call rejected" (Q.850 21) */
    return alerted ? OD_END_DECLINED : OD_END_TRUNK_REFUSED;
  case 480: /* Temporarily Unavailable */
    return OD_END_NO_ANSWER;
  case 408: /* Request Timeout: a phone that rang was not picked up */
    return rang ? OD_END_NO_ANSWER : OD_END_NO_REPLY;
  case 404: /* Not Found */
  case 410: /* Gone */
  case 484: /* Address Incomplete */
  case 485: /* Ambiguous */
  case 604: /* Does Not Exist Anywhere */
    return OD_END_BAD_NUMBER;
  default:
    return OD_END_TRUNK_REFUSED;
  }
}
