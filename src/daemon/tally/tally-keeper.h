/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/store/store.h"
#include "shared/model/tally.h"

/*
 * Keeps the dashboard fresh: after events of the log it reads the tiles again, at most
 * ten times a second, and tells when a number has changed. Main thread.
 */
typedef struct _OdTallyKeeper OdTallyKeeper;

typedef void (*OdTallyFunc) (const OdDashboard *dashboard, gpointer user_data);

OdTallyKeeper *od_tally_keeper_new (OdStore *store, OdTallyFunc func, gpointer user_data);

/** od_tally_keeper_free: after the store is closed: a reading may be under way. */
void od_tally_keeper_free (OdTallyKeeper *keeper);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdTallyKeeper, od_tally_keeper_free)

/** od_tally_keeper_on_event: every event of the store passes here. */
void od_tally_keeper_on_event (OdTallyKeeper *keeper, const OdEvent *event);
