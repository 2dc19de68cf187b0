#pragma once

#include "daemon/store/store.h"
#include "shared/model/recycle.h"

/* Leads are DONE, in no call by their number, and nobody ever said anything final of
 * them, or owes the word on a talk with them. */

/** od_recycle_store_count: how many leads of @leadset_id would be dialed again. */
gboolean od_recycle_store_count (OdTx *tx,
                                 gint64 leadset_id,
                                 const OdRecycle *recycle,
                                 gint64 *n,
                                 GError **error);

/** od_recycle_store_run: makes them READY, with @status; @n counts them. */
gboolean od_recycle_store_run (OdTx *tx,
                               gint64 leadset_id,
                               const OdRecycle *recycle,
                               const char *status,
                               gint64 *n,
                               GError **error);
