/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows, headings, menus. Every way to map ends in the same two actions, and what is seen
 * follows the sheet. Main thread.
 */
#include "app/suite/mapping-grid.h"

#include "app/layout/text-size.h"
#include "app/list/grid-cells.h"
#include "app/object/signal.h"

#include <glib/gi18n.h>
#include <string.h>

/* Each choice stands over its column, however wide somebody makes that. */
#define NUMBER_WIDTH 70
#define COLUMN_WIDTH 170
#define CHOICE_GAP   6

struct _OdMappingGrid {
  AdwBin parent_instance;

  GtkScrolledWindow *choices_scroller;
  GtkScrolledWindow *rows_scroller;
  GtkBox *choices_box;
  GtkColumnView *view;
  GtkWidget *menu; /* GtkPopoverMenu of the grid */

  OdImportSheet *sheet;
  GPtrArray *columns; /* (element-type GtkColumnViewColumn): Col 1 and on */
  GPtrArray *choices; /* (element-type GtkDropDown): one a column; owned by the box */
  OdGridCells *cells;
  GtkStringList *fields; /* "Not imported", then every field's words */
  gboolean showing;      /* the choices follow the sheet, and not the other way */
  guint tick_id;         /* the choices follow the rows with the next frame; 0: they do */
};

G_DEFINE_FINAL_TYPE (OdMappingGrid, od_mapping_grid, ADW_TYPE_BIN)

/* --- words ------------------------------------------------------------------------ */

static char *
field_words (const char *field)
{
  if (g_str_equal (field, OD_COLUMN_PHONE) || g_str_equal (field, OD_COLUMN_STATUS))
    return g_strdup_printf (_ ("%s (Required)"), field);

  return g_strdup (field);
}

static const char *
field_of (OdMappingGrid *self, guint column)
{
  return od_column_mapping_get_field (od_import_sheet_get_mapping (self->sheet), column);
}

static char *
column_words (guint column)
{
  return g_strdup_printf (_ ("Col %u"), column);
}

/* --- menus ------------------------------------------------------------------------ */

static GMenuModel *
make_field_menu (OdMappingGrid *self, guint column)
{
  const char *const *fields = od_column_mapping_get_fields ();
  GMenu *menu = g_menu_new ();

  for (gsize i = 0; fields[i] != NULL; i++) {
    g_autofree char *words = field_words (fields[i]);
    g_autoptr (GMenuItem) item = g_menu_item_new (words, NULL);

    g_menu_item_set_action_and_target (item, "grid.map", "(us)", column, fields[i]);
    g_menu_append_item (menu, item);
  }

  return G_MENU_MODEL (menu);
}

static void
append_unmap (GMenu *menu, OdMappingGrid *self, guint column)
{
  g_autoptr (GMenuItem) item = NULL;

  if (field_of (self, column) == NULL)
    return;
  item = g_menu_item_new (_ ("Do Not Import Column"), NULL);
  g_menu_item_set_action_and_target (item, "grid.map", "(us)", column, "");
  g_menu_append_item (menu, item);
}

/* "Map Column", and out of it again. */
static GMenuModel *
make_column_menu (OdMappingGrid *self, guint column)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenuModel) fields = make_field_menu (self, column);

  g_menu_append_submenu (menu, _ ("Map Column"), fields);
  append_unmap (menu, self, column);
  return G_MENU_MODEL (menu);
}

/* Without a pointer nobody says which column: the menu asks. */
static GMenuModel *
make_columns_menu (OdMappingGrid *self)
{
  GMenu *menu = g_menu_new ();

  for (guint column = 1; column <= self->columns->len; column++) {
    g_autofree char *words = column_words (column);
    g_autoptr (GMenuModel) fields = make_field_menu (self, column);

    g_menu_append_submenu (menu, words, fields);
  }

  return G_MENU_MODEL (menu);
}

/* @column: 0: not known. */
static GMenuModel *
make_row_menu (OdMappingGrid *self, guint64 row, guint column)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenuItem) start = g_menu_item_new (_ ("Set Start Row"), NULL);
  g_autoptr (GMenuModel) fields = column != 0 ? make_field_menu (self, column)
                                              : make_columns_menu (self);

  g_menu_item_set_action_and_target (start, "grid.start-row", "t", row);
  g_menu_append_item (menu, start);
  g_menu_append_submenu (menu, _ ("Map Column"), fields);
  if (column != 0)
    append_unmap (menu, self, column);
  return G_MENU_MODEL (menu);
}

