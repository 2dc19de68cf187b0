/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/model/call.h"

#include <jansson.h>

json_t *od_call_json_to (const OdCall *call);

/** od_call_json_disposition_from: {"disposition": …, "reason": …, "pause": bool,
 * "call_back_at_ms": …}; @label (out) (transfer full) is normalized, @reason (inout)
 * (transfer full), @pause and @call_back_at_ms keep their values when absent. */
gboolean od_call_json_disposition_from (json_t *object,
                                        char **label,
                                        char **reason,
                                        gboolean *pause,
                                        gint64 *call_back_at_ms,
                                        GError **error);

/** od_call_json_digits_from: {"digits": "12#"}; (out) (transfer full) */
gboolean od_call_json_digits_from (json_t *object, char **digits, GError **error);
