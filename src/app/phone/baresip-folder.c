/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Makes and removes what baresip 1.0 reads from disk. Promises a folder only its owner
 * can enter (0700), names in the configuration that need no quoting, and no password.
 */
#include "app/phone/baresip-folder.h"

#include "app/phone/phone-error.h"
#include "app/phone/wave-file.h"
#include "shared/model/thread.h"

#include <glib/gi18n.h>
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* Baresip holds the file in memory (960 KB a minute), and the call ends with it: long
 * enough that it is rarely started again, short enough for a hundred robots. */
#define SOURCE_SECONDS 60

struct _OdBaresipFolder {
  char *program;
  char *module_dir;
  char *path;
  const OdSoundDevice *device; /* NULL: a file says something, and nobody hears */
  char *source;                /* "DRIVER,DEVICE" */
  guint source_seconds;        /* 0: a device, which does not end */
  gboolean recording;          /* PATH/record leads to the record folder */
};

/* What never changes, whatever the machine. */
/* clang-format off */
static const char fixed[] =
  "poll_method epoll\n"
  /* Port 0: every phone its own, for TCP and TLS apart. Loopback even for a far
   * registrar: SIP comes in over the connection we opened, and over nothing else. */
  "sip_listen 127.0.0.1:0\n"
  "call_max_calls 4\n"
  "call_local_timeout 30\n"
  "audio_path /nonexistent\n" /* no ringing: the leg is taken at once */
  /* Below the dialer's own range and below the system's ephemeral ports. Phones share
   * it: baresip tries at random until a port is free. */
  "rtp_ports 10000-15999\n"
  "rtcp_mux no\n"
  "jitter_buffer_delay 2-10\n" /* frames: 40 ms instead of the default's 100 */
  "statmode_default off\n"
  "ringback_disabled yes\n"
  "menu_bell no\n"
  "module g711.so\n"
  "module aufile.so\n"
  "module aubridge.so\n"
  "module_app menu.so\n"
  "module_app debug_cmd.so\n"
  "module_app ctrl_tcp.so\n";
/* clang-format on */

static gboolean
use_file (OdBaresipFolder *self, const char *source_wav, GError **error)
{
  g_autofree char *target = g_build_filename (self->path, "source.wav", NULL);

  self->source = g_strconcat ("aufile,", target, NULL);
  return od_wave_file_write_loop (source_wav, target, SOURCE_SECONDS,
                                  &self->source_seconds, error);
}

/* A link, so that the configuration holds no name that might need quoting. */
static gboolean
use_record_dir (OdBaresipFolder *self, const char *record_dir, GError **error)
{
  g_autofree char *absolute = g_canonicalize_filename (record_dir, NULL);
  g_autofree char *link = g_build_filename (self->path, "record", NULL);

  self->recording = TRUE;
  if (g_mkdir_with_parents (absolute, 0700) == 0 && symlink (absolute, link) == 0)
    return TRUE;
  g_set_error (error, OD_PHONE_ERROR, OD_PHONE_ERROR_CANNOT_WRITE,
               _ ("Calls cannot be recorded in %s: %s"), record_dir, g_strerror (errno));
  return FALSE;
}

static gboolean
make_folder (OdBaresipFolder *self, const char *runtime_dir, GError **error)
{
  const char *parent = runtime_dir;

  if (parent == NULL)
    parent = g_getenv ("XDG_RUNTIME_DIR");
  if (parent == NULL || *parent == 0)
    parent = g_get_tmp_dir ();
  self->path = g_build_filename (parent, "outdial-phone-XXXXXX", NULL);
  if (strpbrk (self->path, " \t\r\n,\"") != NULL) {
    g_set_error (error, OD_PHONE_ERROR, OD_PHONE_ERROR_CANNOT_WRITE,
                 _ ("The softphone's folder %s must have no space, comma or quote in its "
                    "name: choose another"),
                 parent);
  } else if (g_mkdtemp_full (self->path, 0700) != NULL) {
    return TRUE;
  } else {
    g_set_error (error, OD_PHONE_ERROR, OD_PHONE_ERROR_CANNOT_WRITE,
                 _ ("The softphone cannot make its folder in %s: %s"), parent,
                 g_strerror (errno));
  }
  g_clear_pointer (&self->path, g_free);
  return FALSE;
}

static gboolean
find_program (OdBaresipFolder *self, const char *baresip, GError **error)
{
  g_autofree char *bin = NULL, *prefix = NULL;

  self->program = g_find_program_in_path (baresip != NULL ? baresip : "baresip");
  if (self->program == NULL) {
    g_set_error_literal (error, OD_PHONE_ERROR, OD_PHONE_ERROR_NOT_INSTALLED,
                         _ ("baresip is not installed: install the package "
                            "baresip-core"));
    return FALSE;
  }
  bin = g_path_get_dirname (self->program);
  prefix = g_path_get_dirname (bin);
  self->module_dir = g_build_filename (prefix, "lib", "baresip", "modules", NULL);
  return TRUE;
}

