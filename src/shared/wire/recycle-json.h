/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/model/recycle.h"

#include <jansson.h>

/**
 * od_recycle_json_from:
 * @object: {"outcomes": […], "min_age_ms": n, "max_attempts": n, "status": …}
 * @status: (out) (transfer full) (nullable): normalized; what the leads become, required.
 *   NULL: the leads are only counted, and the field may not be there
 */
gboolean
od_recycle_json_from (json_t *object, OdRecycle *recycle, char **status, GError **error);
