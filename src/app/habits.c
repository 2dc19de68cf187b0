/*
 * A key file in the person's configuration folder. Main thread; a few hundred bytes.
 */
#include "app/habits.h"

#define DEFAULT_SERVER "http://127.0.0.1:8620"

static char *
file_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "outdial", "outdial.ini", NULL);
}

static char *
get (GKeyFile *keys, const char *key, const char *otherwise)
{
  char *text = g_key_file_get_string (keys, "habits", key, NULL);

  return text != NULL ? text : g_strdup (otherwise);
}

OdHabits *
od_habits_read (void)
{
  g_autoptr (GKeyFile) keys = g_key_file_new ();
  g_autofree char *path = file_path ();
  OdHabits *habits = g_new0 (OdHabits, 1);

  g_key_file_load_from_file (keys, path, G_KEY_FILE_NONE, NULL);
  habits->server = get (keys, "server", DEFAULT_SERVER);
  habits->user = get (keys, "user", "");
  habits->style = get (keys, "style", "system");
  return habits;
}

gboolean
od_habits_write (const OdHabits *habits, GError **error)
{
  g_autoptr (GKeyFile) keys = g_key_file_new ();
  g_autofree char *path = file_path ();
  g_autofree char *folder = g_path_get_dirname (path);

  g_key_file_set_string (keys, "habits", "server", habits->server);
  g_key_file_set_string (keys, "habits", "user", habits->user);
  g_key_file_set_string (keys, "habits", "style", habits->style);
  g_mkdir_with_parents (folder, 0700);
  return g_key_file_save_to_file (keys, path, error);
}

void
od_habits_free (OdHabits *habits)
{
  g_free (habits->server);
  g_free (habits->user);
  g_free (habits->style);
  g_free (habits);
}