static void
pop_menu_up (OdMappingGrid *self, guint64 row, guint column, double x, double y)
{
  g_autoptr (GMenuModel) model = make_row_menu (self, row, column);
  GdkRectangle spot = { x, y, 1, 1 };

  gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->menu), model);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &spot);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
on_right_click (GtkGestureClick *gesture, int n, double x, double y, OdMappingGrid *self)
{
  GtkListItem *cell = od_grid_cells_find (self->view, x, y);
  OdSheetRow *row = cell != NULL ? gtk_list_item_get_item (cell) : NULL;

  if (row == NULL)
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  pop_menu_up (self, od_sheet_row_get_number (row), od_grid_cells_get_column (cell), x,
               y);
}

/* Menu key: of the selected row. */
static gboolean
on_menu_key (GtkWidget *widget, GVariant *args, gpointer data)
{
  OdMappingGrid *self = data;
  GtkSelectionModel *model = gtk_column_view_get_model (self->view);
  OdSheetRow *row = gtk_single_selection_get_selected_item (GTK_SINGLE_SELECTION (model));

  if (row == NULL)
    return FALSE;
  pop_menu_up (self, od_sheet_row_get_number (row), 0, 20, 40);
  return TRUE;
}

/* --- cells ------------------------------------------------------------------------ */

/* @column: 0: the row's number. */
static char *
cell_text (gpointer item, guint column, gpointer data)
{
  OdMappingGrid *self = data;
  guint64 number = od_sheet_row_get_number (item);
  g_autofree char *count = g_strdup_printf ("%" G_GUINT64_FORMAT, number);

  if (column != 0)
    return g_utf8_make_valid (od_sheet_row_get_cell (item, column), -1);
  if (number == od_import_sheet_get_start_row (self->sheet))
    return g_strdup_printf (_ ("%s start"), count);

  return g_steal_pointer (&count);
}

static void
dress_cell (GtkListItem *cell, guint column, gpointer data)
{
  OdMappingGrid *self = data;
  guint64 number = od_sheet_row_get_number (gtk_list_item_get_item (cell));
  guint64 start = od_import_sheet_get_start_row (self->sheet);

  od_grid_cells_toggle_class (cell, "dim-label", number < start);
  od_grid_cells_toggle_class (cell, "start-row", number == start);
}

/* --- the row of choices ----------------------------------------------------------- */

static void
on_chosen (GtkDropDown *choice, GParamSpec *pspec, OdMappingGrid *self)
{
  const char *const *fields = od_column_mapping_get_fields ();
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (choice), "od-column"));
  guint n = gtk_drop_down_get_selected (choice);

  if (!self->showing)
    od_import_sheet_map (self->sheet, column, n == 0 ? NULL : fields[n - 1], NULL);
}

/* A name that is too long for a narrow column is cut, and in the tip of the list. */
static void
set_up_field (GtkListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (item, label);
}

static void
bind_field (GtkListItemFactory *factory, GtkListItem *item)
{
  GtkStringObject *field = gtk_list_item_get_item (item);

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)),
                      gtk_string_object_get_string (field));
}

/* What is seen once something is chosen; the list itself is as wide as it needs. */
static void
cut_long_fields (GtkDropDown *choice)
{
  g_autoptr (GtkListItemFactory)
    whole = g_object_ref (gtk_drop_down_get_factory (choice));
  g_autoptr (GtkListItemFactory) cut = gtk_signal_list_item_factory_new ();

  g_signal_connect (cut, "setup", G_CALLBACK (set_up_field), NULL);
  g_signal_connect (cut, "bind", G_CALLBACK (bind_field), NULL);
  gtk_drop_down_set_list_factory (choice, whole);
  gtk_drop_down_set_factory (choice, cut);
}

static void
on_width_changed (GtkColumnViewColumn *column, GParamSpec *pspec, GtkWidget *box)
{
  gtk_widget_set_size_request (box, gtk_column_view_column_get_fixed_width (column), -1);
}

