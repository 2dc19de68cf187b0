/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/intake/csv-reader.h"

/*
 * Which column of a file is which field of a lead, from which row on. A field belongs to
 * one column at most: mapping it again moves it. Pure; any thread, one at a time.
 */
#define OD_COLUMN_MAPPING_ERROR (od_column_mapping_error_quark ())
GQuark od_column_mapping_error_quark (void);

typedef enum {
  OD_COLUMN_MAPPING_ERROR_INCOMPLETE, /* a required field is missing: map or fill it */
  OD_COLUMN_MAPPING_ERROR_NO_FIELD,   /* there is no field or column of that name */
} OdColumnMappingError;

#define OD_COLUMN_PHONE  "Phone"
#define OD_COLUMN_STATUS "Status"

/* Whose numbers a row's are, in this order: a calling code, a country. */
#define OD_COLUMN_PHONE_CODE "Phone Code"
#define OD_COLUMN_COUNTRY    "Country Code"

#define OD_COLUMN_EXTENSION "Extension" /* of the phone number */

typedef struct _OdColumnMapping OdColumnMapping;

OdColumnMapping *od_column_mapping_new (void);
OdColumnMapping *od_column_mapping_copy (const OdColumnMapping *mapping);
void od_column_mapping_free (OdColumnMapping *mapping);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdColumnMapping, od_column_mapping_free)

/** od_column_mapping_get_fields: (array zero-terminated=1): every field there is: the
 * required ones, then the others by the alphabet. */
const char *const *od_column_mapping_get_fields (void);

/** od_column_mapping_find_field: (nullable): the field of that name, whatever the case,
 * or of a name other systems give it ("phone_number"). Static. */
const char *od_column_mapping_find_field (const char *name);

/** od_column_mapping_set_start_row: 1 is the file's first row, as the grid shows it. */
void od_column_mapping_set_start_row (OdColumnMapping *mapping, guint64 row);
guint64 od_column_mapping_get_start_row (const OdColumnMapping *mapping);

/** od_column_mapping_map: @column: 1 for the first; what it was mapped to before, and
 * where @field was before, is free then. */
gboolean od_column_mapping_map (OdColumnMapping *mapping,
                                guint column,
                                const char *field,
                                GError **error);
void od_column_mapping_unmap (OdColumnMapping *mapping, guint column);

/** od_column_mapping_populate: every row gets @value for @field, unless its column has
 * something; NULL or "": no longer. */
gboolean od_column_mapping_populate (OdColumnMapping *mapping,
                                     const char *field,
                                     const char *value,
                                     GError **error);

/** od_column_mapping_get_value: (nullable): what @field is populated with; lent. */
const char *od_column_mapping_get_value (const OdColumnMapping *mapping,
                                         const char *field);

/** od_column_mapping_get_column: 0: not mapped. */
guint od_column_mapping_get_column (const OdColumnMapping *mapping, const char *field);

/** od_column_mapping_get_field: (nullable): what @column is mapped to. Static. */
const char *od_column_mapping_get_field (const OdColumnMapping *mapping, guint column);

/** od_column_mapping_propose: maps what @header's cells name, if one of them is a phone
 * number's, and puts the start row after it. Returns: FALSE: it is no header, and nothing
 * was changed. */
gboolean od_column_mapping_propose (OdColumnMapping *mapping, const OdCsvRow *header);

/** od_column_mapping_check: @n_columns: of the file; names the first thing missing. */
gboolean
od_column_mapping_check (const OdColumnMapping *mapping, guint n_columns, GError **error);

/** od_column_mapping_read: the value of @field in @row: its cell; if that is
 * empty, what it is populated with; "" if nothing. Lent by both. */
const char *od_column_mapping_read (const OdColumnMapping *mapping,
                                    const OdCsvRow *row,
                                    const char *field);
