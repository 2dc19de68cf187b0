/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/switch/switch-limits.h"

#include <re.h>

/*
 * The phones' TCP port stands open to everybody, and libre's SIP takes every connection
 * and keeps it. Whoever has not yet proved to be a phone of ours is a guest: there are
 * only so many of them, so that descriptors are left for calls and phones.
 */
struct od_phone_door;

/**
 * od_phone_door_alloc:
 * @doorp: (out): to be freed with mem_deref()
 *
 * From now on every connection that libre takes on this thread is a guest, until
 * od_phone_door_let_in(). When an address has more guests than it may, its oldest that
 * had time enough is shown out; when all have, the oldest of all. One door a thread;
 * switch thread.
 *
 * Returns: 0 or an errno.
 */
int od_phone_door_alloc (struct od_phone_door **doorp, const OdSwitchLimits *limits);

/** od_phone_door_let_in: the connection from @peer is a phone's, and no guest any more.
 */
void od_phone_door_let_in (struct od_phone_door *door, const struct sa *peer);

/** od_phone_door_look_round: puts into the log how many were shown out, at most once a
 * minute; now and then. */
void od_phone_door_look_round (struct od_phone_door *door, gint64 now_us);
