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

/* "pcmC0D0c" records, "pcmC0D0p" plays; and this user may have neither. */
static gboolean
has_kernel_device (const char *dir, char direction)
{
  g_autoptr (GDir) nodes = g_dir_open (dir, 0, NULL);
  const char *name;

  while (nodes != NULL && (name = g_dir_read_name (nodes)) != NULL) {
    g_autofree char *path = g_build_filename (dir, name, NULL);
    char last = name[strlen (name) - 1];

    if (g_str_has_prefix (name, "pcm") && last == direction
        && access (path, R_OK | W_OK) == 0)
      return TRUE;
  }
  return FALSE;
}

gboolean
od_sound_device_is_there (const OdSoundDevice *device, const char *device_dir)
{
  const char *dir = device_dir != NULL ? device_dir : KERNEL_DIR;

  OD_ASSERT_MAIN ();
  if (device == &devices[PULSE])
    return has_pulse_server ();

  return has_kernel_device (dir, 'c') && has_kernel_device (dir, 'p');
}

const OdSoundDevice *
od_sound_device_find (const char *module_dir, const char *device_dir, GError **error)
{
  OD_ASSERT_MAIN ();

  const char *dir = device_dir != NULL ? device_dir : KERNEL_DIR;
  gboolean alsa = has_module (module_dir, ALSA);
  gboolean hears = alsa && has_kernel_device (dir, 'c');
  gboolean speaks = alsa && has_kernel_device (dir, 'p');

  if (has_module (module_dir, PULSE) && has_pulse_server ())
    return &devices[PULSE];
  if (hears && speaks)
    return &devices[ALSA];
  g_set_error_literal (
    error, OD_PHONE_ERROR, OD_PHONE_ERROR_NO_SOUND,
    hears    ? _ ("This computer has no speaker: plug in a headset. No calls come "
                     "until it is there.")
    : speaks ? _ ("This computer has no microphone: plug in a headset. No calls come "
                  "until it is there.")
             : _ ("This computer has no microphone and no speaker: plug in a headset. No "
                  "calls come until it is there."));
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
  self->kernel = watch (self, device_dir != NULL ? device_dir : KERNEL_DIR);
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
