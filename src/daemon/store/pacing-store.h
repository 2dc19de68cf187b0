/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/store/tx.h"

/** od_pacing_store_set: what the pacer of @campaign_id has learned until now, in its own
 * words (daemon/pacing, od_pacer_save()). What is known already is not written. */
gboolean
od_pacing_store_set (OdTx *tx, gint64 campaign_id, const char *learned, GError **error);

/** od_pacing_store_get: @learned: (out) (transfer full): NULL: nothing yet. */
gboolean
od_pacing_store_get (OdTx *tx, gint64 campaign_id, char **learned, GError **error);
