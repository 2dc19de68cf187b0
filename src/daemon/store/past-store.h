/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/store/tx.h"
#include "shared/model/past.h"

/** od_past_store_get: (transfer full): of a campaign that there is; the trunk's limits
 * are not known here and are 0. NULL with @error. It costs the same however many calls
 * there were. */
OdPast *od_past_store_get (OdTx *tx, gint64 campaign_id, GError **error);
