/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/model/hour.h"

#include <jansson.h>

/** od_hour_json_to: (transfer full): null where something is not known. @latencies:
 * (element-type OdLatency): of the campaign's latest calls, ascending. Any thread. */
json_t *od_hour_json_to (const OdHour *hour, GArray *latencies);
