/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/phone/sound-device.h"

#include <glib.h>

/*
 * A phone's private folder: baresip's configuration and the sound it says, if it has no
 * microphone. No password is ever in it. Main thread.
 */
typedef struct _OdBaresipFolder OdBaresipFolder;

/* The control channel baresip is told to open. The address is of the reserved class E,
 * which no machine has: where the guard is missing, opening it fails, and no port
 * appears. The number is the one baresip falls back to, so that the guard refuses that
 * fallback as well. */
#define OD_BARESIP_CONTROL_ADDRESS "240.0.0.1"
#define OD_BARESIP_CONTROL_PORT    4444

/* What a phone speaks and hears with. */
typedef struct {
  const char *wav;        /* what to say instead; NULL: the sound device */
  gboolean may_be_silent; /* without a device it says and hears nothing */
  const char *device_dir; /* as od_sound_device_find() */
} OdPhoneSound;

/**
 * od_baresip_folder_new:
 * @baresip: the program; %NULL: from PATH
 * @runtime_dir: where to make the folder; %NULL: XDG_RUNTIME_DIR or the temporary folder
 * @record_dir: where to record both directions; %NULL: nowhere
 *
 * Returns: (transfer full): %NULL with an OD_PHONE_ERROR set
 */
OdBaresipFolder *od_baresip_folder_new (const char *baresip,
                                        const char *runtime_dir,
                                        const OdPhoneSound *sound,
                                        const char *record_dir,
                                        GError **error);

/** od_baresip_folder_free: removes the folder. */
void od_baresip_folder_free (OdBaresipFolder *self);

/** od_baresip_folder_configure: writes the configuration for a phone that uses @address
 * ("0.0.0.0": whatever the system would). */
gboolean
od_baresip_folder_configure (OdBaresipFolder *self, const char *address, GError **error);

const char *od_baresip_folder_get_path (OdBaresipFolder *self);

/** od_baresip_folder_get_program: the full path of baresip. */
const char *od_baresip_folder_get_program (OdBaresipFolder *self);

/** od_baresip_folder_is_deaf: the sound device that it names is not there any more. */
gboolean od_baresip_folder_is_deaf (OdBaresipFolder *self, const char *device_dir);

/** od_baresip_folder_is_unplugged: not even for somebody with other rights. */
gboolean od_baresip_folder_is_unplugged (OdBaresipFolder *self, const char *device_dir);

/** od_baresip_folder_has_other_device: a folder made now would have another one. */
gboolean od_baresip_folder_has_other_device (OdBaresipFolder *self,
                                             const char *device_dir);

/** od_baresip_folder_get_source: the sound as baresip names it, "aufile,PATH". */
const char *od_baresip_folder_get_source (OdBaresipFolder *self);

/** od_baresip_folder_get_source_seconds: how long the sound lasts; 0: for ever. */
guint od_baresip_folder_get_source_seconds (OdBaresipFolder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdBaresipFolder, od_baresip_folder_free)
