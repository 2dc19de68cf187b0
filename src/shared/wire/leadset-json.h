/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/model/leadset.h"

#include <jansson.h>

json_t *od_leadset_json_to (const OdLeadset *leadset);

/** od_leadset_json_apply: writes the fields @object has into @leadset; serves both a new
 * one (whose required fields are then checked) and a change. */
gboolean od_leadset_json_apply (OdLeadset *leadset, json_t *object, GError **error);
