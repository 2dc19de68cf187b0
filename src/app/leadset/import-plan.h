/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/intake/column-mapping.h"
#include "app/leadset/sheet-row.h"

#include <gio/gio.h>

/*
 * What somebody has decided about an import, and what he has still to decide. Main
 * thread.
 */
typedef struct _OdImportPlan OdImportPlan;

/* What is still to be done before Upload. */
typedef enum {
  OD_SHEET_NEEDS_PHONE = 1 << 0,     /* must */
  OD_SHEET_NEEDS_STATUS = 1 << 1,    /* must: map or fill it */
  OD_SHEET_NEEDS_START_ROW = 1 << 2, /* should: nobody chose one */
  OD_SHEET_NEEDS_COLUMNS = 1 << 3,   /* should: nothing is mapped */
  OD_SHEET_NEEDS_LOOK = 1 << 4,      /* should: the start row's phone is no number */
} OdSheetNeeds;

#define OD_SHEET_MUST (OD_SHEET_NEEDS_PHONE | OD_SHEET_NEEDS_STATUS)

OdImportPlan *od_import_plan_new (void);
void od_import_plan_free (OdImportPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdImportPlan, od_import_plan_free)

/** od_import_plan_get_mapping: lent for the plan's life. */
const OdColumnMapping *od_import_plan_get_mapping (const OdImportPlan *plan);

/** od_import_plan_use_header: maps what @row names and starts after it. */
void od_import_plan_use_header (OdImportPlan *plan, OdSheetRow *row);

void od_import_plan_set_start_row (OdImportPlan *plan, guint64 row);

/** od_import_plan_get_start_row: 0: nobody chose one; then it is 1. */
guint64 od_import_plan_get_start_row (const OdImportPlan *plan);

/** od_import_plan_map: @field: (nullable): NULL: the column is nothing any more. */
void od_import_plan_map (OdImportPlan *plan, guint column, const char *field);

/** od_import_plan_populate: every row without a value of its own gets @value; NULL or
 * "": no longer. Returns: FALSE with a sentence: @value is nothing for @field. */
gboolean od_import_plan_populate (OdImportPlan *plan,
                                  const char *field,
                                  const char *value,
                                  GError **error);

/** od_import_plan_get_populated: (nullable): lent. */
const char *od_import_plan_get_populated (const OdImportPlan *plan, const char *field);

/** od_import_plan_get_needs: @rows: (element-type OdSheetRow): the first of the import;
 * @n_columns: of all of it. */
OdSheetNeeds
od_import_plan_get_needs (const OdImportPlan *plan, GListModel *rows, guint n_columns);

/** od_import_plan_find_row: (nullable) (transfer full): the row of that number. */
OdSheetRow *od_import_plan_find_row (GListModel *rows, guint64 number);
