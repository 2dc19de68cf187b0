/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A key file in the person's configuration folder. Main thread; a few hundred bytes.
 */
#include "app/settings.h"

#define DEFAULT_SERVER "http://127.0.0.1:8620"

#define GROUP "habits" /* of the file, since the first version */

static char *
file_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "outdial", "outdial.ini", NULL);
}

static char *
get (GKeyFile *keys, const char *key, const char *otherwise)
{
  char *text = g_key_file_get_string (keys, GROUP, key, NULL);

  return text != NULL ? text : g_strdup (otherwise);
}

OdSettings *
od_settings_read (void)
{
  g_autoptr (GKeyFile) keys = g_key_file_new ();
  g_autofree char *path = file_path ();
  OdSettings *settings = g_new0 (OdSettings, 1);

  g_key_file_load_from_file (keys, path, G_KEY_FILE_NONE, NULL);
  settings->server = get (keys, "server", DEFAULT_SERVER);
  settings->user = get (keys, "user", "");
  settings->style = get (keys, "style", "system");
  return settings;
}

gboolean
od_settings_write (const OdSettings *settings, GError **error)
{
  g_autoptr (GKeyFile) keys = g_key_file_new ();
  g_autofree char *path = file_path ();
  g_autofree char *folder = g_path_get_dirname (path);

  g_key_file_set_string (keys, GROUP, "server", settings->server);
  g_key_file_set_string (keys, GROUP, "user", settings->user);
  g_key_file_set_string (keys, GROUP, "style", settings->style);
  g_mkdir_with_parents (folder, 0700);
  return g_key_file_save_to_file (keys, path, error);
}

void
od_settings_free (OdSettings *settings)
{
  g_free (settings->server);
  g_free (settings->user);
  g_free (settings->style);
  g_free (settings);
}
