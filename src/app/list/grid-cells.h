/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/**
 * OdGridCells:
 *
 * The cells of a table of plain texts: makes its columns, knows which cells are on the
 * screen now, and which row and column a place is. Main thread.
 */
#define OD_TYPE_GRID_CELLS (od_grid_cells_get_type ())
G_DECLARE_FINAL_TYPE (OdGridCells, od_grid_cells, OD, GRID_CELLS, GObject)

typedef struct {
  char *(*text) (gpointer item, guint column, gpointer data); /* transfer full */
  /* gives the label of a cell the classes it has now; NULL: it has none */
  void (*dress) (GtkListItem *cell, guint column, gpointer data);
  gpointer data; /* lent: let go of the cells before it goes */
} OdGridWords;

OdGridCells *od_grid_cells_new (const OdGridWords *words);

/** od_grid_cells_make_column: (transfer full): @column: what @words is asked for;
 * @title: (nullable); @width: as od_text_size_scale() takes it. */
GtkColumnViewColumn *
od_grid_cells_make_column (OdGridCells *self, guint column, const char *title, int width);

/** od_grid_cells_remove_columns: all that @view has. */
void od_grid_cells_remove_columns (GtkColumnView *view);

/** od_grid_cells_rewrite: asks again for every text and class on the screen. */
void od_grid_cells_rewrite (OdGridCells *self);

/** od_grid_cells_find: (nullable): the cell at a place of @view; lent. The label is lower
 * than its row: a click beside it means it too. */
GtkListItem *od_grid_cells_find (GtkColumnView *view, double x, double y);

/** od_grid_cells_find_label: (nullable): of a cell that is on the screen; lent. */
GtkWidget *od_grid_cells_find_label (OdGridCells *self, guint position, guint column);

/** od_grid_cells_focus_row: the focus goes to that row of @view, scrolled to if need be.
 */
void od_grid_cells_focus_row (OdGridCells *self, GtkColumnView *view, guint position);

guint od_grid_cells_get_column (GtkListItem *cell);

/** od_grid_cells_toggle_class: for a dress function. */
void od_grid_cells_toggle_class (GtkListItem *cell, const char *name, gboolean on);
