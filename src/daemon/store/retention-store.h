#pragma once

#include "daemon/store/store.h"

/** OD_RETENTION_OPERATION_MS: how long a request can be repeated: twice what an outbox
 * keeps trying. */
#define OD_RETENTION_OPERATION_MS ((gint64) 30 * 24 * 3600 * 1000)

/** od_retention_store_tidy: removes what has run out: sessions, answers kept for
 * repetition, numbers of crashed calls. At most a slice at a time. */
gboolean od_retention_store_tidy (OdTx *tx, GError **error);
