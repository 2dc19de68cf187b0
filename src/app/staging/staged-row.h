/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

/**
 * OdStagedRow:
 *
 * One row of an import while it is mended. Does not change: an edited row is another one.
 * Any thread.
 */
#define OD_TYPE_STAGED_ROW (od_staged_row_get_type ())
G_DECLARE_FINAL_TYPE (OdStagedRow, od_staged_row, OD, STAGED_ROW, GObject)

/* Which of them. */
typedef enum {
  OD_STAGED_ALL,
  OD_STAGED_REFUSED, /* only rows that the upload would refuse */
} OdStagedFilter;

/** od_staged_row_new: @cells: (transfer full); @problem: (nullable): why the upload would
 * refuse it, copied. */
OdStagedRow *od_staged_row_new (guint64 number, char **cells, const char *problem);

/** od_staged_row_get_number: of the file's row, as the preview shows it: what was deleted
 * leaves a gap. */
guint64 od_staged_row_get_number (OdStagedRow *row);

/** od_staged_row_get_cell: @column: 1 for the first; "" where there is none. Lent. */
const char *od_staged_row_get_cell (OdStagedRow *row, guint column);
const char *od_staged_row_get_problem (OdStagedRow *row);
