/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Looks at sockets and at device nodes, and never opens one: a microphone belongs to
 * whoever talks. Main thread.
 */
#include "app/phone/sound-device.h"

#include "app/phone/phone-error.h"
#include "shared/model/thread.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#define KERNEL_DIR "/dev/snd"

typedef enum { PULSE, ALSA } Kind;

static const OdSoundDevice devices[] = {
  [PULSE] = { "pulse.so", "pulse,default" },
  [ALSA] = { "alsa.so", "alsa,default" },
};

/* A folder each; NULL: it cannot be watched. */
struct _OdSoundDeviceWatch {
  GFileMonitor *pulse, *kernel;
  OdSoundChangedFunc changed;
  gpointer data;
};

static char *
pulse_dir (void)
{
  return g_build_filename (g_get_user_runtime_dir (), "pulse", NULL);
}

static gboolean
has_module (const char *module_dir, Kind kind)
{
  g_autofree char *path = g_build_filename (module_dir, devices[kind].module, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* PipeWire is met through its PulseAudio socket; baresip 1.0 has no module of its own. */
static gboolean
has_pulse_server (void)
{
  g_autofree char *dir = pulse_dir ();
  g_autofree char *socket = g_build_filename (dir, "native", NULL);

  return g_getenv ("PULSE_SERVER") != NULL || g_file_test (socket, G_FILE_TEST_EXISTS);
}

/* What is known of the kernel's devices that record, or of those that play. */
typedef enum { ABSENT, FORBIDDEN, USABLE } Sight;

/* "pcmC0D0c" records, "pcmC0D0p" plays; and this user may have neither. */
static Sight
look (const char *dir, char direction)
{
  g_autoptr (GDir) nodes = g_dir_open (dir, 0, NULL);
  Sight best = ABSENT;
  const char *name;

  while (nodes != NULL && (name = g_dir_read_name (nodes)) != NULL) {
    g_autofree char *path = g_build_filename (dir, name, NULL);

    if (!g_str_has_prefix (name, "pcm") || name[strlen (name) - 1] != direction)
      continue;
    if (access (path, R_OK | W_OK) == 0)
      return USABLE;
    best = FORBIDDEN;
  }
  return best;
}

static const char *
dir_or_kernels (const char *device_dir)
{
  return device_dir != NULL ? device_dir : KERNEL_DIR;
}

gboolean
od_sound_device_is_there (const OdSoundDevice *device, const char *device_dir)
{
  const char *dir = dir_or_kernels (device_dir);

  OD_ASSERT_MAIN ();
  if (device == &devices[PULSE])
    return has_pulse_server ();

  return look (dir, 'c') == USABLE && look (dir, 'p') == USABLE;
}

gboolean
od_sound_device_is_plugged_in (const OdSoundDevice *device, const char *device_dir)
{
  const char *dir = dir_or_kernels (device_dir);

  OD_ASSERT_MAIN ();
  if (device == &devices[PULSE])
    return has_pulse_server ();

  return look (dir, 'c') != ABSENT && look (dir, 'p') != ABSENT;
}

/* Of a headset that is missing, or a part of it. */
static const char *
say_missing (Sight hears, Sight speaks)
{
  if (hears != ABSENT)
    return _ ("This computer has no speaker: plug in a headset. No calls come until it "
              "is there.");
  if (speaks != ABSENT)
    return _ ("This computer has no microphone: plug in a headset. No calls come until "
              "it is there.");

  return _ ("This computer has no microphone and no speaker: plug in a headset. No calls "
            "come until it is there.");
}

/* The same silence, and for each cause something else to do about it. */
static const char *
say_why (gboolean pulse, gboolean alsa, const char *dir)
{
  Sight hears = look (dir, 'c'), speaks = look (dir, 'p');

  if (!pulse && !alsa)
    return _ ("The softphone lacks its part for sound (alsa.so or pulse.so): install the "
              "package baresip-core again. No calls come until it is there.");
  if (!alsa)
    return _ ("No sound server runs here (PipeWire or PulseAudio): start it. No calls "
              "come until it runs.");
  if (!g_file_test (dir, G_FILE_TEST_IS_DIR))
    return _ (
      "This computer has no sound device, or no driver for it: plug in a headset, "
      "or install the driver. No calls come until it is there.");
  if (hears != ABSENT && speaks != ABSENT)
    return _ ("You may not use this computer's microphone or speaker: ask its "
              "administrator for the right to (the group “audio”). No calls come until "
              "you have it.");

  return say_missing (hears, speaks);
}

const OdSoundDevice *
od_sound_device_find (const char *module_dir, const char *device_dir, GError **error)
{
  OD_ASSERT_MAIN ();

  gboolean pulse = has_module (module_dir, PULSE), alsa = has_module (module_dir, ALSA);

  if (pulse && has_pulse_server ())
    return &devices[PULSE];
  if (alsa && od_sound_device_is_there (&devices[ALSA], device_dir))
    return &devices[ALSA];

  g_set_error_literal (error, OD_PHONE_ERROR, OD_PHONE_ERROR_NO_SOUND,
                       say_why (pulse, alsa, dir_or_kernels (device_dir)));
  return NULL;
}

static void
on_event (OdSoundDeviceWatch *self)
{
  self->changed (self->data);
}

/* (nullable): what cannot be watched is looked at when somebody tries again. */
static GFileMonitor *
watch (OdSoundDeviceWatch *self, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GFileMonitor *monitor = g_file_monitor_directory (file, G_FILE_MONITOR_NONE, NULL,
                                                    NULL);

  if (monitor != NULL)
    g_signal_connect_swapped (monitor, "changed", G_CALLBACK (on_event), self);
  return monitor;
}

OdSoundDeviceWatch *
od_sound_device_watch_new (const char *device_dir,
                           OdSoundChangedFunc changed,
                           gpointer data)
{
  OD_ASSERT_MAIN ();

  OdSoundDeviceWatch *self = g_new0 (OdSoundDeviceWatch, 1);
  g_autofree char *pulse = pulse_dir ();

  self->changed = changed;
  self->data = data;
  self->pulse = watch (self, pulse);
  self->kernel = watch (self, dir_or_kernels (device_dir));
  return self;
}

static void
end (OdSoundDeviceWatch *self, GFileMonitor *monitor)
{
  if (monitor == NULL)
    return;
  g_signal_handlers_disconnect_by_data (monitor, self);
  g_file_monitor_cancel (monitor);
  g_object_unref (monitor);
}

void
od_sound_device_watch_free (OdSoundDeviceWatch *self)
{
  OD_ASSERT_MAIN ();

  end (self, self->pulse);
  end (self, self->kernel);
  g_free (self);
}
