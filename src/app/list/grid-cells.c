/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One label a cell, one factory a column. Cells that are scrolled away are forgotten.
 * Main thread.
 */
#include "app/list/grid-cells.h"

#include "app/layout/text-size.h"

struct _OdGridCells {
  GObject parent_instance;

  OdGridWords words;
  GPtrArray *bound; /* (element-type GtkListItem): on the screen now; lent */
};

G_DEFINE_FINAL_TYPE (OdGridCells, od_grid_cells, G_TYPE_OBJECT)

static const char cell_key[] = "od-cell";     /* of a label: its GtkListItem */
static const char column_key[] = "od-column"; /* of a factory and of a cell */

guint
od_grid_cells_get_column (GtkListItem *cell)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (cell), column_key));
}

void
od_grid_cells_toggle_class (GtkListItem *cell, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (gtk_list_item_get_child (cell), name);
  else
    gtk_widget_remove_css_class (gtk_list_item_get_child (cell), name);
}

static void
write_cell (OdGridCells *self, GtkListItem *cell)
{
  guint column = od_grid_cells_get_column (cell);
  g_autofree char *text = self->words.text (gtk_list_item_get_item (cell), column,
                                            self->words.data);

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (cell)), text);
  if (self->words.dress != NULL)
    self->words.dress (cell, column, self->words.data);
}

void
od_grid_cells_rewrite (OdGridCells *self)
{
  for (guint i = 0; i < self->bound->len; i++)
    write_cell (self, self->bound->pdata[i]);
}

static void
on_setup (GtkListItemFactory *factory, GtkListItem *cell, OdGridCells *self)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  g_object_set_data (G_OBJECT (label), cell_key, cell);
  g_object_set_data (G_OBJECT (cell), column_key,
                     g_object_get_data (G_OBJECT (factory), column_key));
  gtk_list_item_set_child (cell, label);
}

static void
on_bind (GtkListItemFactory *factory, GtkListItem *cell, OdGridCells *self)
{
  g_ptr_array_add (self->bound, cell);
  write_cell (self, cell);
}

static void
on_unbind (GtkListItemFactory *factory, GtkListItem *cell, OdGridCells *self)
{
  g_ptr_array_remove_fast (self->bound, cell);
}

GtkColumnViewColumn *
od_grid_cells_make_column (OdGridCells *self, guint column, const char *title, int width)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *made;

  g_object_set_data (G_OBJECT (factory), column_key, GUINT_TO_POINTER (column));
  g_signal_connect_object (factory, "setup", G_CALLBACK (on_setup), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (on_unbind), self, 0);
  made = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_resizable (made, TRUE);
  gtk_column_view_column_set_fixed_width (made, od_text_size_scale (width));
  return made;
}

void
od_grid_cells_remove_columns (GtkColumnView *view)
{
  GListModel *columns = gtk_column_view_get_columns (view);

  while (g_list_model_get_n_items (columns) > 0) {
    g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

    gtk_column_view_remove_column (view, column);
  }
}

GtkListItem *
od_grid_cells_find (GtkColumnView *view, double x, double y)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (view), x, y, GTK_PICK_DEFAULT);

  for (; widget != NULL && widget != GTK_WIDGET (view);
       widget = gtk_widget_get_parent (widget)) {
    GtkWidget *child = gtk_widget_get_first_child (widget);
    GtkListItem *cell = g_object_get_data (G_OBJECT (widget), cell_key);

    if (cell == NULL && child != NULL)
      cell = g_object_get_data (G_OBJECT (child), cell_key);
    if (cell != NULL)
      return cell;
  }

  return NULL;
}

GtkWidget *
od_grid_cells_find_label (OdGridCells *self, guint position, guint column)
{
  for (guint i = 0; i < self->bound->len; i++) {
    GtkListItem *cell = self->bound->pdata[i];

    if (gtk_list_item_get_position (cell) == position
        && od_grid_cells_get_column (cell) == column)
      return gtk_list_item_get_child (cell);
  }

  return NULL;
}

static GtkWidget *
find_any_label (OdGridCells *self, guint position)
{
  for (guint i = 0; i < self->bound->len; i++) {
    if (gtk_list_item_get_position (self->bound->pdata[i]) == position)
      return gtk_list_item_get_child (self->bound->pdata[i]);
  }

  return NULL;
}

/* GTK 4.8 has the action, but in the list inside the view only. */
static void
scroll_to (GtkColumnView *view, guint position)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (view)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_activate_action (child, "list.scroll-to-item", "u", position);
}

void
od_grid_cells_focus_row (OdGridCells *self, GtkColumnView *view, guint position)
{
  GtkWidget *widget = find_any_label (self, position);

  if (widget == NULL && gtk_widget_get_height (GTK_WIDGET (view)) > 0) {
    scroll_to (view, position);
    widget = find_any_label (self, position);
  }
  while (widget != NULL && widget != GTK_WIDGET (view)
         && !gtk_widget_get_focusable (widget))
    widget = gtk_widget_get_parent (widget);
  gtk_widget_grab_focus (widget != NULL ? widget : GTK_WIDGET (view));
}

static void
od_grid_cells_finalize (GObject *object)
{
  g_ptr_array_unref (OD_GRID_CELLS (object)->bound);
  G_OBJECT_CLASS (od_grid_cells_parent_class)->finalize (object);
}

static void
od_grid_cells_class_init (OdGridCellsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = od_grid_cells_finalize;
}

static void
od_grid_cells_init (OdGridCells *self)
{
  self->bound = g_ptr_array_new ();
}

OdGridCells *
od_grid_cells_new (const OdGridWords *words)
{
  OdGridCells *self = g_object_new (OD_TYPE_GRID_CELLS, NULL);

  self->words = *words;
  return self;
}
