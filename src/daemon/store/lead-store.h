/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/store/tx.h"
#include "shared/model/lead.h"

/** od_lead_store_add: FALSE without @error in @added: the leadset has this number. Else
 * @lead has the dial_state it got: READY, unless its number is not dialed. */
gboolean od_lead_store_add (OdTx *tx, OdLead *lead, gboolean *added, GError **error);

/**
 * od_lead_store_claim:
 *
 * Takes up to @count ready leads of @campaign_id's active leadsets, with a status the
 * campaign dials and a number that is in no call now. They belong to this epoch and
 * nobody else can claim them; until a call is begun they may be given back.
 *
 * Returns: (element-type OdLead): in no promised order; none when there are none
 */
GPtrArray *
od_lead_store_claim (OdTx *tx, gint64 campaign_id, guint count, GError **error);

/** od_lead_store_get: NULL with OD_STORE_ERROR_NOT_FOUND. */
OdLead *od_lead_store_get (OdTx *tx, gint64 lead_id, GError **error);

/**
 * od_lead_store_save:
 * @lead: as read in this transaction and changed since; its version grows
 * @changes: (element-type OdLeadChange): how; not empty
 * @agent_id: an agent made them; 0: nobody who answers calls
 *
 * Saves phone, status and fields, a line of history for each of @changes, and moves the
 * counts of a new status. A lead whose last call came out as wrong details is ready
 * again; so is one with a number that reached nobody, when it gets another. A number the
 * leadset has already, or a new number while the old one is being called, is
 * OD_STORE_ERROR_REFUSED.
 */
gboolean od_lead_store_save (OdTx *tx,
                             OdLead *lead,
                             GPtrArray *changes,
                             gint64 user_id,
                             gint64 agent_id,
                             GError **error);
