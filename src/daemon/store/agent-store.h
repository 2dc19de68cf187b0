/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/store/tx.h"
#include "shared/model/agent.h"

/** od_agent_store_add: makes the user @id one who answers calls. */
gboolean od_agent_store_add (OdTx *tx, gint64 id, GError **error);

/** od_agent_store_list: (element-type OdAgent): all, or of one campaign when not 0, by
 * id. */
GPtrArray *od_agent_store_list (OdTx *tx, gint64 campaign_id, GError **error);

/** od_agent_store_get: NULL with OD_STORE_ERROR_NOT_FOUND. */
OdAgent *od_agent_store_get (OdTx *tx, gint64 id, GError **error);

/** od_agent_store_move: logs the move the floor has made. */
gboolean od_agent_store_move (OdTx *tx,
                              gint64 id,
                              OdAgentState from,
                              OdAgentState to,
                              GError **error);

/**
 * od_agent_store_set_wish:
 * @campaign_id: 0 keeps the campaign there is
 *
 * What the agent asked for: restored after a restart. An agent not assigned to the
 * campaign is OD_STORE_ERROR_REFUSED.
 */
gboolean od_agent_store_set_wish (OdTx *tx,
                                  gint64 id,
                                  gint64 campaign_id,
                                  gboolean wants_ready,
                                  GError **error);

/** od_agent_store_note_call: the agent talks on this call @now, or has some time ago: it
 * becomes their last one unless they have had another since. */
gboolean od_agent_store_note_call (OdTx *tx,
                                   gint64 id,
                                   const char *call_id,
                                   gboolean now,
                                   GError **error);

/** od_agent_store_all_offline: for start-up: nobody is here yet. */
gboolean od_agent_store_all_offline (OdTx *tx, GError **error);
