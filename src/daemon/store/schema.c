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

static const char *const names[] = {
  "001-spine.sql",
  "002-lead-history.sql",
  "003-disposition-reason.sql",
  "004-recycle.sql",
  "005-agent-calls.sql",
  "006-recycling.sql",
  "007-call-slice.sql",
  "008-latency-bucket.sql",
  "009-deleted-script.sql",
  "010-retry-rule.sql",
  "011-disposition.sql",
  "012-event-head.sql",
  "013-campaign-latency.sql",
  "014-early-index.sql",
};

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

/* A migration that was cut off in its first script left the data as it was: then the copy
 * made before it is as good as one of today. */
static gboolean
check_earlier_copy (OdDb *db, const char *path, GError **error)
{
  g_autofree char *today = g_strconcat (path, ".today", NULL);
  gboolean equal = FALSE, ok;

  g_unlink (today);
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
keep_copy (OdDb *db, const char *path, gint64 version, GError **error)
{
  g_autofree char *copy = g_strdup_printf ("%s.schema-%" G_GINT64_FORMAT, path, version);
  g_autofree char *cut_off = g_strconcat (copy, ".part", NULL);
  gboolean ok;

  g_unlink (cut_off); /* the folder is ours alone: nobody is writing it */
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
             " and is brought to %u: as it was it is kept in %s",
             version, (guint) G_N_ELEMENTS (names), copy);
  return TRUE;
}

gboolean
od_schema_migrate (OdDb *db, const char *path, GError **error)
{
  GBytes *bytes[G_N_ELEMENTS (names)] = { NULL };
  OdMigration steps[G_N_ELEMENTS (names)];
  gint64 version = od_migration_get_version (db, error);
  gboolean ok;

  if (version < 0
      || (version > 0 && version < (gint64) G_N_ELEMENTS (names)
          && !keep_copy (db, path, version, error)))
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *script = g_strconcat ("/dev/outdial/schema/", names[i], NULL);

    bytes[i] = g_resource_lookup_data (od_schema_get_resource (), script, 0, NULL);
    g_assert (bytes[i] != NULL);
    steps[i] = (OdMigration){ names[i], g_bytes_get_data (bytes[i], NULL) };
  }
  ok = od_migration_run (db, steps, G_N_ELEMENTS (names), error);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_bytes_unref (bytes[i]);

  return ok;
}
