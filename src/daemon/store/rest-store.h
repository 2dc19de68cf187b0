/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/store/tx.h"
#include "shared/model/call.h"

/*
 * A number that was called rests, whichever of its leads was: no other lead that has it
 * is called before the longest pause is over that the retry rules of its leadsets name.
 * The lead that was called waits as its own leadset's rule says, and never less than the
 * longest pause of the others.
 */

/** od_rest_store_begin: @call has ended, and has called its phone. Leads that would be
 * called too soon wait. */
gboolean od_rest_store_begin (OdTx *tx, const OdCall *call, GError **error);

/** od_rest_store_get_end: @until_ms: (out): when the number of @call, which has not
 * begun, has rested; 0: it does not rest. A lead that was imported meanwhile waits for
 * nothing until it is asked here. */
gboolean
od_rest_store_get_end (OdTx *tx, const OdCall *call, gint64 *until_ms, GError **error);

/** od_rest_store_get_longest: @pause_ms: (out): of the rules of all leadsets that have
 * @phone, but for the one of lead @but (0: of none); 0: there is no rule. */
gboolean od_rest_store_get_longest (OdTx *tx,
                                    const char *phone,
                                    gint64 but,
                                    gint64 *pause_ms,
                                    GError **error);
