/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A number, its cells, what is wrong with them. Any thread.
 */
#include "app/staging/staged-row.h"

struct _OdStagedRow {
  GObject parent_instance;

  guint64 number;
  char **cells;
  guint n_cells;
  char *problem; /* NULL: none */
};

G_DEFINE_FINAL_TYPE (OdStagedRow, od_staged_row, G_TYPE_OBJECT)

static void
od_staged_row_finalize (GObject *object)
{
  OdStagedRow *self = OD_STAGED_ROW (object);

  g_strfreev (self->cells);
  g_free (self->problem);
  G_OBJECT_CLASS (od_staged_row_parent_class)->finalize (object);
}

static void
od_staged_row_class_init (OdStagedRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = od_staged_row_finalize;
}

static void
od_staged_row_init (OdStagedRow *self)
{
}

OdStagedRow *
od_staged_row_new (guint64 number, char **cells, const char *problem)
{
  OdStagedRow *self = g_object_new (OD_TYPE_STAGED_ROW, NULL);

  self->number = number;
  self->cells = cells;
  self->n_cells = g_strv_length (cells);
  self->problem = g_strdup (problem);
  return self;
}

guint64
od_staged_row_get_number (OdStagedRow *row)
{
  return row->number;
}

const char *
od_staged_row_get_cell (OdStagedRow *row, guint column)
{
  return column >= 1 && column <= row->n_cells ? row->cells[column - 1] : "";
}

const char *
od_staged_row_get_problem (OdStagedRow *row)
{
  return row->problem;
}
