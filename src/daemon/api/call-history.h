/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/store/tx.h"
#include "shared/model/call.h"

#include <jansson.h>

/** od_call_history_to: (transfer full): @call as it is told to people: with what was said
 * of it before, and by whom that was taken back. NULL with @error. */
json_t *od_call_history_to (OdTx *tx, const OdCall *call, GError **error);
