#pragma once

#include "app/intake/row-reader.h"
#include "app/staging/staging-folder.h"

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
