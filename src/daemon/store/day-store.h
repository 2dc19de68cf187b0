/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/store/tx.h"
#include "shared/model/call.h"

/*
 * Sums over the calls that were placed on one day of the call centre
 * (shared/model/day.h), moved in the transaction that moves the call. od_tally_store
 * reads them.
 */
#define OD_DAY_PEOPLE    "people"    /* ended, and said to have been a person */
#define OD_DAY_ABANDONED "abandoned" /* ended, answered, and heard nobody */
#define OD_DAY_TALKED    "talked"    /* ended; by the agent who talked */

/**
 * od_day_store_set_zone: at a start, before any call moves: @tx->zone is @name's from
 * here on, and @zone (out) (transfer full), too. @name: (nullable): NULL: the zone the
 * data has. If it is another one than the data has, all sums are counted again.
 */
gboolean
od_day_store_set_zone (OdTx *tx, const char *name, GTimeZone **zone, GError **error);

/* What one call adds to its day. */
typedef struct {
  gboolean person;
  gboolean abandoned;
  gint64 agent_id; /* who talked; 0: nobody, or it has not ended */
} OdDayShare;

/** od_day_store_share: of @call as it stands. Pure. */
OdDayShare od_day_store_share (const OdCall *call);

/** od_day_store_tell: writes into @event what od_day_store_move() changes. */
void od_day_store_tell (const OdTx *tx,
                        const OdCall *call,
                        const OdDayShare *was,
                        OdEvent *event);

/** od_day_store_move: @call, which added @was, adds what it is now. */
gboolean
od_day_store_move (OdTx *tx, const OdCall *call, const OdDayShare *was, GError **error);
