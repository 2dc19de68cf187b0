/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/store/tx.h"
#include "shared/model/tally.h"

/* Each reads one consistent set of numbers; @error when the database failed. */
gboolean od_tally_store_get_dashboard (OdTx *tx, OdDashboard *dashboard, GError **error);
OdBoard *od_tally_store_get_campaign (OdTx *tx, gint64 campaign_id, GError **error);
OdBoard *od_tally_store_get_leadset (OdTx *tx, gint64 leadset_id, GError **error);

/** od_tally_store_read_agent_calls: puts into @board, which is @campaign_id's, the calls
 * of each agent; today's are those placed on the day @today. */
gboolean od_tally_store_read_agent_calls (OdTx *tx,
                                          gint64 campaign_id,
                                          gint64 today,
                                          OdBoard *board,
                                          GError **error);

/** od_tally_store_get_ledger: what an abandonment ledger starts from: of the calls placed
 * on @first_day or later those that a person answered (abandoned ones too), and those
 * abandoned. A machine, or a call without a verdict yet, is no person who answered; what
 * is disposed while it is up counts when it ends. */
gboolean od_tally_store_get_ledger (OdTx *tx,
                                    gint64 campaign_id,
                                    gint64 first_day,
                                    OdAbandonment *window,
                                    GError **error);
