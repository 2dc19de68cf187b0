/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What baresip finds on disk, and that nothing of it stays.
 */
#include "app/phone/baresip-folder.h"

#include "app/phone/phone-error.h"
#include "support/waiting.h"

#include <glib/gstdio.h>
#include <string.h>

static const OdPhoneSound silent = { .may_be_silent = TRUE,
                                     .device_dir = "/nonexistent" };

/* Returns: (transfer full): the configuration for one address */
static char *
config_for (OdBaresipFolder *folder, const char *address)
{
  g_autofree char *path = g_build_filename (od_baresip_folder_get_path (folder), "config",
                                            NULL);
  char *text = NULL;
  GStatBuf st;

  g_assert_true (od_baresip_folder_configure (folder, address, NULL));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpint (g_stat (path, &st), ==, 0);
  g_assert_cmpint (st.st_mode & 0777, ==, 0600);
  return text;
}

static void
test_the_configuration_follows_the_address (void)
{
  char *dir = od_test_scratch_dir ();
  g_autoptr (OdBaresipFolder)
    folder = od_baresip_folder_new (NULL, dir, &silent, NULL, NULL);
  g_autofree char *local = config_for (folder, "127.0.0.1");
  g_autofree char *any = config_for (folder, "0.0.0.0");

  g_assert_nonnull (strstr (local, "\nnet_interface 127.0.0.1\n"));
  g_assert_null (strstr (any, "net_interface"));
  g_assert_nonnull (strstr (any, "\nsip_listen 127.0.0.1:0\n"));
  g_assert_nonnull (strstr (any, "\nctrl_tcp_listen 240.0.0.1:4444\n"));
  g_assert_null (strstr (any, "sndfile"));
  g_clear_pointer (&folder, od_baresip_folder_free);
  g_assert_cmpint (g_rmdir (dir), ==, 0); /* nothing is left */
  g_free (dir);
}

static void
test_recordings_are_linked_not_named (void)
{
  char *dir = od_test_scratch_dir ();
  g_autofree char *record = g_build_filename (dir, "my calls, all", NULL), *config = NULL;
  g_autoptr (OdBaresipFolder)
    folder = od_baresip_folder_new (NULL, dir, &silent, record, NULL);

  config = config_for (folder, "127.0.0.1");
  g_assert_nonnull (strstr (config, "\nmodule sndfile.so\n"));
  g_assert_nonnull (strstr (config, "/record\n"));
  g_assert_null (strstr (config, "my calls"));
  g_clear_pointer (&folder, od_baresip_folder_free);
  g_assert_true (g_file_test (record, G_FILE_TEST_IS_DIR)); /* the calls stay */
  od_test_remove_dir (dir);
}

static void
test_without_a_device_there_is_a_file_or_nothing (void)
{
  char *dir = od_test_scratch_dir ();
  OdPhoneSound needed = { .device_dir = "/nonexistent" };
  g_autoptr (OdBaresipFolder) folder = NULL;
  g_autoptr (GError) error = NULL;

  folder = od_baresip_folder_new (NULL, dir, &silent, NULL, NULL);
  g_assert_true (g_str_has_prefix (od_baresip_folder_get_source (folder), "aufile,"));
  g_assert_cmpuint (od_baresip_folder_get_source_seconds (folder), ==, 60);
  g_assert_false (od_baresip_folder_is_deaf (folder, "/nonexistent"));
  g_clear_pointer (&folder, od_baresip_folder_free);
  g_assert_null (od_baresip_folder_new (NULL, dir, &needed, NULL, &error));
  g_assert_error (error, OD_PHONE_ERROR, OD_PHONE_ERROR_NO_SOUND);
  g_assert_cmpint (g_rmdir (dir), ==, 0); /* nothing is left */
  g_free (dir);
}

static void
test_a_name_baresip_would_split_is_refused (void)
{
  char *dir = od_test_scratch_dir ();
  g_autofree char *spaced = g_build_filename (dir, "a b", NULL);
  g_autoptr (OdBaresipFolder) folder = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (spaced, 0700), ==, 0);
  folder = od_baresip_folder_new (NULL, spaced, &silent, NULL, &error);
  g_assert_null (folder);
  g_assert_error (error, OD_PHONE_ERROR, OD_PHONE_ERROR_CANNOT_WRITE);
  g_assert_nonnull (strstr (error->message, spaced));
  g_assert_cmpint (g_rmdir (spaced), ==, 0);
  od_test_remove_dir (dir);
}

int
main (int argc, char *argv[])
{
  g_unsetenv ("PULSE_SERVER");
  g_setenv ("XDG_RUNTIME_DIR", "/nonexistent", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/baresip-folder/address", test_the_configuration_follows_the_address);
  g_test_add_func ("/baresip-folder/record", test_recordings_are_linked_not_named);
  g_test_add_func ("/baresip-folder/no-device",
                   test_without_a_device_there_is_a_file_or_nothing);
  g_test_add_func ("/baresip-folder/split", test_a_name_baresip_would_split_is_refused);
  return g_test_run ();
}
