/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The scripts of schema/, in their order, and the copy that is made before they change
 * somebody's data. Runs before the threads of the store are there.
 */
#include "daemon/store/schema.h"

#include "schema-resource.h"
#include "shared/db/copy.h"
#include "shared/db/migration.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#define FOLDER "/dev/outdial/schema"

static gboolean
are_equal (const char *path, const char *other, gboolean *equal, GError **error)
{
  g_autoptr (GMappedFile) one = g_mapped_file_new (path, FALSE, error);
  g_autoptr (GMappedFile) two = NULL;
  gsize size;

  if (one == NULL)
    return FALSE;
  two = g_mapped_file_new (other, FALSE, error);
  if (two == NULL)
    return FALSE;

  size = g_mapped_file_get_length (one);
  *equal = size == g_mapped_file_get_length (two)
           && memcmp (g_mapped_file_get_contents (one), g_mapped_file_get_contents (two),
                      size)
                == 0;
  return TRUE;
}

/* A copy that was cut off: the folder is ours alone, nobody is making it. */
static void
remove_part (const char *copy)
{
  g_autofree char *part = g_strconcat (copy, ".part", NULL);

  g_unlink (part);
}

/* A migration that was cut off in its first script left the data as it was: then the copy
 * made before it is as good as one of today. */
static gboolean
check_earlier_copy (OdDb *db, const char *path, GError **error)
{
  g_autofree char *today = g_strconcat (path, ".today", NULL);
  gboolean equal = FALSE, ok;

  g_unlink (today);
  remove_part (today);
  ok = od_db_copy (db, today, error) && are_equal (path, today, &equal, error);
  g_unlink (today);
  if (!ok || equal)
    return ok;

  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST,
               "%s is there from before and holds other data than is to be brought to "
               "the "
               "newest schema now: move it away",
               path);
  return FALSE;
}

static gboolean
keep_copy (OdDb *db, const char *path, gint64 version, gint64 newest, GError **error)
{
  g_autofree char *copy = g_strdup_printf ("%s.schema-%" G_GINT64_FORMAT, path, version);
  gboolean ok;

  remove_part (copy);
  ok = g_file_test (copy, G_FILE_TEST_EXISTS) ? check_earlier_copy (db, copy, error)
                                              : od_db_copy (db, copy, error);
  if (!ok) {
    g_prefix_error (error,
                    "The data stays at schema %" G_GINT64_FORMAT
                    ", because it could not be copied first: ",
                    version);
    return FALSE;
  }

  g_message ("the data has schema %" G_GINT64_FORMAT
             " and is brought to %" G_GINT64_FORMAT ": as it was it is kept in %s",
             version, newest, copy);
  return TRUE;
}

static int
compare_names (const void *a, const void *b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static void
clear_script (gpointer data)
{
  GBytes **script = data;

  g_bytes_unref (*script);
}

/* (transfer full): every script that schema.gresource.xml lists: their numbers are their
 * order, so that none is named here. */
static char **
list_scripts (void)
{
  char **names = g_resource_enumerate_children (od_schema_get_resource (), FOLDER, 0,
                                                NULL);

  g_assert (names != NULL);
  qsort (names, g_strv_length (names), sizeof *names, compare_names);
  return names;
}

static gboolean
run_scripts (OdDb *db, char **names, GError **error)
{
  g_autoptr (GArray) texts = g_array_new (FALSE, FALSE, sizeof (GBytes *));
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (OdMigration));

  g_array_set_clear_func (texts, clear_script);
  for (gsize i = 0; names[i] != NULL; i++) {
    g_autofree char *path = g_build_path ("/", FOLDER, names[i], NULL);
    GBytes *text = g_resource_lookup_data (od_schema_get_resource (), path, 0, NULL);
    OdMigration step = { names[i], g_bytes_get_data (text, NULL) };

    g_array_append_val (texts, text);
    g_array_append_val (steps, step);
  }
  return od_migration_run (db, (const OdMigration *) steps->data, steps->len, error);
}

gboolean
od_schema_migrate (OdDb *db, const char *path, GError **error)
{
  g_auto (GStrv) names = list_scripts ();
  gint64 newest = g_strv_length (names);
  gint64 version = od_migration_get_version (db, error);

  if (version < 0
      || (version > 0 && version < newest
          && !keep_copy (db, path, version, newest, error)))
    return FALSE;

  return run_scripts (db, names, error);
}
