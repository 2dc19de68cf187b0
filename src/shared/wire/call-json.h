#pragma once

#include "shared/model/call.h"

#include <jansson.h>

json_t *od_call_json_to (const OdCall *call);

/** od_call_json_disposition_from: {"disposition": …, "pause": bool}; @label (out)
 * (transfer full) is normalized, @pause keeps its value when absent. */
gboolean od_call_json_disposition_from (json_t *object,
                                        char **label,
                                        gboolean *pause,
                                        GError **error);

/** od_call_json_digits_from: {"digits": "12#"}; (out) (transfer full) */
gboolean od_call_json_digits_from (json_t *object, char **digits, GError **error);
