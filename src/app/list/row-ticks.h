/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/list/list-cell.h"

/**
 * OdRowTicks:
 *
 * Which rows of a list are ticked, and the column to tick them in. A row that leaves the
 * list is ticked no more. Main thread.
 *
 * Signals:
 *   "changed"  some row is ticked now, or no more
 */
#define OD_TYPE_ROW_TICKS (od_row_ticks_get_type ())
G_DECLARE_FINAL_TYPE (OdRowTicks, od_row_ticks, OD, ROW_TICKS, GObject)

/** od_row_ticks_new: @rows: of OdRecord; @namer says what a row is called. References to
 * both are taken. */
OdRowTicks *od_row_ticks_new (GListModel *rows, OdListMaker *namer);

/** od_row_ticks_new_column: (transfer full): a check button in every row. */
GtkColumnViewColumn *od_row_ticks_new_column (OdRowTicks *self);

void od_row_ticks_set (OdRowTicks *self, OdRecord *row, gboolean ticked);

/** od_row_ticks_set_all: every row of @rows. */
void od_row_ticks_set_all (OdRowTicks *self, GListModel *rows, gboolean ticked);
gboolean od_row_ticks_get (OdRowTicks *self, OdRecord *row);

/** od_row_ticks_list: (transfer full) (element-type OdRecord): those of @rows that are
 * ticked, in their order. */
GPtrArray *od_row_ticks_list (OdRowTicks *self, GListModel *rows);

/** od_row_ticks_find_row: (nullable): the row that @widget is, or is in; lent. */
OdRecord *od_row_ticks_find_row (GtkWidget *widget);
