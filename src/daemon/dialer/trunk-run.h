/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/dialer/engine.h"

/*
 * The trunk while the dialer works on it: whether calls may be placed over it, and what a
 * supervisor is told when not. Main thread.
 */

/** od_trunk_run_on_fact: what the switch says of the leg of @call, before the call has
 * moved by it. */
void od_trunk_run_on_fact (OdEngine *engine, const OdFloorCall *call, const OdFact *fact);

/** od_trunk_run_note_want: @why no call of ours can be placed now: for some seconds one
 * at a time is tried. */
void od_trunk_run_note_want (OdEngine *engine, const char *why);

/** od_trunk_run_get_room: how many more calls may be placed now, of all campaigns. While
 * they are trials, trouble is the limit, whatever their number. */
OdCallRoom od_trunk_run_get_room (OdEngine *engine);

/** od_trunk_run_tick: a trial may be due: once a second. */
void od_trunk_run_tick (OdEngine *engine);
