/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/intake/lead-import.h"
#include "app/staging/staged-column.h"
#include "app/staging/staged-row.h"
#include "app/staging/staging-folder.h"
#include "shared/db/db.h"

/*
 * One import's rows in their database: the table "leads" has a row's number, the line it
 * began on, why it would be refused, and its cells. Filled by fill-store, changed by
 * step-store. One thread at a time; blocks.
 */
typedef struct _OdStagingStore OdStagingStore;

typedef struct {
  guint64 n_rows;
  guint64 n_refused;
} OdStagedTally;

/** od_staging_store_new: an empty database. @mapping is copied; @country as for
 * od_lead_import_new(). */
OdStagingStore *od_staging_store_new (const OdColumnMapping *mapping,
                                      const char *country,
                                      GError **error);
void od_staging_store_free (OdStagingStore *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdStagingStore, od_staging_store_free)

/** od_staging_store_get_tally: as it was committed last, without looking. */
OdStagedTally od_staging_store_get_tally (OdStagingStore *store, GError **error);

/** od_staging_store_read, od_staging_store_find: as od_staging_read_async(); of one row,
 * with %OD_STAGING_ERROR_GONE. */
GPtrArray *od_staging_store_read (OdStagingStore *store,
                                  OdStagedFilter filter,
                                  guint64 after,
                                  guint limit,
                                  GError **error);
OdStagedRow *od_staging_store_find (OdStagingStore *store, guint64 row, GError **error);

/* --- for the other stores of this room ---------------------------------------------- */

OdDb *od_staging_store_get_db (OdStagingStore *store);
OdStagingFolder *od_staging_store_get_folder (OdStagingStore *store);
const OdColumnMapping *od_staging_store_get_mapping (OdStagingStore *store);

/** od_staging_store_get_columns: (element-type OdStagedColumn): lent; does not change any
 * more once it is filled. */
GPtrArray *od_staging_store_get_columns (OdStagingStore *store);

/** od_staging_store_check: (nullable): why the upload would refuse @row. */
char *od_staging_store_check (OdStagingStore *store, const OdCsvRow *row);

/** od_staging_store_list_names: appends ", PREFIXname" for each of @columns. */
void od_staging_store_list_names (GString *sql, GPtrArray *columns, const char *prefix);

/** od_staging_store_list_raw: appends what od_staging_store_get_raw() reads of leads,
 * beginning with the row's number. */
void od_staging_store_list_raw (GString *sql, GPtrArray *columns);

/** od_staging_store_get_raw: (transfer full): a row as the upload takes it, but for its
 * text. Damaged as it came, it has its old problem. */
OdCsvRow *od_staging_store_get_raw (OdStatement *statement, guint n_columns);

/** od_staging_store_dup_text: of a cell; "" for NULL. What SQL made is not always UTF-8:
 * what of it is not, is replaced. */
char *od_staging_store_dup_text (OdStatement *statement, int column);
