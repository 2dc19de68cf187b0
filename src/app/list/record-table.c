/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One list for every page. The way of a row: the desk's list, the search, the order, the
 * view; each step works in pieces, so that a hundred thousand rows do not stop the
 * window. Main thread.
 */
#include "app/list/record-table.h"

#include "app/desk/record-list.h"
#include "app/layout/wrap-layout.h"
#include "app/list/list-cell.h"
#include "app/list/row-ticks.h"
#include "app/object/signal.h"

#include <glib/gi18n.h>

struct _OdRecordTable {
  AdwBin parent_instance;

  GtkCheckButton *tick_all;
  GtkLabel *title_label;
  GtkSearchEntry *search_entry;
  GtkWidget *delete_button;
  GtkBox *button_box;
  GtkWidget *refresh_button;
  GtkScrolledWindow *scrolled;
  GtkColumnView *view;
  GtkWidget *empty_box;
  GtkLabel *empty_label;
  AdwBin *empty_bin;
  GtkLabel *counts_label;

  GListModel *rows;          /* owned */
  GPtrArray *makers;         /* (element-type OdListMaker), one of each column */
  GtkFilter *filter;         /* owned */
  GtkFilterListModel *found; /* owned */
  GtkSortListModel *sorted;  /* owned */
  OdRowTicks *ticks;         /* owned; NULL: this list deletes nothing, or goes */
  gboolean showing_ticks;    /* nobody presses */
  gboolean wants_focus;      /* when the rows come, unless somebody moves it */
  GtkWidget *focus_at;       /* weak: where it was when that was asked for */
  guint focus_id;            /* source; 0: none waits */
  char *needle;              /* folded; NULL: nothing is searched */
  char *empty_text;          /* owned */
};

G_DEFINE_FINAL_TYPE (OdRecordTable, od_record_table, ADW_TYPE_BIN)

static gboolean
is_found (gpointer item, gpointer data)
{
  OdRecordTable *self = data;

  for (guint i = 0; i < self->makers->len; i++) {
    if (od_list_maker_matches (self->makers->pdata[i], item, self->needle))
      return TRUE;
  }

  return FALSE;
}

static void
show_counts (OdRecordTable *self)
{
  guint total = g_list_model_get_n_items (self->rows);
  guint found = g_list_model_get_n_items (G_LIST_MODEL (self->found));
  g_autofree char *text = g_strdup_printf (
    /* Translators: under a list: rows seen, rows there are, rows the search left. */
    _ ("Rows: %'u of %'u   Total Rows: %'u   Filtered: %'u"), found, total, total, found);
  gboolean waits = OD_IS_RECORD_LIST (self->rows)
                   && !od_record_list_get_loaded (OD_RECORD_LIST (self->rows));

  gtk_label_set_text (self->counts_label, text);
  gtk_widget_set_visible (self->empty_box,
                          found == 0
                            && gtk_filter_list_model_get_pending (self->found) == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->empty_bin), total == 0 && !waits);
  if (total > 0)
    gtk_label_set_text (self->empty_label, _ ("Nothing here matches the search."));
  else if (waits)
    gtk_label_set_text (self->empty_label, _ ("Waiting for the server."));
  else
    gtk_label_set_text (self->empty_label, self->empty_text);
}

/* What the search hides is not meant, ticked or not. */
static void
show_ticks (OdRecordTable *self)
{
  GListModel *shown = G_LIST_MODEL (self->sorted);
  g_autoptr (GPtrArray) ticked = NULL;
  guint n = g_list_model_get_n_items (shown);

  if (self->ticks == NULL)
    return;

  ticked = od_row_ticks_list (self->ticks, shown);
  self->showing_ticks = TRUE;
  gtk_check_button_set_active (self->tick_all, n > 0 && ticked->len == n);
  gtk_check_button_set_inconsistent (self->tick_all, ticked->len > 0 && ticked->len < n);
  self->showing_ticks = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->tick_all), n > 0);
  gtk_widget_set_sensitive (self->delete_button, ticked->len > 0);
}

static void
on_rows_changed (OdRecordTable *self)
{
  show_counts (self);
}

