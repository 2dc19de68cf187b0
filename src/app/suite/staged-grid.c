/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rows' own selection says which row is meant, the arrows to the left and right which
 * column. An edited row keeps its place in the model, so that neither focus nor selection
 * moves: its newer self lies beside it until the rows are read again. Main thread.
 */
#include "app/suite/staged-grid.h"

#include "app/list/grid-cells.h"
#include "app/object/signal.h"
#include "app/suite/cell-editor.h"
#include "app/suite/row-place.h"

#include <glib/gi18n.h>

#define NUMBER_WIDTH  80
#define PROBLEM_WIDTH 260
#define COLUMN_WIDTH  150
#define TITLE_WIDTH   9 /* of one letter: titles are seen whole */
#define PAGE          500
#define MOST_RELOADED 5000 /* rows read again at once, to stay where somebody was */

struct _OdStagedGrid {
  AdwBin parent_instance;

  GtkScrolledWindow *scrolled;
  GtkColumnView *view;
  GtkWidget *editor; /* OdCellEditor */

  OdStaging *staging; /* NULL: none */
  OdStagedFilter filter;
  OdGridCells *cells;
  GListStore *rows;   /* of OdStagedRow, as they were read */
  GHashTable *edited; /* row number (guint64 *) -> OdStagedRow: how it is since */
  GtkMultiSelection *selection;
  guint column;         /* the one that the keyboard edits: 1 for the first */
  guint64 editing;      /* number of the row in the editor */
  guint editing_column; /* and its column */
  char *editing_text;   /* and what stood there; NULL: nothing was edited yet */
  gboolean reading;     /* a page */
  gboolean again;       /* from the beginning, when that page has come */
  gboolean all;         /* no row is left to read */
};

G_DEFINE_FINAL_TYPE (OdStagedGrid, od_staged_grid, ADW_TYPE_BIN)

static guint
count_rows (OdStagedGrid *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->rows));
}

static guint
count_columns (OdStagedGrid *self)
{
  return od_staging_get_columns (self->staging)->len;
}

/* --- what a cell says ------------------------------------------------------------- */

static OdStagedRow *
newest (OdStagedGrid *self, OdStagedRow *row)
{
  guint64 number = od_staged_row_get_number (row);
  OdStagedRow *edited = g_hash_table_lookup (self->edited, &number);

  return edited != NULL ? edited : row;
}

/* @column: 0: the row's number; after the last one: its problem. */
static char *
cell_text (gpointer item, guint column, gpointer data)
{
  OdStagedGrid *self = data;
  OdStagedRow *row = newest (self, item);
  const char *problem = od_staged_row_get_problem (row);

  if (column == 0)
    return g_strdup_printf ("%" G_GUINT64_FORMAT, od_staged_row_get_number (row));
  if (column > count_columns (self))
    return g_strdup (problem != NULL ? problem : "");

  return g_utf8_make_valid (od_staged_row_get_cell (row, column), -1);
}

static void
dress_cell (GtkListItem *cell, guint column, gpointer data)
{
  OdStagedGrid *self = data;

  od_grid_cells_toggle_class (cell, "problem", column > count_columns (self));
  od_grid_cells_toggle_class (cell, "dim-label", column == 0);
  od_grid_cells_toggle_class (cell, "current-cell",
                              column == self->column
                                && gtk_list_item_get_selected (cell));
}

/* --- pages ------------------------------------------------------------------------ */

static void read_rows (OdStagedGrid *self, gboolean anew); /* a page may be out of date */

static void
say (OdStagedGrid *self, const GError *error)
{
  g_signal_emit_by_name (self, "said", error != NULL ? error->message : NULL);
}

/* GTK_INVALID_LIST_POSITION: no row is selected. */
static guint
first_selected (OdStagedGrid *self)
{
  g_autoptr (GtkBitset)
    set = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  return gtk_bitset_is_empty (set) ? GTK_INVALID_LIST_POSITION
                                   : gtk_bitset_get_minimum (set);
}

/* All rows are other objects now: the row that was selected is selected again, or the one
 * in its place. */
static void
come_back (OdStagedGrid *self, guint64 number, gboolean with_keys)
{
  guint position;

  if (number == 0 || count_rows (self) == 0)
    return;
  position = od_row_place_find (G_LIST_MODEL (self->rows), number);
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  if (with_keys)
    od_grid_cells_focus_row (self->cells, self->view, position);
}