static gboolean
use_sound (OdBaresipFolder *self, const OdPhoneSound *sound, GError **error)
{
  if (sound->wav == NULL) {
    self->device = od_sound_device_find (self->module_dir, sound->device_dir,
                                         sound->may_be_silent ? NULL : error);
    if (self->device == NULL && !sound->may_be_silent)
      return FALSE;
  }
  if (self->device == NULL)
    return use_file (self, sound->wav, error);
  self->source = g_strdup (self->device->name);
  return TRUE;
}

OdBaresipFolder *
od_baresip_folder_new (const char *baresip,
                       const char *runtime_dir,
                       const OdPhoneSound *sound,
                       const char *record_dir,
                       GError **error)
{
  OD_ASSERT_MAIN ();

  g_autoptr (OdBaresipFolder) self = g_new0 (OdBaresipFolder, 1);

  if (!find_program (self, baresip, error) || !make_folder (self, runtime_dir, error))
    return NULL;
  if (record_dir != NULL && !use_record_dir (self, record_dir, error))
    return NULL;
  if (!use_sound (self, sound, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
od_baresip_folder_free (OdBaresipFolder *self)
{
  OD_ASSERT_MAIN ();

  static const char *const names[] = { "config", "source.wav", "record", "uuid", NULL };

  for (gsize i = 0; self->path != NULL && names[i] != NULL; i++) {
    g_autofree char *path = g_build_filename (self->path, names[i], NULL);
    (void) g_unlink (path);
  }
  if (self->path != NULL)
    (void) g_rmdir (self->path);
  g_free (self->program);
  g_free (self->module_dir);
  g_free (self->path);
  g_free (self->source);
  g_free (self);
}

gboolean
od_baresip_folder_configure (OdBaresipFolder *self, const char *address, GError **error)
{
  OD_ASSERT_MAIN ();

  g_autoptr (GString) text = g_string_new (fixed);
  g_autofree char *path = g_build_filename (self->path, "config", NULL);
  const char *player = self->device != NULL ? self->device->name : "aubridge,nil";

  g_string_append_printf (text, "module_path %s\n", self->module_dir);
  g_string_append_printf (text, "ctrl_tcp_listen %s:%d\n", OD_BARESIP_CONTROL_ADDRESS,
                          OD_BARESIP_CONTROL_PORT);
  if (strcmp (address, "0.0.0.0") != 0)
    g_string_append_printf (text, "net_interface %s\n", address);
  g_string_append_printf (text, "audio_source %s\naudio_player %s\naudio_alert %s\n",
                          self->source, player, player);
  if (self->device != NULL)
    g_string_append_printf (text, "module %s\n", self->device->module);
  else
    g_string_append (text, "ausrc_srate 8000\nauplay_srate 8000\n"
                           "ausrc_channels 1\nauplay_channels 1\n");
  if (self->recording)
    g_string_append_printf (text, "module sndfile.so\nsnd_path %s/record\n", self->path);
  return g_file_set_contents_full (path, text->str, (gssize) text->len,
                                   G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

const char *
od_baresip_folder_get_path (OdBaresipFolder *self)
{
  OD_ASSERT_MAIN ();

  return self->path;
}

const char *
od_baresip_folder_get_program (OdBaresipFolder *self)
{
  OD_ASSERT_MAIN ();

  return self->program;
}

gboolean
od_baresip_folder_is_deaf (OdBaresipFolder *self, const char *device_dir)
{
  OD_ASSERT_MAIN ();

  return self->device != NULL && !od_sound_device_is_there (self->device, device_dir);
}

gboolean
od_baresip_folder_is_unplugged (OdBaresipFolder *self, const char *device_dir)
{
  OD_ASSERT_MAIN ();

  return self->device != NULL
         && !od_sound_device_is_plugged_in (self->device, device_dir);
}

gboolean
od_baresip_folder_has_other_device (OdBaresipFolder *self, const char *device_dir)
{
  OD_ASSERT_MAIN ();

  const OdSoundDevice *found = od_sound_device_find (self->module_dir, device_dir, NULL);

  return found != NULL && found != self->device;
}

const char *
od_baresip_folder_get_source (OdBaresipFolder *self)
{
  OD_ASSERT_MAIN ();

  return self->source;
}

guint
od_baresip_folder_get_source_seconds (OdBaresipFolder *self)
{
  OD_ASSERT_MAIN ();

  return self->source_seconds;
}