/* When the rows that went have been laid out away: GTK moves the focus until then. */
static gboolean
on_rows_settled (gpointer data)
{
  OdRecordTable *self = data;
  gboolean empty = g_list_model_get_n_items (G_LIST_MODEL (self->sorted)) == 0;

  self->focus_id = 0;
  gtk_widget_grab_focus (empty ? GTK_WIDGET (self->search_entry)
                               : GTK_WIDGET (self->view));
  return G_SOURCE_REMOVE;
}

static GtkWidget *
find_focus (OdRecordTable *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return root != NULL ? gtk_root_get_focus (root) : NULL;
}

/* The rows may come minutes later: the focus of somebody who types elsewhere by now
 * stays there. */
static gboolean
may_take_focus (OdRecordTable *self)
{
  GtkWidget *focus = find_focus (self);

  return focus == NULL || focus == self->focus_at
         || gtk_widget_is_ancestor (focus, GTK_WIDGET (self->view));
}

static void
on_loaded (OdRecordTable *self)
{
  show_counts (self);
  if (self->wants_focus && self->focus_id == 0 && may_take_focus (self))
    self->focus_id = g_idle_add (on_rows_settled, self);
  self->wants_focus = FALSE;
  g_clear_weak_pointer (&self->focus_at);
}

static void
on_search_changed (GtkSearchEntry *entry, OdRecordTable *self)
{
  g_autofree char *trimmed = g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry)));
  g_autofree char *folded = g_utf8_casefold (g_strstrip (trimmed), -1);
  gboolean narrower = self->needle != NULL && g_str_has_prefix (folded, self->needle);

  g_free (self->needle);
  self->needle = folded[0] != '\0' ? g_steal_pointer (&folded) : NULL;
  /* Without a search there is no filter: rows are seen as soon as they come. */
  gtk_filter_list_model_set_filter (self->found,
                                    self->needle != NULL ? self->filter : NULL);
  if (self->needle != NULL)
    gtk_filter_changed (self->filter, narrower ? GTK_FILTER_CHANGE_MORE_STRICT
                                               : GTK_FILTER_CHANGE_DIFFERENT);
  show_counts (self);
}

static void
on_stop_search (GtkSearchEntry *entry, OdRecordTable *self)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
}

