/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/store/tx.h"
#include "shared/model/campaign.h"

/* As in leadset-store.h; statuses and dispositions are replaced with the row. */
gboolean od_campaign_store_add (OdTx *tx, OdCampaign *campaign, GError **error);
/** od_campaign_store_stop: the dialer switches it off, because of @why, a sentence; it is
 * switched on again only by whoever clears that. */
gboolean od_campaign_store_stop (OdTx *tx, gint64 id, const char *why, GError **error);

gboolean od_campaign_store_save (OdTx *tx, OdCampaign *campaign, GError **error);
OdCampaign *od_campaign_store_get (OdTx *tx, gint64 id, GError **error);
GPtrArray *od_campaign_store_list (OdTx *tx, GError **error);

/** od_campaign_store_switch_all_off: @n: how many were on. */
gboolean od_campaign_store_switch_all_off (OdTx *tx, guint *n, GError **error);

/** od_campaign_store_set_agents: replaces who is assigned; an unknown agent is
 * OD_STORE_ERROR_REFUSED and nothing changes. */
gboolean od_campaign_store_set_agents (OdTx *tx,
                                       gint64 id,
                                       const gint64 *agents,
                                       guint n_agents,
                                       GError **error);

/** od_campaign_store_list_of_agent: (element-type OdCampaign): the active campaigns
 * @agent_id may choose, by name. */
GPtrArray *od_campaign_store_list_of_agent (OdTx *tx, gint64 agent_id, GError **error);
