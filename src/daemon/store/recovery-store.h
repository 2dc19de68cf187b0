/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/store/tx.h"

/**
 * od_recovery_store_begin_epoch:
 *
 * Opens a new epoch and settles what the last one left: claimed leads are ready again
 * (no INVITE had left), live calls are interrupted and their leads and numbers left
 * alone for OD_STORE_RETRY_GAP_MS, agents are offline until they come back. In a restored
 * copy every campaign is switched off. Sets tx->epoch.
 */
gboolean od_recovery_store_begin_epoch (OdTx *tx, GError **error);

/** od_recovery_store_probe: writes something that changes nothing: does the disk take
 * it? */
gboolean od_recovery_store_probe (OdTx *tx, GError **error);
