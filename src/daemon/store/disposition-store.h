/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/store/tx.h"
#include "shared/model/call.h"
#include "shared/model/disposition.h"

/*
 * What an agent's disposition of one call means for the lead. One that is not final
 * proves nothing: rules and people may have the lead called again. Every other takes it
 * out of every queue; one that an edit mends, until somebody has edited the lead.
 */

/** OD_DISPOSITION_SQL: in SQL: the column @is of the disposition of the call that the
 * query calls @call; 1 for a label that no table has. It must have one. */
#define OD_DISPOSITION_SQL(call, is)                                                     \
  "coalesce((SELECT d." is " FROM disposition d WHERE d.label = " call ".disposition"    \
  " AND d.campaign_id IN (0, " call ".campaign_id) ORDER BY d.campaign_id LIMIT 1), 1)"

/** od_disposition_store_set_predefined: as the program has them: once at every start. */
gboolean od_disposition_store_set_predefined (OdTx *tx, GError **error);

/** od_disposition_store_set: (element-type OdDisposition): @own are what @campaign_id
 * offers from now on, in this order. What was said with another keeps its meaning. */
gboolean
od_disposition_store_set (OdTx *tx, gint64 campaign_id, GPtrArray *own, GError **error);

/** od_disposition_store_list: (element-type OdDisposition): what @campaign_id offers
 * beside the predefined ones, in its order. */
GPtrArray *od_disposition_store_list (OdTx *tx, gint64 campaign_id, GError **error);

/** od_disposition_store_find: @found (out) (transfer full): what @label means in
 * @campaign_id, offered or not any more; NULL: no table has it. */
gboolean od_disposition_store_find (OdTx *tx,
                                    gint64 campaign_id,
                                    const char *label,
                                    OdDisposition **found,
                                    GError **error);

/** od_disposition_store_judge: writes into @call whether its disposition says now that a
 * person was on the line; as long as the call is up nobody has said so. */
gboolean od_disposition_store_judge (OdTx *tx, OdCall *call, GError **error);

/** od_disposition_store_is_final: of @label in @campaign_id (0: in none); one that no
 * table has is. */
gboolean od_disposition_store_is_final (OdTx *tx,
                                        gint64 campaign_id,
                                        const char *label,
                                        gboolean *final,
                                        GError **error);

/** od_disposition_store_forbids: a final disposition stands on any call of @lead_id:
 * whatever queue it is in, it is not to be called. */
gboolean od_disposition_store_forbids (OdTx *tx,
                                       gint64 lead_id,
                                       gboolean *forbids,
                                       GError **error);
