/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/dialer/engine.h"

/** od_pace_room_get: how many calls of @campaign_id may leave now, whatever its pacer
 * thinks: on the trunk, and within its own calls per second and at once; @claiming leads
 * are on their way to be called. When it has room again it is settled. Main thread. */
int od_pace_room_get (OdEngine *engine, gint64 campaign_id, guint claiming);
