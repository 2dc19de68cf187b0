/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A number and its cells. Any thread.
 */
#include "app/import/sheet-row.h"

struct _OdSheetRow {
  GObject parent_instance;

  guint64 number;
  char **cells;
  guint n_cells;
};

G_DEFINE_FINAL_TYPE (OdSheetRow, od_sheet_row, G_TYPE_OBJECT)

static void
od_sheet_row_finalize (GObject *object)
{
  g_strfreev (OD_SHEET_ROW (object)->cells);
  G_OBJECT_CLASS (od_sheet_row_parent_class)->finalize (object);
}

static void
od_sheet_row_class_init (OdSheetRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = od_sheet_row_finalize;
}

static void
od_sheet_row_init (OdSheetRow *row)
{
}

OdSheetRow *
od_sheet_row_new (const OdCsvRow *from)
{
  OdSheetRow *row = g_object_new (OD_TYPE_SHEET_ROW, NULL);
  char *whole[] = { from->text, NULL };

  row->number = from->number;
  row->cells = g_strdupv (from->problem != NULL ? whole : from->cells);
  row->n_cells = g_strv_length (row->cells);
  return row;
}

guint64
od_sheet_row_get_number (OdSheetRow *row)
{
  return row->number;
}

const char *
od_sheet_row_get_cell (OdSheetRow *row, guint column)
{
  return column >= 1 && column <= row->n_cells ? row->cells[column - 1] : "";
}

char **
od_sheet_row_get_cells (OdSheetRow *row)
{
  return row->cells;
}
