/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/*
 * Where one import's database lies: a folder of its own in the cache folder, for its
 * owner only. It goes with its last reference, or, should the program have died, when the
 * next one is made. Counted references; any thread; making blocks.
 */
typedef struct _OdStagingFolder OdStagingFolder;

OdStagingFolder *od_staging_folder_new (GError **error);
OdStagingFolder *od_staging_folder_ref (OdStagingFolder *folder);
void od_staging_folder_unref (OdStagingFolder *folder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdStagingFolder, od_staging_folder_unref)

/** od_staging_folder_get_path: of the database file in it; lent. */
const char *od_staging_folder_get_path (const OdStagingFolder *folder);
