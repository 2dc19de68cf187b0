/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/model/script.h"

#include <jansson.h>

json_t *od_script_json_to (const OdScript *script);

/** od_script_json_apply: as od_leadset_json_apply(). */
gboolean od_script_json_apply (OdScript *script, json_t *object, GError **error);