static void
add_choice (OdMappingGrid *self, guint column)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *words = column_words (column);
  GtkWidget *label = gtk_label_new (words);
  GtkWidget *choice = gtk_drop_down_new (g_object_ref (G_LIST_MODEL (self->fields)),
                                         NULL);
  g_autofree char *name = g_strdup_printf (_ ("Field of column %u"), column);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0);
  gtk_widget_add_css_class (label, "caption");
  g_object_set_data (G_OBJECT (choice), "od-column", GUINT_TO_POINTER (column));
  cut_long_fields (GTK_DROP_DOWN (choice));
  gtk_widget_set_margin_end (choice, CHOICE_GAP);
  gtk_widget_set_margin_start (box, column == 1 ? od_text_size_scale (NUMBER_WIDTH) : 0);
  g_signal_connect_object (self->columns->pdata[column - 1], "notify::fixed-width",
                           G_CALLBACK (on_width_changed), box, 0);
  on_width_changed (self->columns->pdata[column - 1], NULL, box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  /* What is pressed is a button inside, which GTK leaves without a name. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (choice)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect (choice, "notify::selected", G_CALLBACK (on_chosen), self);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), choice);
  gtk_box_append (self->choices_box, box);
  g_ptr_array_add (self->choices, choice);
}

static guint
index_of_field (const char *field)
{
  const char *const *fields = od_column_mapping_get_fields ();

  for (guint i = 0; field != NULL && fields[i] != NULL; i++) {
    if (g_str_equal (fields[i], field))
      return i + 1;
  }

  return 0;
}

/* --- following the sheet ---------------------------------------------------------- */

static void
clear_columns (OdMappingGrid *self)
{
  GtkWidget *child;

  for (guint i = 0; i < self->columns->len; i++)
    gtk_column_view_remove_column (self->view, self->columns->pdata[i]);
  g_ptr_array_set_size (self->columns, 0);
  g_ptr_array_set_size (self->choices, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->choices_box))) != NULL)
    gtk_box_remove (self->choices_box, child);
}

static void
make_columns (OdMappingGrid *self)
{
  guint n = od_import_sheet_get_look (self->sheet)->n_columns;

  if (self->columns->len == n)
    return;

  clear_columns (self);
  for (guint column = 1; column <= n; column++) {
    GtkColumnViewColumn *made = od_grid_cells_make_column (self->cells, column, NULL,
                                                           COLUMN_WIDTH);

    gtk_column_view_append_column (self->view, made);
    g_ptr_array_add (self->columns, made);
    add_choice (self, column);
  }
}

static void
show_column (OdMappingGrid *self, guint column)
{
  GtkColumnViewColumn *shown = self->columns->pdata[column - 1];
  const char *field = field_of (self, column);
  g_autofree char *words = column_words (column);
  g_autoptr (GMenuModel) menu = make_column_menu (self, column);

  gtk_column_view_column_set_title (shown, field != NULL ? field : words);
  gtk_column_view_column_set_header_menu (shown, menu);
  gtk_drop_down_set_selected (self->choices->pdata[column - 1], index_of_field (field));
}

static void
on_changed (OdImportSheet *sheet, OdMappingGrid *self)
{
  make_columns (self);
  self->showing = TRUE;
  for (guint column = 1; column <= self->columns->len; column++)
    show_column (self, column);
  self->showing = FALSE;
  od_grid_cells_rewrite (self->cells);
}

/* --- actions ---------------------------------------------------------------------- */

static void
on_start_row (GSimpleAction *action, GVariant *row, gpointer data)
{
  OdMappingGrid *self = data;

  od_import_sheet_set_start_row (self->sheet, g_variant_get_uint64 (row));
}

static void
on_map (GSimpleAction *action, GVariant *target, gpointer data)
{
  OdMappingGrid *self = data;
  const char *field;
  guint column;

  g_variant_get (target, "(u&s)", &column, &field);
  od_import_sheet_map (self->sheet, column, *field == '\0' ? NULL : field, NULL);
}

/* --- the widget ------------------------------------------------------------------- */

static void
od_mapping_grid_dispose (GObject *object)
{
  OdMappingGrid *self = OD_MAPPING_GRID (object);

  g_clear_pointer (&self->menu, gtk_widget_unparent);
  if (self->view != NULL)
    gtk_column_view_set_model (self->view, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), OD_TYPE_MAPPING_GRID);
  od_signal_leave (&self->sheet, self);
  G_OBJECT_CLASS (od_mapping_grid_parent_class)->dispose (object);
}

static void
od_mapping_grid_finalize (GObject *object)
{
  OdMappingGrid *self = OD_MAPPING_GRID (object);

  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->choices);
  g_object_unref (self->cells);
  g_object_unref (self->fields);
  G_OBJECT_CLASS (od_mapping_grid_parent_class)->finalize (object);
}

