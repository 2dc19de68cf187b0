/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/model/recycle.h"

#include <jansson.h>

/** od_retry_rule_json_from: (element-type OdRetryRule): of {"rules": [{"outcome": …,
 * "delay_ms": n, "max_attempts": n}, …]}, at most one for each outcome; NULL with a
 * sentence that names the outcome. */
GArray *od_retry_rule_json_from (json_t *object, GError **error);

/** od_retry_rule_json_to: (transfer full): the same object. */
json_t *od_retry_rule_json_to (GArray *rules);
