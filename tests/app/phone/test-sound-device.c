/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which sound devices are found, what is said when there is none, and that a change is
 * noticed. The devices are files in a folder of our own. Root may use every file: a link
 * that leads nowhere stands for one that may not be used.
 */
#include "app/phone/sound-device.h"

#include "app/phone/phone-error.h"
#include "support/waiting.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define LIMIT_S 20

static void
put (const char *dir, const char *name)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
}

/* clang-format off */
static const struct {
  const char *name;
  const char *nodes[3];
  const char *words; /* of the sentence; NULL: the device is found */
} machines[] = {
  { "nothing", { NULL }, "no microphone and no speaker: plug in a headset" },
  { "control-only", { "controlC0" }, "no microphone and no speaker" },
  { "speaker", { "pcmC0D0p" }, "no microphone: plug in a headset" },
  { "microphone", { "pcmC1D0c" }, "no speaker: plug in a headset" },
  { "headset", { "pcmC0D3p", "pcmC1D0c" }, NULL },
};
/* clang-format on */

static void
test_what_is_missing_is_said (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  char *dir = od_test_scratch_dir ();
  g_autoptr (GError) error = NULL;
  const OdSoundDevice *device;

  put (dir, "alsa.so"); /* the modules' folder is the same */
  for (gsize n = 0; machines[i].nodes[n] != NULL; n++)
    put (dir, machines[i].nodes[n]);
  device = od_sound_device_find (dir, dir, &error);
  if (machines[i].words == NULL) {
    g_assert_no_error (error);
    g_assert_cmpstr (device->name, ==, "alsa,default");
  } else {
    g_assert_null (device);
    g_assert_error (error, OD_PHONE_ERROR, OD_PHONE_ERROR_NO_SOUND);
    g_assert_nonnull (strstr (error->message, machines[i].words));
  }
  od_test_remove_dir (dir);
}

static void
forbid (const char *dir, const char *name)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);

  (void) g_unlink (path);
  g_assert_cmpint (symlink ("/nonexistent", path), ==, 0);
}

static void
is_said (const char *module_dir, const char *device_dir, const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (od_sound_device_find (module_dir, device_dir, &error));
  g_assert_error (error, OD_PHONE_ERROR, OD_PHONE_ERROR_NO_SOUND);
  g_assert_nonnull (strstr (error->message, words));
}

/* Plugging in a headset is no help where there is one. */
static void
test_each_cause_has_its_own_words (void)
{
  char *dir = od_test_scratch_dir ();

  put (dir, "pcmC0D0c");
  put (dir, "pcmC0D0p");
  is_said (dir, dir, "lacks its part for sound (alsa.so or pulse.so)");
  put (dir, "pulse.so");
  is_said (dir, dir, "No sound server runs here");
  put (dir, "alsa.so");
  is_said (dir, "/nonexistent", "no sound device, or no driver for it");
  forbid (dir, "pcmC0D0c");
  is_said (dir, dir, "You may not use this computer's microphone");
  od_test_remove_dir (dir);
}

/* Another person comes to the screen while somebody talks. */
static void
test_a_right_that_is_lost_unplugs_nothing (void)
{
  char *dir = od_test_scratch_dir ();
  const OdSoundDevice *device;

  put (dir, "alsa.so");
  put (dir, "pcmC0D0c");
  put (dir, "pcmC0D0p");
  device = od_sound_device_find (dir, dir, NULL);
  g_assert_true (od_sound_device_is_there (device, dir));
  forbid (dir, "pcmC0D0c");
  forbid (dir, "pcmC0D0p");
  g_assert_false (od_sound_device_is_there (device, dir));
  g_assert_true (od_sound_device_is_plugged_in (device, dir));
  od_test_remove_dir (dir);
}

static void
test_a_sound_server_is_enough (void)
{
  char *dir = od_test_scratch_dir ();
  g_autoptr (GError) error = NULL;

  g_setenv ("PULSE_SERVER", "unix:/nonexistent", TRUE);
  g_assert_null (od_sound_device_find (dir, dir, &error)); /* no module for it */
  put (dir, "pulse.so");
  g_assert_cmpstr (od_sound_device_find (dir, dir, NULL)->module, ==, "pulse.so");
  g_unsetenv ("PULSE_SERVER");
  od_test_remove_dir (dir);
}

static void
on_changed (gpointer data)
{
  (*(guint *) data)++;
}

static gboolean
has_changed (gpointer data)
{
  return *(guint *) data > 0;
}

static void
test_a_device_that_comes_is_noticed (gconstpointer data)
{
  char *parent = od_test_scratch_dir ();
  g_autofree char *dir = g_build_filename (parent, "snd", NULL);
  guint n_changes = 0;
  OdSoundDeviceWatch *watch;

  if (data != NULL)
    g_assert_cmpint (g_mkdir (dir, 0700), ==, 0);
  watch = od_sound_device_watch_new (dir, on_changed, &n_changes);
  if (data == NULL)
    g_assert_cmpint (g_mkdir (dir, 0700), ==, 0);
  put (dir, "pcmC0D0c");
  od_test_wait_until (has_changed, &n_changes, LIMIT_S, "the change");
  od_sound_device_watch_free (watch);
  od_test_remove_dir (parent);
}

int
main (int argc, char *argv[])
{
  g_unsetenv ("PULSE_SERVER");
  g_setenv ("XDG_RUNTIME_DIR", "/nonexistent", TRUE);
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (machines); i++) {
    g_autofree char *path = g_strconcat ("/sound-device/", machines[i].name, NULL);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_what_is_missing_is_said);
  }
  g_test_add_func ("/sound-device/causes", test_each_cause_has_its_own_words);
  g_test_add_func ("/sound-device/right", test_a_right_that_is_lost_unplugs_nothing);
  g_test_add_func ("/sound-device/server", test_a_sound_server_is_enough);
  g_test_add_data_func ("/sound-device/noticed", "there",
                        test_a_device_that_comes_is_noticed);
  g_test_add_data_func ("/sound-device/folder-noticed", NULL,
                        test_a_device_that_comes_is_noticed);
  return g_test_run ();
}