/* Of several lists in one window only the seen one is meant. */
static gboolean
on_find (GtkWidget *widget, GVariant *args, gpointer data)
{
  OdRecordTable *self = OD_RECORD_TABLE (widget);

  if (!gtk_widget_get_mapped (GTK_WIDGET (self->search_entry)))
    return FALSE;

  return gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
on_refresh_clicked (GtkButton *button, OdRecordTable *self)
{
  od_record_table_refilter (self);
  g_signal_emit_by_name (self, "refresh-asked");
}

static void
on_tick_all_toggled (GtkCheckButton *check, OdRecordTable *self)
{
  if (!self->showing_ticks)
    od_row_ticks_set_all (self->ticks, G_LIST_MODEL (self->sorted),
                          gtk_check_button_get_active (check));
}

static void
on_delete_clicked (GtkButton *button, OdRecordTable *self)
{
  g_autoptr (GPtrArray)
    rows = od_row_ticks_list (self->ticks, G_LIST_MODEL (self->sorted));

  gtk_widget_grab_focus (GTK_WIDGET (self->view)); /* the button will soon be off */
  g_signal_emit_by_name (self, "delete-asked", rows);
}

/* The row that the focus is in; NULL: it is in none. */
static OdRecord *
find_focused_row (OdRecordTable *self)
{
  GtkWidget *focus = find_focus (self);

  return focus != NULL ? od_row_ticks_find_row (focus) : NULL;
}

static gboolean
on_delete_key (GtkWidget *view, GVariant *args, gpointer data)
{
  OdRecordTable *self = data;
  g_autoptr (GPtrArray)
    rows = od_row_ticks_list (self->ticks, G_LIST_MODEL (self->sorted));
  GtkSelectionModel *model = gtk_column_view_get_model (self->view);
  OdRecord *row = gtk_single_selection_get_selected_item (GTK_SINGLE_SELECTION (model));

  if (rows->len == 0 && row == NULL)
    row = find_focused_row (self);
  if (rows->len == 0 && row != NULL)
    g_ptr_array_add (rows, g_object_ref (row));
  if (rows->len > 0)
    g_signal_emit_by_name (self, "delete-asked", rows);
  return TRUE;
}

/* Less than a whole view is left below what is seen. */
static void
on_scrolled (GtkAdjustment *adjustment, OdRecordTable *self)
{
  double seen = gtk_adjustment_get_page_size (adjustment);

  if (gtk_adjustment_get_value (adjustment) + 2 * seen
      >= gtk_adjustment_get_upper (adjustment))
    g_signal_emit_by_name (self, "end-near");
}

static void
on_pressed (gpointer list, OdRecord *row, const char *column)
{
  g_signal_emit_by_name (list, "row-activated", row, column);
}

/* Enter means the first link. */
static void
open_row (OdRecordTable *self, OdRecord *row)
{
  for (guint i = 0; i < self->makers->len; i++) {
    OdListMaker *maker = self->makers->pdata[i];

    if (od_list_maker_get_kind (maker) == OD_LIST_LINK) {
      on_pressed (self, row, od_list_maker_get_name (maker));
      return;
    }
  }
}

static void
on_activate (GtkColumnView *view, guint position, OdRecordTable *self)
{
  g_autoptr (OdRecord)
    row = g_list_model_get_item (G_LIST_MODEL (self->sorted), position);

  if (row != NULL)
    open_row (self, row);
}

/* A check button would take Enter for Space. */
static gboolean
on_open_key (GtkWidget *view, GVariant *args, gpointer data)
{
  OdRecordTable *self = data;
  OdRecord *row = find_focused_row (self);

  if (row == NULL
      || !GTK_IS_CHECK_BUTTON (gtk_root_get_focus (gtk_widget_get_root (view))))
    return FALSE;

  open_row (self, row);
  return TRUE;
}

static void
add_column (OdRecordTable *self, OdListMaker *maker)
{
  g_autoptr (GtkColumnViewColumn)
    column = gtk_column_view_column_new (od_list_maker_get_title (maker),
                                         od_list_maker_new_factory (maker));
  g_autoptr (GtkSorter) sorter = od_list_maker_new_sorter (maker);

  gtk_column_view_column_set_sorter (column, sorter);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_expand (column, TRUE);
  gtk_column_view_append_column (self->view, column);
}

static void
connect_models (OdRecordTable *self)
{
  GtkSelectionModel *selection;

  self->filter = GTK_FILTER (gtk_custom_filter_new (is_found, self, NULL));
  self->found = gtk_filter_list_model_new (g_object_ref (self->rows), NULL);
  gtk_filter_list_model_set_incremental (self->found, TRUE);
  self->sorted =
    gtk_sort_list_model_new (G_LIST_MODEL (g_object_ref (self->found)),
                             g_object_ref (gtk_column_view_get_sorter (self->view)));
  gtk_sort_list_model_set_incremental (self->sorted, TRUE);
  selection = g_object_new (GTK_TYPE_SINGLE_SELECTION, "autoselect", FALSE,
                            "can-unselect", TRUE, "model", self->sorted, NULL);
  gtk_column_view_set_model (self->view, selection);
  g_object_unref (selection);

  g_signal_connect_object (self->rows, "items-changed", G_CALLBACK (on_rows_changed),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->found, "items-changed", G_CALLBACK (on_rows_changed),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->found, "notify::pending", G_CALLBACK (on_rows_changed),
                           self, G_CONNECT_SWAPPED);
  if (OD_IS_RECORD_LIST (self->rows))
    g_signal_connect_object (self->rows, "loaded", G_CALLBACK (on_loaded), self,
                             G_CONNECT_SWAPPED);
}

static void
leave_makers (OdRecordTable *self)
{
  for (guint i = 0; i < self->makers->len; i++)
    od_list_maker_leave (self->makers->pdata[i]);
}

static void
od_record_table_dispose (GObject *object)
{
  OdRecordTable *self = OD_RECORD_TABLE (object);

  g_clear_handle_id (&self->focus_id, g_source_remove);
  g_clear_weak_pointer (&self->focus_at);
  leave_makers (self);
  g_clear_object (&self->ticks); /* from here on nobody shows them */
  if (self->view != NULL)
    gtk_column_view_set_model (self->view, NULL);
  if (self->found != NULL) /* the filter asks this list, and may outlive it */
    gtk_filter_list_model_set_filter (self->found, NULL);
  self->view = NULL;
  G_OBJECT_CLASS (od_record_table_parent_class)->dispose (object);
}

static void
od_record_table_finalize (GObject *object)
{
  OdRecordTable *self = OD_RECORD_TABLE (object);

  g_clear_object (&self->sorted);
  g_clear_object (&self->found);
  g_clear_object (&self->filter);
  g_clear_object (&self->rows);
  g_ptr_array_unref (self->makers);
  g_free (self->needle);
  g_free (self->empty_text);
  G_OBJECT_CLASS (od_record_table_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (OD_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/dev/outdial/Outdial/list/"
                                                             "record-table.ui");
  gtk_widget_class_bind_template_child (widget_class, OdRecordTable, tick_all);
  gtk_widget_class_bind_template_child (widget_class, OdRecordTable, title_label);
  gtk_widget_class_bind_template_child (widget_class, OdRecordTable, search_entry);
  gtk_widget_class_bind_template_child (widget_class, OdRecordTable, delete_button);
  gtk_widget_class_bind_template_child (widget_class, OdRecordTable, button_box);
  gtk_widget_class_bind_template_child (widget_class, OdRecordTable, refresh_button);
  gtk_widget_class_bind_template_child (widget_class, OdRecordTable, scrolled);
  gtk_widget_class_bind_template_child (widget_class, OdRecordTable, view);
  gtk_widget_class_bind_template_child (widget_class, OdRecordTable, empty_box);
  gtk_widget_class_bind_template_child (widget_class, OdRecordTable, empty_label);
  gtk_widget_class_bind_template_child (widget_class, OdRecordTable, empty_bin);
  gtk_widget_class_bind_template_child (widget_class, OdRecordTable, counts_label);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search);
  gtk_widget_class_bind_template_callback (widget_class, on_refresh_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_tick_all_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_delete_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
}

static void
od_record_table_class_init (OdRecordTableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = od_record_table_dispose;
  G_OBJECT_CLASS (klass)->finalize = od_record_table_finalize;
  bind_template (GTK_WIDGET_CLASS (klass));

  od_signal_new (klass, "row-activated", 2, OD_TYPE_RECORD, G_TYPE_STRING);
  od_signal_new (klass, "refresh-asked", 0);
  od_signal_new (klass, "delete-asked", 1, G_TYPE_PTR_ARRAY);
  od_signal_new (klass, "end-near", 0);
}

static void
od_record_table_init (OdRecordTable *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scrolled),
                           "value-changed", G_CALLBACK (on_scrolled), self, 0);
  self->makers = g_ptr_array_new_with_free_func ((GDestroyNotify) od_list_maker_unref);
  self->empty_text = g_strdup ("");
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (keys),
                                     GTK_SHORTCUT_SCOPE_MANAGED);
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (keys),
    gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>f"),
                      gtk_callback_action_new (on_find, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
od_record_table_new (const char *title,
                     GListModel *rows,
                     const OdListColumn *columns,
                     gsize n,
                     gpointer data)
{
  OdRecordTable *self = g_object_new (OD_TYPE_RECORD_TABLE, NULL);
  /* Translators: %s is a list's title: "Search in Campaigns". */
  g_autofree char *search = g_strdup_printf (_ ("Search in %s"), title);

  self->rows = g_object_ref (rows);
  gtk_label_set_text (self->title_label, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search_entry),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, search, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  for (gsize i = 0; i < n; i++) {
    OdListMaker *maker = od_list_maker_new (&columns[i], data, self, on_pressed);

    g_ptr_array_add (self->makers, maker);
    add_column (self, maker);
  }
  connect_models (self);
  show_counts (self);
  return GTK_WIDGET (self);
}

void
od_record_table_add_button (OdRecordTable *self, GtkWidget *button)
{
  gtk_box_append (self->button_box, button);
}

static void
add_key (GtkWidget *widget,
         const char *trigger,
         GtkShortcutFunc on_key,
         GtkPropagationPhase phase,
         gpointer data)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (keys, phase);
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (keys),
    gtk_shortcut_new (gtk_shortcut_trigger_parse_string (trigger),
                      gtk_callback_action_new (on_key, data, NULL)));
  gtk_widget_add_controller (widget, keys);
}

