/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The statement's own columns, whatever they are. Main thread.
 */
#include "app/suite/result-view.h"

#include "app/list/grid-cells.h"

#define COLUMN_WIDTH 150

struct _OdResultView {
  AdwBin parent_instance;

  GtkColumnView *view;

  OdGridCells *cells;
  GListStore *rows; /* of OdStagedRow: numbered as they came */
};

G_DEFINE_FINAL_TYPE (OdResultView, od_result_view, ADW_TYPE_BIN)

static char *
cell_text (gpointer item, guint column, gpointer data)
{
  return g_utf8_make_valid (od_staged_row_get_cell (item, column), -1);
}

static void
add_rows (OdResultView *self, const GPtrArray *rows)
{
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (made, od_staged_row_new (i + 1, g_strdupv (rows->pdata[i]), NULL));
  g_list_store_splice (self->rows, 0, 0, made->pdata, made->len);
}

void
od_result_view_show (OdResultView *self, const OdStagedResult *result)
{
  g_list_store_remove_all (self->rows);
  od_grid_cells_remove_columns (self->view);
  if (result == NULL)
    return;

  for (guint i = 0; result->columns[i] != NULL; i++) {
    g_autoptr (GtkColumnViewColumn) column =
      od_grid_cells_make_column (self->cells, i + 1, result->columns[i], COLUMN_WIDTH);

    gtk_column_view_column_set_expand (column, result->columns[i + 1] == NULL);
    gtk_column_view_append_column (self->view, column);
  }
  add_rows (self, result->rows);
}

static void
od_result_view_dispose (GObject *object)
{
  OdResultView *self = OD_RESULT_VIEW (object);

  if (self->view != NULL)
    gtk_column_view_set_model (self->view, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), OD_TYPE_RESULT_VIEW);
  G_OBJECT_CLASS (od_result_view_parent_class)->dispose (object);
}

static void
od_result_view_finalize (GObject *object)
{
  OdResultView *self = OD_RESULT_VIEW (object);

  g_object_unref (self->rows);
  g_object_unref (self->cells);
  G_OBJECT_CLASS (od_result_view_parent_class)->finalize (object);
}

static void
od_result_view_class_init (OdResultViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_result_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = od_result_view_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/dev/outdial/Outdial/suite/"
                                                             "result-view.ui");
  gtk_widget_class_bind_template_child (widget_class, OdResultView, view);
}

static void
od_result_view_init (OdResultView *self)
{
  const OdGridWords words = { cell_text, NULL, self };
  g_autoptr (GtkSelectionModel) selection = NULL;

  self->cells = od_grid_cells_new (&words);
  self->rows = g_list_store_new (OD_TYPE_STAGED_ROW);
  gtk_widget_init_template (GTK_WIDGET (self));
  selection = GTK_SELECTION_MODEL (
    gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->rows))));
  gtk_column_view_set_model (self->view, selection);
}