/* What was read replaces what was there in one go: the view keeps its place. */
static void
show_rows (OdStagedGrid *self, GPtrArray *rows, gboolean anew)
{
  guint from = anew ? 0 : count_rows (self);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled);
  double place = gtk_adjustment_get_value (adjustment);
  gboolean with_keys = (gtk_widget_get_state_flags (GTK_WIDGET (self->view))
                        & GTK_STATE_FLAG_FOCUS_WITHIN)
                       != 0;
  guint64 number = od_row_place_get_number (G_LIST_MODEL (self->rows),
                                            first_selected (self));

  if (anew)
    g_hash_table_remove_all (self->edited);
  g_list_store_splice (self->rows, from, count_rows (self) - from, rows->pdata,
                       rows->len);
  gtk_adjustment_set_value (adjustment, place);
  if (anew)
    come_back (self, number, with_keys);
}

typedef struct {
  OdStagedGrid *self; /* owned */
  gboolean anew;
  guint limit;
} Reading;

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Reading *reading = user_data;
  g_autoptr (OdStagedGrid) self = reading->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray)
    rows = od_staging_read_finish (OD_STAGING (source), result, &error);

  if (OD_STAGING (source) != self->staging)
    return; /* the table shows other rows by now, or none */
  self->reading = FALSE;
  if (self->again) {
    read_rows (self, TRUE);
    return;
  }
  if (rows == NULL) {
    say (self, error);
    return;
  }
  self->all = rows->len < reading->limit;
  show_rows (self, rows, reading->anew);
}

static void
read_rows (OdStagedGrid *self, gboolean anew)
{
  Reading *reading;

  if (self->reading) {
    self->again |= anew;
    return;
  }
  self->again = FALSE;
  if ((!anew && self->all) || self->staging == NULL)
    return;

  reading = g_new0 (Reading, 1);
  reading->self = g_object_ref (self);
  reading->anew = anew;
  reading->limit = anew ? CLAMP (count_rows (self), PAGE, MOST_RELOADED) : PAGE;
  self->reading = TRUE;
  od_staging_read_async (self->staging, self->filter,
                         anew ? 0
                              : od_row_place_get_number (G_LIST_MODEL (self->rows),
                                                         count_rows (self) - 1),
                         reading->limit, on_read, reading);
}

static void
on_scrolled (GtkAdjustment *adjustment, OdStagedGrid *self)
{
  double seen = gtk_adjustment_get_page_size (adjustment);

  if (gtk_adjustment_get_value (adjustment) + 2 * seen
      >= gtk_adjustment_get_upper (adjustment))
    read_rows (self, FALSE);
}

void
od_staged_grid_reload (OdStagedGrid *self)
{
  read_rows (self, TRUE);
}

void
od_staged_grid_set_filter (OdStagedGrid *self, OdStagedFilter filter)
{
  self->filter = filter;
  read_rows (self, TRUE);
}

/* --- the current cell ------------------------------------------------------------- */

static void
scroll_to (OdStagedGrid *self, GtkWidget *label)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (self->scrolled);
  double value = gtk_adjustment_get_value (adjustment), x;

  if (gtk_widget_translate_coordinates (label, GTK_WIDGET (self->view), 0, 0, &x, NULL))
    gtk_adjustment_clamp_page (adjustment, value + x,
                               value + x + gtk_widget_get_width (label));
}

/* (nullable): for a person: "Phone, row 5". */
static char *
dup_cell_name (OdStagedGrid *self, guint position)
{
  const GPtrArray *columns = od_staging_get_columns (self->staging);
  const OdStagedColumn *column;

  if (position >= count_rows (self) || self->column > columns->len)
    return NULL;
  column = columns->pdata[self->column - 1];
  /* Translators: a cell of a table: "Phone, row 5". */
  return g_strdup_printf (_ ("%s, row %lu"), column->heading,
                          (gulong) od_row_place_get_number (G_LIST_MODEL (self->rows),
                                                            position));
}

/* Colour alone tells nothing to who listens. */
static void
show_current (OdStagedGrid *self)
{
  g_autofree char *name = NULL;

  if (self->staging == NULL)
    return;
  name = dup_cell_name (self, first_selected (self));
  od_grid_cells_rewrite (self->cells);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  name != NULL ? name : "", -1);
}

static void
go_to_column (OdStagedGrid *self, guint column)
{
  GtkWidget *label;

  self->column = CLAMP (column, 1, MAX (count_columns (self), 1));
  show_current (self);
  label = od_grid_cells_find_label (self->cells, first_selected (self), self->column);
  if (label != NULL)
    scroll_to (self, label);
}

