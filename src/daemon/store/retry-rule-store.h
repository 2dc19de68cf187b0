/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/store/tx.h"
#include "shared/model/call.h"
#include "shared/model/recycle.h"

/*
 * The automatic half of Data Recycle. A rule speaks once: in the transaction in which an
 * attempt comes out so, it decides whether the lead waits or is done. Whoever waits
 * already is dialed once more when its time comes, whatever becomes of the rule; what
 * comes out then finds the rules there are then.
 */

/** od_retry_rule_store_list: (element-type OdRetryRule): of @leadset_id. */
GArray *od_retry_rule_store_list (OdTx *tx, gint64 leadset_id, GError **error);

/** od_retry_rule_store_set: (element-type OdRetryRule): @rules and no others; one for
 * each outcome at most. Any delay is taken here: what people may ask is the wire's. */
gboolean
od_retry_rule_store_set (OdTx *tx, gint64 leadset_id, GArray *rules, GError **error);

/* What the rules say of one attempt. */
typedef struct {
  gboolean found;  /* there is a rule for how it came out */
  gint64 again_ms; /* when its lead is dialed again; 0: it is left alone */
} OdRetryVerdict;

/**
 * od_retry_rule_store_judge:
 * @call: ended, as it is on disk in this transaction
 *
 * One look into an index where there is no rule. A call back that somebody asked for is
 * at its time, whatever the rules say. A lead with an agent's final word on any of its
 * calls, or one whose word is owed, is left alone.
 */
gboolean od_retry_rule_store_judge (OdTx *tx,
                                    const OdCall *call,
                                    OdRetryVerdict *verdict,
                                    GError **error);

/**
 * od_retry_rule_store_settle:
 * @call: ended, with the disposition that was just saved
 * @was: what its slice was called before
 *
 * A final disposition takes the lead out of the queue, of whichever call it is. Another
 * asks the leadset's retry rules, if the call is the lead's last. A lead that is being
 * called stays: what comes of that call is looked at when it is next begun.
 */
gboolean od_retry_rule_store_settle (OdTx *tx,
                                     const OdCall *call,
                                     const char *was,
                                     GError **error);
