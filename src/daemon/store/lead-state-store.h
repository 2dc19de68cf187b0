/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/store/tx.h"
#include "shared/model/lead.h"

/*
 * Where leads stand in the queue, and their counts. What a lead is and who claims it is
 * the lead store's.
 */

/** od_lead_state_store_count: adds @n to the count of leads that stand so: after a batch.
 */
gboolean od_lead_state_store_count (OdTx *tx,
                                    gint64 leadset_id,
                                    const char *status,
                                    OdLeadDialState state,
                                    gint64 n,
                                    GError **error);

/** od_lead_state_store_count_move: the counts of @n leads that went from @from to @to. */
gboolean od_lead_state_store_count_move (OdTx *tx,
                                         gint64 leadset_id,
                                         const char *status,
                                         OdLeadDialState from,
                                         OdLeadDialState to,
                                         gint64 n,
                                         GError **error);

/**
 * od_lead_state_store_move: to where its number puts it, if that must not be dialed and
 * @to is not a state of a process
 * @from: the state it must be in, or the move is refused with OD_STORE_ERROR_REFUSED
 * @not_before_ms: when WAITING_RETRY or INTERRUPTED ends; else 0
 */
gboolean od_lead_state_store_move (OdTx *tx,
                                   gint64 lead_id,
                                   OdLeadDialState from,
                                   OdLeadDialState to,
                                   gint64 not_before_ms,
                                   GError **error);

/** od_lead_state_store_get_unbarred: @state (out): where the lead stands, or would stand
 * if its number were not barred. */
gboolean od_lead_state_store_get_unbarred (OdTx *tx,
                                           gint64 lead_id,
                                           OdLeadDialState *state,
                                           GError **error);

/** od_lead_state_store_follow_list: @lead, which no process has, goes where its number
 * puts it: barred, or back to where it stood before, with the time it waited for. */
gboolean od_lead_state_store_follow_list (OdTx *tx, OdLead *lead, GError **error);

/**
 * od_lead_state_store_bar:
 *
 * The list of numbers that are not dialed has changed for @phone: every lead that has it
 * stands where it says, unless a process has it: that one goes there with its next move.
 * Each is told.
 */
gboolean od_lead_state_store_bar (OdTx *tx, const char *phone, GError **error);

/** OD_LEAD_MAX_REFUSALS: so often refused while others got through, that is its outcome.
 */
#define OD_LEAD_MAX_REFUSALS 3

/**
 * od_lead_state_store_give_back:
 *
 * A DIALING lead whose INVITE the trunk refused: its attempt is not spent, it waits until
 * @not_before_ms, and then behind those that came back less often.
 */
gboolean od_lead_state_store_give_back (OdTx *tx,
                                        gint64 lead_id,
                                        gint64 not_before_ms,
                                        GError **error);

/** od_lead_state_store_unspend: as od_lead_state_store_give_back(), of a lead whose
 * INVITE never left: it keeps its place. */
gboolean od_lead_state_store_unspend (OdTx *tx,
                                      gint64 lead_id,
                                      gint64 not_before_ms,
                                      GError **error);

typedef struct {
  gint64 invites;    /* all of them */
  gint64 given_back; /* of those, not spent */
} OdLeadTries;

gboolean od_lead_state_store_get_tries (OdTx *tx,
                                        gint64 lead_id,
                                        OdLeadTries *tries,
                                        GError **error);

/** od_lead_state_store_spend: the last attempt that was given back is spent after all.
 * @spent: FALSE: the lead does not wait, or has none. @state (out): else, where it
 * stands: it waits, or would wait if its number were not barred. */
gboolean od_lead_state_store_spend (OdTx *tx,
                                    gint64 lead_id,
                                    gboolean *spent,
                                    OdLeadDialState *state,
                                    GError **error);

/** od_lead_state_store_wake: makes READY whose time has come; @woken counts them. */
gboolean od_lead_state_store_wake (OdTx *tx, guint limit, guint *woken, GError **error);

/** od_lead_state_store_move_all: all of the state CLAIMED or DIALING, whoever owns them;
 * for start-up. */
gboolean od_lead_state_store_move_all (OdTx *tx,
                                       OdLeadDialState from,
                                       OdLeadDialState to,
                                       gint64 not_before_ms,
                                       GError **error);