static void
on_pressed (GtkGestureClick *gesture, int n, double x, double y, OdStagedGrid *self)
{
  GtkListItem *cell = od_grid_cells_find (self->view, x, y);
  guint column = cell != NULL ? od_grid_cells_get_column (cell) : 0;

  if (column >= 1 && column <= count_columns (self))
    go_to_column (self, column);
}

/* --- editing ---------------------------------------------------------------------- */

static void
open_editor (OdStagedGrid *self, guint position)
{
  GtkWidget *label;
  g_autoptr (OdStagedRow)
    row = g_list_model_get_item (G_LIST_MODEL (self->rows), position);
  g_autofree char *name = dup_cell_name (self, position);
  graphene_rect_t bounds;

  od_grid_cells_focus_row (self->cells, self->view, position);
  label = od_grid_cells_find_label (self->cells, position, self->column);
  if (name == NULL || label == NULL
      || !gtk_widget_compute_bounds (label, GTK_WIDGET (self), &bounds))
    return;

  self->editing = od_staged_row_get_number (row);
  self->editing_column = self->column;
  g_free (self->editing_text);
  self->editing_text = g_strdup (
    od_staged_row_get_cell (newest (self, row), self->column));
  od_cell_editor_open (OD_CELL_EDITOR (self->editor), name, self->editing_text,
                       &(GdkRectangle){ bounds.origin.x, bounds.origin.y,
                                        bounds.size.width, bounds.size.height });
}

static void
on_edited (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OdStagedGrid) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (OdStagedRow)
    row = od_staging_edit_finish (OD_STAGING (source), result, &error);
  guint64 number;

  if (OD_STAGING (source) != self->staging)
    return;
  say (self, error);
  if (row == NULL)
    return;
  number = od_staged_row_get_number (row);
  g_hash_table_replace (self->edited, g_memdup2 (&number, sizeof number),
                        g_steal_pointer (&row));
  od_grid_cells_rewrite (self->cells);
}

/* The row may have gone, or stand elsewhere by now: its number says which is meant. */
static void
on_taken (OdCellEditor *editor, const char *text, gboolean next, OdStagedGrid *self)
{
  if (self->staging == NULL)
    return;
  if (!g_str_equal (self->editing_text, text))
    od_staging_edit_async (self->staging, self->editing, self->editing_column, text,
                           on_edited, g_object_ref (self));
  if (!next || self->editing_column == count_columns (self) || count_rows (self) == 0)
    return;

  go_to_column (self, self->editing_column + 1);
  open_editor (self, od_row_place_find (G_LIST_MODEL (self->rows), self->editing));
}

/* GTK does not give the focus back. */
static void
on_editor_closed (OdStagedGrid *self)
{
  if (self->staging != NULL && count_rows (self) > 0)
    od_grid_cells_focus_row (self->cells, self->view,
                             od_row_place_find (G_LIST_MODEL (self->rows),
                                                self->editing));
}

static void
on_activate (GtkColumnView *view, guint position, OdStagedGrid *self)
{
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  open_editor (self, position);
}

/* --- deleting --------------------------------------------------------------------- */

static GArray *
collect_selected (OdStagedGrid *self)
{
  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autoptr (GtkBitset)
    set = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  for (guint i = 0; i < gtk_bitset_get_size (set); i++) {
    g_autoptr (OdStagedRow) row = g_list_model_get_item (G_LIST_MODEL (self->rows),
                                                         gtk_bitset_get_nth (set, i));
    guint64 number = od_staged_row_get_number (row);

    g_array_append_val (numbers, number);
  }
  return numbers;
}

static void
on_deleted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OdStagedGrid) self = user_data;
  g_autoptr (GError) error = NULL;

  od_staging_finish (OD_STAGING (source), result, &error);
  if (OD_STAGING (source) != self->staging)
    return;
  say (self, error);
  read_rows (self, TRUE);
}

/* "All" includes rows that were not scrolled to yet. */
void
od_staged_grid_delete_selected (OdStagedGrid *self)
{
  g_autoptr (GArray) numbers = collect_selected (self);

  if (numbers->len == count_rows (self) && !self->all)
    od_staging_delete_all_async (self->staging, self->filter, on_deleted,
                                 g_object_ref (self));
  else if (numbers->len > 0)
    od_staging_delete_async (self->staging, (const guint64 *) (gpointer) numbers->data,
                             numbers->len, on_deleted, g_object_ref (self));
}

/* --- keyboard --------------------------------------------------------------------- */

