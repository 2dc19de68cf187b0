/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A key file in the person's configuration folder: a group for each server. Main thread.
 */
#include "app/import/country-memory.h"

#include "shared/model/thread.h"
#include "shared/numbers/number-country.h"

static char *
file_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "outdial", "countries.ini", NULL);
}

/* An address may have brackets, a group may not. */
static char *
group_of (const char *server)
{
  return g_uri_escape_string (server, ":", FALSE);
}

static GKeyFile *
read_file (const char *path)
{
  GKeyFile *keys = g_key_file_new ();

  g_key_file_load_from_file (keys, path, G_KEY_FILE_NONE, NULL);
  return keys;
}

const char *
od_country_memory_recall (const char *server, gint64 leadset_id)
{
  OD_ASSERT_MAIN ();

  g_autofree char *path = file_path ();
  g_autoptr (GKeyFile) keys = read_file (path);
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, leadset_id);
  g_autofree char *group = group_of (server);
  g_autofree char *name = g_key_file_get_string (keys, group, key, NULL);
  OdNumberCountry country;

  return name != NULL && od_number_country_find (name, &country) ? country.name : NULL;
}

void
od_country_memory_keep (const char *server, gint64 leadset_id, const char *country)
{
  OD_ASSERT_MAIN ();

  g_autofree char *path = file_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GKeyFile) keys = read_file (path);
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT, leadset_id);
  g_autofree char *group = group_of (server);
  g_autoptr (GError) error = NULL;

  if (country != NULL)
    g_key_file_set_string (keys, group, key, country);
  else
    g_key_file_remove_key (keys, group, key, NULL);
  g_mkdir_with_parents (folder, 0700);
  if (!g_key_file_save_to_file (keys, path, &error))
    g_message ("The leadset's country is not remembered: %s", error->message);
}
