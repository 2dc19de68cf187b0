/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/phone/baresip-control.h"

/*
 * Does sound still come in on the call that is up? The link may look up, and the lead may
 * be heard no more. Main thread.
 */
typedef struct _OdSoundWatch OdSoundWatch;

/** OdSoundWatchFunc: no packet came for 2 s, or they come again. */
typedef void (*OdSoundWatchFunc) (gboolean silent, gpointer data);

OdSoundWatch *od_sound_watch_new (OdSoundWatchFunc on_changed, gpointer data);

/** od_sound_watch_free: only when the control it was started with is about to go. */
void od_sound_watch_free (OdSoundWatch *self);

/** od_sound_watch_start: a call is up at @control, which is lent until the stop. */
void od_sound_watch_start (OdSoundWatch *self, OdBaresipControl *control);

/** od_sound_watch_stop: there is no call: no silence either, and nothing is told. */
void od_sound_watch_stop (OdSoundWatch *self);

gboolean od_sound_watch_is_silent (OdSoundWatch *self);
