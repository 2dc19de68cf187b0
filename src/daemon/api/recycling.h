#pragma once

#include "daemon/api/request.h"
#include "daemon/store/recycle-store.h"

/* Store thread: finds or begins the recycling that @request is about. */
typedef gboolean (*OdRecyclingBegin) (OdTx *tx,
                                      OdRequest *request,
                                      OdRecycling *recycling,
                                      GError **error);

/** od_recycling_run: begins, and moves leads turn by turn until there are none left; then
 * @request goes on to its work. Other writes come between the turns. */
void od_recycling_run (OdRequest *request, OdRecyclingBegin begin);

/** od_recycling_resume: goes on with @ids (element-type gint64), which an earlier process
 * left half done. */
void od_recycling_resume (OdApi *api, GArray *ids);