void
od_record_table_offer_delete (OdRecordTable *self)
{
  g_autoptr (GtkColumnViewColumn) column = NULL;

  g_return_if_fail (self->ticks == NULL);

  self->ticks = od_row_ticks_new (self->rows, self->makers->pdata[0]);
  column = od_row_ticks_new_column (self->ticks);
  gtk_column_view_insert_column (self->view, 0, column);
  gtk_widget_show (GTK_WIDGET (self->tick_all));
  gtk_widget_show (self->delete_button);
  add_key (GTK_WIDGET (self->view), "Return|KP_Enter", on_open_key, GTK_PHASE_CAPTURE,
           self);
  add_key (GTK_WIDGET (self->view), "Delete|KP_Delete", on_delete_key, GTK_PHASE_BUBBLE,
           self);
  g_signal_connect_object (self->ticks, "changed", G_CALLBACK (show_ticks), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sorted, "items-changed", G_CALLBACK (show_ticks), self,
                           G_CONNECT_SWAPPED);
  show_ticks (self);
}

void
od_record_table_keep_focus (OdRecordTable *self)
{
  self->wants_focus = TRUE;
  g_set_weak_pointer (&self->focus_at, find_focus (self));
}

void
od_record_table_set_empty_text (OdRecordTable *self, const char *text)
{
  g_free (self->empty_text);
  self->empty_text = g_strdup (text);
  show_counts (self);
}

