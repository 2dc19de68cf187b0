/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/store/tx.h"

/** OD_RETENTION_OPERATION_MS: how long a request can be repeated: twice what an outbox
 * keeps trying. */
#define OD_RETENTION_OPERATION_MS ((gint64) 30 * 24 * 3600 * 1000)

/** OD_RETENTION_RECYCLING_MS: how long it is known what a recycling moved: longer than it
 * can be undone, and than that takes. */
#define OD_RETENTION_RECYCLING_MS ((gint64) 3600 * 1000)

/**
 * od_retention_store_tidy:
 * @more: (out): there is more than was removed now
 *
 * Removes what has run out: sessions, answers kept for repetition, numbers of crashed
 * calls, what recyclings moved. At most a slice of each at a time.
 */
gboolean od_retention_store_tidy (OdTx *tx, gboolean *more, GError **error);
