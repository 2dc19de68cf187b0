/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/intake/csv-reader.h"

#include <glib-object.h>

/** OdSheetRow: one row of a file as the grid shows it. Never changes. */
#define OD_TYPE_SHEET_ROW (od_sheet_row_get_type ())
G_DECLARE_FINAL_TYPE (OdSheetRow, od_sheet_row, OD, SHEET_ROW, GObject)

/** od_sheet_row_new: copies; a row that broke the rules of CSV is one cell, as it stands
 * in the file. Any thread. */
OdSheetRow *od_sheet_row_new (const OdCsvRow *from);

/** od_sheet_row_get_number: 1 for the file's first. */
guint64 od_sheet_row_get_number (OdSheetRow *row);

/** od_sheet_row_get_cell: "" where the row is shorter. @column: 1 for the first. Lent. */
const char *od_sheet_row_get_cell (OdSheetRow *row, guint column);

/** od_sheet_row_get_cells: (array zero-terminated=1): lent. */
char **od_sheet_row_get_cells (OdSheetRow *row);