static void
od_mapping_grid_class_init (OdMappingGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_mapping_grid_dispose;
  G_OBJECT_CLASS (klass)->finalize = od_mapping_grid_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/dev/outdial/Outdial/"
                                                             "suite/mapping-grid.ui");
  gtk_widget_class_bind_template_child (widget_class, OdMappingGrid, choices_scroller);
  gtk_widget_class_bind_template_child (widget_class, OdMappingGrid, rows_scroller);
  gtk_widget_class_bind_template_child (widget_class, OdMappingGrid, choices_box);
  gtk_widget_class_bind_template_child (widget_class, OdMappingGrid, view);
}

static void
name_fields (OdMappingGrid *self)
{
  const char *const *fields = od_column_mapping_get_fields ();

  self->fields = gtk_string_list_new (NULL);
  gtk_string_list_append (self->fields, _ ("Not imported"));
  for (gsize i = 0; fields[i] != NULL; i++)
    gtk_string_list_take (self->fields, field_words (fields[i]));
}

static void
add_ways_to_ask (OdMappingGrid *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (on_right_click), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (click));

  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (keys),
    gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("Menu|<Shift>F10"),
                      gtk_callback_action_new (on_menu_key, self, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
}

/* The rows say how far it goes: the choices have a little more room at their end. Where
 * they stand already they are left alone: they may be on their way. */
static void
follow_rows (OdMappingGrid *self)
{
  GtkAdjustment *rows = gtk_scrolled_window_get_hadjustment (self->rows_scroller);
  GtkAdjustment *choices = gtk_scrolled_window_get_hadjustment (self->choices_scroller);
  double value = gtk_adjustment_get_value (rows);

  if (!G_APPROX_VALUE (gtk_adjustment_get_value (choices), value, 0.5))
    gtk_adjustment_set_value (choices, value);
}

/* Before the next frame is laid out: in the middle of that nothing can be moved. */
static gboolean
on_frame (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  OdMappingGrid *self = OD_MAPPING_GRID (widget);

  self->tick_id = 0;
  follow_rows (self);
  return G_SOURCE_REMOVE;
}

static void
on_rows_scrolled (GtkAdjustment *rows, OdMappingGrid *self)
{
  if (self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_frame, NULL,
                                                  NULL);
}

/* Who goes from choice to choice with the keyboard sees the columns, too. */
static void
on_choices_scrolled (GtkAdjustment *choices, OdMappingGrid *self)
{
  GtkAdjustment *rows = gtk_scrolled_window_get_hadjustment (self->rows_scroller);

  gtk_adjustment_set_value (rows, gtk_adjustment_get_value (choices));
  on_rows_scrolled (rows, self);
}

static void
scroll_together (OdMappingGrid *self)
{
  GtkAdjustment *rows = gtk_scrolled_window_get_hadjustment (self->rows_scroller);
  GtkAdjustment *choices = gtk_scrolled_window_get_hadjustment (self->choices_scroller);

  g_signal_connect_object (rows, "value-changed", G_CALLBACK (on_rows_scrolled), self, 0);
  g_signal_connect_object (rows, "changed", G_CALLBACK (on_rows_scrolled), self, 0);
  g_signal_connect_object (choices, "value-changed", G_CALLBACK (on_choices_scrolled),
                           self, 0);
}

static void
od_mapping_grid_init (OdMappingGrid *self)
{
  static const GActionEntry entries[] = {
    { "start-row", on_start_row, "t" },
    { "map", on_map, "(us)" },
  };
  const OdGridWords words = { cell_text, dress_cell, self };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GtkColumnViewColumn) numbers = NULL;

  self->columns = g_ptr_array_new_with_free_func (g_object_unref);
  self->choices = g_ptr_array_new ();
  self->cells = od_grid_cells_new (&words);
  name_fields (self);
  gtk_widget_init_template (GTK_WIDGET (self));
  scroll_together (self);
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries,
                                   G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "grid", G_ACTION_GROUP (actions));

  numbers = od_grid_cells_make_column (self->cells, 0, _ ("Row"), NUMBER_WIDTH);
  gtk_column_view_append_column (self->view, numbers);
  self->menu = gtk_popover_menu_new_from_model (NULL);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self->view));
  add_ways_to_ask (self);
}

void
od_mapping_grid_set_sheet (OdMappingGrid *self, OdImportSheet *sheet)
{
  GtkSingleSelection *selection = gtk_single_selection_new (
    g_object_ref (G_LIST_MODEL (od_import_sheet_get_look (sheet)->rows)));

  g_return_if_fail (self->sheet == NULL);

  self->sheet = g_object_ref (sheet);
  g_signal_connect (sheet, "changed", G_CALLBACK (on_changed), self);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);
  on_changed (sheet, self);
}
