#pragma once

#include "daemon/store/store.h"
#include "shared/model/tally.h"

/* Each reads one consistent set of numbers; @error when the database failed. */
gboolean od_tally_store_get_dashboard (OdTx *tx, OdDashboard *dashboard, GError **error);
OdBoard *od_tally_store_get_campaign (OdTx *tx, gint64 campaign_id, GError **error);
OdBoard *od_tally_store_get_leadset (OdTx *tx, gint64 leadset_id, GError **error);

/* What the abandonment ledger of a campaign's pacing starts from. */
gboolean od_tally_store_get_ledger (OdTx *tx,
                                    gint64 campaign_id,
                                    gint64 *answered,
                                    gint64 *abandoned,
                                    GError **error);
