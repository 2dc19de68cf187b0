/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/**
 * OdLiveCall:
 *
 * The banner of a live call: whose number, for how long, and its buttons, which are the
 * window's actions: win.hold, win.mute, win.end, win.invalid-details.
 *
 * Signals:
 *   "digits" (const char *digit)  was pressed on the keypad
 */
#define OD_TYPE_LIVE_CALL (od_live_call_get_type ())
G_DECLARE_FINAL_TYPE (OdLiveCall, od_live_call, OD, LIVE_CALL, AdwBin)

/** od_live_call_begin: another call. @person: "" if the name is not known. */
void od_live_call_begin (OdLiveCall *self, const char *number, const char *person);

void od_live_call_set_talk_ms (OdLiveCall *self, gint64 talk_ms);
void od_live_call_set_held (OdLiveCall *self, gboolean held);
void od_live_call_set_muted (OdLiveCall *self, gboolean muted);

/** od_live_call_set_ending: it was hung up here, and the server has not heard of it. */
void od_live_call_set_ending (OdLiveCall *self, gboolean ending);

/** od_live_call_set_silent: no sound comes from the server. The timer stands until it
 * comes again: nobody knows whether there still is a talk. */
void od_live_call_set_silent (OdLiveCall *self, gboolean silent);

/** od_live_call_open_keypad: as its button does. */
void od_live_call_open_keypad (OdLiveCall *self);

/** od_live_call_get_time: what the timer shows. Lent. */
const char *od_live_call_get_time (OdLiveCall *self);
