/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/intake/lead-source.h"
#include "app/staging/staging-store.h"

/*
 * A source's rows on their way into a new database, all or none. Worker thread; blocks.
 */

/* @done of @size is read; @size 0: nobody knows. */
typedef void (*OdFillFunc) (goffset done, goffset size, gpointer data);

/** od_fill_store_run: takes the rows from the start row of the store's mapping on, blank
 * ones left out. @tell is called every few hundred rows. */
gboolean od_fill_store_run (OdStagingStore *store,
                            OdLeadSource *source,
                            GCancellable *cancellable,
                            OdFillFunc tell,
                            gpointer data,
                            GError **error);
