/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "shared/model/disposition.h"

/**
 * od_sip_verdict:
 * @code: the final SIP answer, 0 when none came
 * @rang: whether an 18x had come
 * @alerted: whether it was a 180: a phone rang, and its owner may have refused
 * @transport_errno: why no answer came, ETIMEDOUT for silence; 0 with @code
 *
 * Returns: why the unanswered call ended, in our words. Pure, any thread.
 */
OdEndReason
od_sip_verdict (guint code, gboolean rang, gboolean alerted, int transport_errno);
