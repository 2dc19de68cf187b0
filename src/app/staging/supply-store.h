/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/intake/lead-source.h"
#include "app/staging/staging-store.h"

/*
 * Staged rows on their way to the upload, read by a connection of its own, so that they
 * can be read on any worker thread, again and again. Blocks; one thread at a time.
 */

/** od_supply_store_open: @folder, @columns (element-type OdStagedColumn): references are
 * taken. @n_rows: (out): the size that the position is of. */
OdRowReader *od_supply_store_open (OdStagingFolder *folder,
                                   GPtrArray *columns,
                                   goffset *n_rows,
                                   GError **error);

/** od_supply_store_new_source: the rows of a filled @store, as they are when the source
 * is opened; keeps the file for as long as it lives. @name: for messages. */
OdLeadSource *od_supply_store_new_source (OdStagingStore *store, const char *name);
