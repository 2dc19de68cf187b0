/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/store/tx.h"

/* What was lately, for who counts by the minute and begins in the middle of a day. */

/* Times of one call, Unix milliseconds. */
typedef struct {
  gint64 campaign_id;
  gint64 placed_ms;
  gint64 answered_ms;  /* 0: nobody picked up */
  gint64 abandoned_ms; /* 0: it was not */
} OdHourCall;

/** od_hour_store_list_calls: (element-type OdHourCall): those placed at @since_ms or
 * later, of all campaigns, newest first, the newest @limit of them; NULL with @error. */
GArray *od_hour_store_list_calls (OdTx *tx, gint64 since_ms, guint limit, GError **error);
