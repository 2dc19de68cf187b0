/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/db/db.h"

/* One numbered script; once released it is never edited. */
typedef struct {
  const char *name; /* "001-spine.sql" */
  const char *sql;
} OdMigration;

/** od_migration_get_version: how many scripts have run on the file; 0: it is new; -1 with
 * @error. */
gint64 od_migration_get_version (OdDb *db, GError **error);

/**
 * od_migration_run:
 * @steps: (array length=n_steps): all scripts this program knows, oldest first
 *
 * Brings the file to the newest schema, each script in a transaction of its own. A file
 * that is further along than @steps is refused with OD_DB_ERROR_NEWER and left alone.
 */
gboolean
od_migration_run (OdDb *db, const OdMigration *steps, guint n_steps, GError **error);
