/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/api/request.h"
#include "daemon/store/recycle-store.h"

/* Store thread: finds or begins the recycling that @request is about. */
typedef gboolean (*OdRecyclingBegin) (OdTx *tx,
                                      OdRequest *request,
                                      OdRecycling *recycling,
                                      GError **error);

/** od_recycling_run: begins, and moves leads turn by turn until there are none left; then
 * @request goes on to its work. Other writes come between the turns. One that fails is
 * tried again, after a pause that grows, until it goes or the server stops: what is begun
 * is never left half done. @request is told so at once. */
void od_recycling_run (OdRequest *request, OdRecyclingBegin begin);

/** od_recycling_resume: goes on with @ids (element-type gint64), which an earlier process
 * left half done. */
void od_recycling_resume (OdApi *api, GArray *ids);

/** od_recycling_new_table: for OdApi.late_recyclings; who empties it, ends the pauses. */
GHashTable *od_recycling_new_table (void);
