/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/intake/column-mapping.h"
#include "shared/model/lead.h"

/*
 * Rows become leads, in batches the server takes. Remembers only the numbers it has seen
 * and the batch it is filling. Pure; any thread, one at a time.
 */
typedef struct _OdLeadImport OdLeadImport;

typedef enum {
  OD_LEAD_IMPORT_SKIPPED,   /* before the start row, or blank: not counted */
  OD_LEAD_IMPORT_TAKEN,     /* in the batch; so are the next two */
  OD_LEAD_IMPORT_DOUBTFUL,  /* no such range is given out, as far as we know */
  OD_LEAD_IMPORT_SHORT,     /* a short number, to be called only as it is */
  OD_LEAD_IMPORT_DUPLICATE, /* the number stood in the file before */
  OD_LEAD_IMPORT_REFUSED,   /* no lead: see @reason */
} OdLeadImportVerdict;

/** od_lead_import_new: @mapping is lent for the import's life; @country: (nullable):
 * whose the national numbers are in rows that have no Phone Code or Country Code of their
 * own, as od_phone_number_read() takes it. */
OdLeadImport *od_lead_import_new (const OdColumnMapping *mapping, const char *country);
void od_lead_import_free (OdLeadImport *import);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdLeadImport, od_lead_import_free)

/** od_lead_import_take: @reason: (out) (transfer full): a sentence when REFUSED,
 * NULL otherwise. */
OdLeadImportVerdict
od_lead_import_take (OdLeadImport *import, const OdCsvRow *row, char **reason);

/** od_lead_import_check: (nullable): why od_lead_import_take() would refuse @row, by the
 * same rules; takes nothing, counts nothing. */
char *od_lead_import_check (OdLeadImport *import, const OdCsvRow *row);

/** od_lead_import_is_full: the batch must be stolen before the next row is taken. */
gboolean od_lead_import_is_full (OdLeadImport *import);

/** od_lead_import_steal_batch: (transfer full) (element-type OdLead): at most 1000 leads
 * and 1 MiB of JSON; empty when there are none. */
GPtrArray *od_lead_import_steal_batch (OdLeadImport *import);
