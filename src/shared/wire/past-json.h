/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/model/past.h"

#include <jansson.h>

/** od_past_json_to: (transfer full). Any thread. */
json_t *od_past_json_to (const OdPast *past);

/** od_past_json_apply: FALSE: @object is no such past. Any thread. */
gboolean od_past_json_apply (OdPast *past, json_t *object, GError **error);