static gboolean
on_key (GtkEventControllerKey *keys,
        guint key,
        guint code,
        GdkModifierType modifiers,
        OdStagedGrid *self)
{
  guint position = first_selected (self);

  if (self->staging == NULL || position == GTK_INVALID_LIST_POSITION
      || (modifiers & gtk_accelerator_get_default_mod_mask ()) != 0)
    return FALSE;

  switch (key) {
  case GDK_KEY_Left:
    go_to_column (self, self->column - 1);
    return TRUE;
  case GDK_KEY_Right:
    go_to_column (self, self->column + 1);
    return TRUE;
  case GDK_KEY_F2:
    open_editor (self, position);
    return TRUE;
  case GDK_KEY_Delete:
    od_staged_grid_delete_selected (self);
    return TRUE;
  default:
    return FALSE;
  }
}

/* --- the widget ------------------------------------------------------------------- */

static void
add_column (OdStagedGrid *self, guint column, const char *title, int width)
{
  g_autoptr (GtkColumnViewColumn)
    made = od_grid_cells_make_column (self->cells, column, title, width);

  gtk_column_view_column_set_expand (made, column > count_columns (self));
  gtk_column_view_append_column (self->view, made);
}

/* The name the SQL knows, and the field it becomes. */
static void
add_columns (OdStagedGrid *self)
{
  const GPtrArray *columns = od_staging_get_columns (self->staging);

  add_column (self, 0, _ ("row"), NUMBER_WIDTH);
  for (guint i = 0; i < columns->len; i++) {
    const OdStagedColumn *column = columns->pdata[i];
    g_autofree char *title = column->field != NULL
                               ? g_strdup_printf ("%s → %s", column->name, column->field)
                               : g_strdup (column->name);

    add_column (self, i + 1, title,
                MAX (COLUMN_WIDTH, (int) g_utf8_strlen (title, -1) * TITLE_WIDTH));
  }
  add_column (self, columns->len + 1, _ ("problem"), PROBLEM_WIDTH);
}

void
od_staged_grid_set_staging (OdStagedGrid *self, OdStaging *staging)
{
  od_grid_cells_remove_columns (self->view);
  g_list_store_remove_all (self->rows);
  g_hash_table_remove_all (self->edited);
  g_set_object (&self->staging, staging);
  self->filter = OD_STAGED_ALL;
  self->column = 1;
  self->reading = self->again = self->all = FALSE;
  if (staging == NULL)
    return;
  add_columns (self);
  read_rows (self, TRUE);
}

static void
od_staged_grid_dispose (GObject *object)
{
  OdStagedGrid *self = OD_STAGED_GRID (object);

  g_clear_object (&self->staging);
  gtk_column_view_set_model (self->view, NULL);
  g_clear_pointer (&self->editor, gtk_widget_unparent);
  adw_bin_set_child (ADW_BIN (self), NULL);
  G_OBJECT_CLASS (od_staged_grid_parent_class)->dispose (object);
}

static void
od_staged_grid_finalize (GObject *object)
{
  OdStagedGrid *self = OD_STAGED_GRID (object);

  g_object_unref (self->selection);
  g_object_unref (self->rows);
  g_object_unref (self->cells);
  g_hash_table_unref (self->edited);
  g_free (self->editing_text);
  G_OBJECT_CLASS (od_staged_grid_parent_class)->finalize (object);
}

static void
od_staged_grid_class_init (OdStagedGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_staged_grid_dispose;
  G_OBJECT_CLASS (klass)->finalize = od_staged_grid_finalize;
  od_signal_new (klass, "said", 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, "/dev/outdial/Outdial/suite/"
                                                             "staged-grid.ui");
  gtk_widget_class_bind_template_child (widget_class, OdStagedGrid, scrolled);
  gtk_widget_class_bind_template_child (widget_class, OdStagedGrid, view);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
}

static void
add_ways_to_ask (OdStagedGrid *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click),
                                              GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (click));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
}

static void
od_staged_grid_init (OdStagedGrid *self)
{
  const OdGridWords words = { cell_text, dress_cell, self };

  self->cells = od_grid_cells_new (&words);
  self->rows = g_list_store_new (OD_TYPE_STAGED_ROW);
  self->edited = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                        g_object_unref);
  self->column = 1;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->selection = gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (self->rows)));
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "selection-changed",
                           G_CALLBACK (show_current), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scrolled),
                           "value-changed", G_CALLBACK (on_scrolled), self, 0);
  self->editor = od_cell_editor_new ();
  gtk_widget_set_parent (self->editor, GTK_WIDGET (self));
  g_signal_connect (self->editor, "taken", G_CALLBACK (on_taken), self);
  g_signal_connect_swapped (self->editor, "closed", G_CALLBACK (on_editor_closed), self);
  add_ways_to_ask (self);
}
