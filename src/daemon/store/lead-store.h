/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/store/tx.h"
#include "shared/model/lead.h"

/** od_lead_store_add: FALSE without @error in @added: the leadset has this number. Else
 * @lead has the dial_state it got: READY, unless its number is not dialed. */
gboolean od_lead_store_add (OdTx *tx, OdLead *lead, gboolean *added, GError **error);

/** od_lead_store_count: adds @n to the count of leads that stand so: after a batch. */
gboolean od_lead_store_count (OdTx *tx,
                              gint64 leadset_id,
                              const char *status,
                              OdLeadDialState state,
                              gint64 n,
                              GError **error);

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

/**
 * od_lead_store_move: to where its number puts it, if that must not be dialed and @to is
 * not a state of a process
 * @from: the state it must be in, or the move is refused with OD_STORE_ERROR_REFUSED
 * @not_before_ms: when WAITING_RETRY or INTERRUPTED ends; else 0
 */
gboolean od_lead_store_move (OdTx *tx,
                             gint64 lead_id,
                             OdLeadDialState from,
                             OdLeadDialState to,
                             gint64 not_before_ms,
                             GError **error);

/**
 * od_lead_store_bar:
 *
 * The list of numbers that are not dialed has changed for @phone: every lead that has it
 * stands where it says, unless a process has it: that one goes there with its next move.
 * Each is told.
 */
gboolean od_lead_store_bar (OdTx *tx, const char *phone, GError **error);

/** OD_LEAD_MAX_REFUSALS: so often refused while others got through, that is its outcome.
 */
#define OD_LEAD_MAX_REFUSALS 3

/**
 * od_lead_store_give_back:
 *
 * A DIALING lead whose INVITE the trunk refused: its attempt is not spent, it waits until
 * @not_before_ms, and then behind those that came back less often.
 */
gboolean
od_lead_store_give_back (OdTx *tx, gint64 lead_id, gint64 not_before_ms, GError **error);

/** od_lead_store_unspend: as od_lead_store_give_back(), of a lead whose INVITE never
 * left: it keeps its place. */
gboolean
od_lead_store_unspend (OdTx *tx, gint64 lead_id, gint64 not_before_ms, GError **error);

typedef struct {
  gint64 invites;    /* all of them */
  gint64 given_back; /* of those, not spent */
} OdLeadTries;

gboolean
od_lead_store_get_tries (OdTx *tx, gint64 lead_id, OdLeadTries *tries, GError **error);

/** od_lead_store_spend: the last attempt that was given back is spent after all.
 * @spent: FALSE: the lead does not wait, or has none. */
gboolean od_lead_store_spend (OdTx *tx, gint64 lead_id, gboolean *spent, GError **error);

/** od_lead_store_wake: makes READY whose time has come; @woken counts them. */
gboolean od_lead_store_wake (OdTx *tx, guint limit, guint *woken, GError **error);

/** od_lead_store_move_all: all of the state CLAIMED or DIALING, whoever owns them; for
 * start-up. */
gboolean od_lead_store_move_all (OdTx *tx,
                                 OdLeadDialState from,
                                 OdLeadDialState to,
                                 gint64 not_before_ms,
                                 GError **error);

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

/** od_lead_row: of OdLead: id, leadset_id, phone, status, fields, dial_state, attempts,
 * version. */
extern const OdRowType od_lead_row;
