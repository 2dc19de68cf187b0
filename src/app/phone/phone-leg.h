/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/phone/sound-watch.h"

/*
 * The one call of a softphone: taken as soon as it comes in, kept talking, muted or not.
 * Main thread.
 */
typedef struct _OdPhoneLeg OdPhoneLeg;

/** OdPhoneLegFunc: the leg is up, or is no longer. */
typedef void (*OdPhoneLegFunc) (gboolean up, gpointer data);

/** od_phone_leg_new: @on_silence: as OdSoundWatchFunc, while the leg is up. */
OdPhoneLeg *
od_phone_leg_new (OdPhoneLegFunc on_changed, OdSoundWatchFunc on_silence, gpointer data);

/** od_phone_leg_free: says nothing any more. */
void od_phone_leg_free (OdPhoneLeg *self);

/**
 * od_phone_leg_attach:
 * @control: the child to talk to; not owned; %NULL: there is none, and so no leg
 * @source: the sound as baresip names it; lent for as long as @control
 * @source_seconds: how long the sound lasts; 0: for ever
 */
void od_phone_leg_attach (OdPhoneLeg *self,
                          OdBaresipControl *control,
                          const char *source,
                          guint source_seconds);

/** od_phone_leg_take_event: what baresip tells of a call; anything else is ignored. */
void od_phone_leg_take_event (OdPhoneLeg *self, const OdBaresipEvent *event);

/** od_phone_leg_drop: the call is over, whatever baresip will still tell of it. */
void od_phone_leg_drop (OdPhoneLeg *self);

/** od_phone_leg_is_up: can we be heard? */
gboolean od_phone_leg_is_up (OdPhoneLeg *self);

/** od_phone_leg_is_silent: it is up, and no sound comes in. */
gboolean od_phone_leg_is_silent (OdPhoneLeg *self);

/** od_phone_leg_set_muted: for every later call, too. */
void od_phone_leg_set_muted (OdPhoneLeg *self, gboolean muted);
gboolean od_phone_leg_get_muted (OdPhoneLeg *self);

/** od_phone_leg_send_digits: leaves out what is no digit; nothing if not up. */
void od_phone_leg_send_digits (OdPhoneLeg *self, const char *digits);