void
od_record_table_set_empty_button (OdRecordTable *self, GtkWidget *button)
{
  adw_bin_set_child (self->empty_bin, button);
}

void
od_record_table_set_can_refresh (OdRecordTable *self, gboolean can_refresh)
{
  gtk_widget_set_visible (self->refresh_button, can_refresh);
}

void
od_record_table_set_can_search (OdRecordTable *self, gboolean can_search)
{
  gtk_widget_set_visible (GTK_WIDGET (self->search_entry), can_search);
  gtk_widget_set_visible (GTK_WIDGET (self->counts_label), can_search);
}

void
od_record_table_search (OdRecordTable *self, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), text);
}

void
od_record_table_sort (OdRecordTable *self, const char *column, GtkSortType order)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);
  guint ticks = self->ticks != NULL ? 1 : 0; /* their column comes first */

  for (guint i = 0; i < self->makers->len; i++) {
    g_autoptr (GtkColumnViewColumn) by = g_list_model_get_item (columns, i + ticks);

    if (g_str_equal (od_list_maker_get_name (self->makers->pdata[i]), column))
      gtk_column_view_sort_by_column (self->view, by, order);
  }
}

void
od_record_table_refilter (OdRecordTable *self)
{
  if (self->needle != NULL)
    gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  /* A sort list keeps the words it sorted by until it is given its sorter again. */
  gtk_sort_list_model_set_sorter (self->sorted, NULL);
  gtk_sort_list_model_set_sorter (self->sorted, gtk_column_view_get_sorter (self->view));
  show_counts (self);
}

/* Only rows that are seen have somebody who listens. */
void
od_record_table_rewrite (OdRecordTable *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->rows); i++) {
    g_autoptr (OdRecord) row = g_list_model_get_item (self->rows, i);

    od_record_tell (row);
  }
}

GListModel *
od_record_table_get_shown (OdRecordTable *self)
{
  return G_LIST_MODEL (self->sorted);
}

const char *
od_record_table_get_counts (OdRecordTable *self)
{
  return gtk_label_get_text (self->counts_label);
}
