/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * What this machine speaks and hears with, as far as it can be told without opening it: a
 * PulseAudio socket (PipeWire has one as well), or one sound device of the kernel that
 * records and one that plays. Baresip 1.0 says nothing of a device it cannot open, nor of
 * one that is pulled out. Main thread.
 */
typedef struct {
  const char *module; /* of baresip: "alsa.so" */
  const char *name;   /* "DRIVER,DEVICE" */
} OdSoundDevice;

/**
 * od_sound_device_find:
 * @module_dir: baresip's modules
 * @device_dir: where the kernel lists its devices; %NULL: /dev/snd
 *
 * Returns: %NULL with OD_PHONE_ERROR_NO_SOUND, whose sentence tells what to plug in, to
 * install, to start or whom to ask
 */
const OdSoundDevice *
od_sound_device_find (const char *module_dir, const char *device_dir, GError **error);

/** od_sound_device_is_there: as od_sound_device_find() looks for it. Another one may be
 * there: baresip keeps the one it was started with. */
gboolean od_sound_device_is_there (const OdSoundDevice *device, const char *device_dir);

/** od_sound_device_is_plugged_in: the same, whether or not this user may open it: who has
 * it open goes on, though the right be taken away (another person came to the screen). */
gboolean od_sound_device_is_plugged_in (const OdSoundDevice *device,
                                        const char *device_dir);

/* Looks out for devices that come and go. */
typedef struct _OdSoundDeviceWatch OdSoundDeviceWatch;

/** OdSoundChangedFunc: something is another: od_sound_device_find() tells what. The watch
 * may be freed from here. */
typedef void (*OdSoundChangedFunc) (gpointer data);

/** od_sound_device_watch_new: @device_dir: as above; a folder that is not there yet is
 * noticed some seconds after it is made. */
OdSoundDeviceWatch *od_sound_device_watch_new (const char *device_dir,
                                               OdSoundChangedFunc changed,
                                               gpointer data);
void od_sound_device_watch_free (OdSoundDeviceWatch *self);
