/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/store/tx.h"
#include "shared/model/call.h"

/*
 * What the end of a call means for its lead. An attempt is spent when a person, a phone
 * or the number itself decided; what the trunk refused or we could not place is not:
 *
 *   end of the call                        its lead
 *   the trunk refused or was silent        unspent, waits 10 min or longer, then behind
 *                                          the others; at the 10th INVITE as below
 *   the same, 3 times while others got     spent: as below
 *   through (od_settle_store_accuse)
 *   our INVITE never left                  unspent, waits a minute
 *   we stopped                             spent, waits a minute
 *   all else                               waits if a retry rule says so, else done
 *   a crash                                stays INTERRUPTED: the call may still be up
 */

/** OD_SETTLE_MAX_INVITES: a lead gets no more of them without a retry rule. */
#define OD_SETTLE_MAX_INVITES 10

/** OD_SETTLE_GIVEN_BACK_MS: how long a lead waits that came back for the first time; each
 * time twice as long, a day at most. */
#define OD_SETTLE_GIVEN_BACK_MS 600000

/** od_settle_store_end: @call has ended, its lead is DIALING. */
gboolean od_settle_store_end (OdTx *tx, const OdCall *call, GError **error);

/** od_settle_store_accuse: @call is the last of its lead; the trunk refused it, and
 * others got through. */
gboolean od_settle_store_accuse (OdTx *tx, const OdCall *call, GError **error);

/** od_settle_store_answer_late: @call, which had ended unanswered, was answered after
 * all: a lead that was given back has spent the attempt. */
gboolean od_settle_store_answer_late (OdTx *tx, const OdCall *call, GError **error);
