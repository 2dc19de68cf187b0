/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/dialer/engine.h"
#include "daemon/dialer/ways/way.h"

/*
 * What a campaign's pacer has no say in, and what of all this is the limit. Main thread.
 */

/** od_pace_room_find: how many calls of @campaign_id may leave now, whatever its pacer
 * thinks: on the trunk, of leads, for anybody at all, within its own calls per second and
 * at once. @claiming leads are on their way to be called; @is_dry: there are no others.
 * When it has room again it is settled. */
OdCallRoom
od_pace_room_find (OdEngine *engine, gint64 campaign_id, guint claiming, gboolean is_dry);

/** od_pace_room_get_limit: what keeps a campaign from one call more than @pacer said when
 * it was asked with @room. Trouble stays the limit whoever asks for no call. */
OdPaceLimit od_pace_room_get_limit (OdCallRoom room, const OdPacer *pacer);
