/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Slices become rows. Columns come as dispositions do and never go, so that nothing jumps
 * under the reader's eyes. Main thread.
 */
#include "app/leadset/activity-table.h"

#include "shared/wire/fields.h"

#include <glib/gi18n.h>

#define SUM    "sum"
#define ALL_ID G_MAXINT64 /* of the row with the columns' sums */

struct _OdActivityTable {
  AdwBin parent_instance;

  GtkColumnView *view;
  OdRecordList *rows;
  GHashTable *columns; /* disposition -> GtkColumnViewColumn, lent by the view */
};

G_DEFINE_FINAL_TYPE (OdActivityTable, od_activity_table, ADW_TYPE_BIN)

/* --- cells ------------------------------------------------------------------------ */

static const char *
field_of (GtkListItem *cell)
{
  return g_object_get_data (G_OBJECT (gtk_list_item_get_child (cell)), "od-field");
}

static void
show_cell (OdRecord *row, GtkListItem *cell)
{
  const char *field = field_of (cell);
  GtkLabel *label = GTK_LABEL (gtk_list_item_get_child (cell));
  g_autofree char *number = NULL;

  if (g_str_equal (field, OD_FIELD_NAME)) {
    gtk_label_set_text (label, od_record_get_text (row, OD_FIELD_NAME));
    return;
  }
  number = g_strdup_printf ("%'" G_GINT64_FORMAT, od_record_get_int (row, field));
  gtk_label_set_text (label, number);
}

static void
on_setup (GtkListItemFactory *factory, GtkListItem *cell, gpointer data)
{
  GtkWidget *label = gtk_label_new (NULL);
  const char *field = g_object_get_data (G_OBJECT (factory), "od-field");

  gtk_label_set_xalign (GTK_LABEL (label),
                        g_str_equal (field, OD_FIELD_NAME) ? 0.0 : 1.0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "numeric");
  g_object_set_data_full (G_OBJECT (label), "od-field", g_strdup (field), g_free);
  gtk_list_item_set_child (cell, label);
}

static void
on_bind (GtkListItemFactory *factory, GtkListItem *cell, gpointer data)
{
  OdRecord *row = gtk_list_item_get_item (cell);

  g_signal_connect (row, "changed", G_CALLBACK (show_cell), cell);
  show_cell (row, cell);
}

static void
on_unbind (GtkListItemFactory *factory, GtkListItem *cell, gpointer data)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (cell), show_cell, cell);
}

static GtkColumnViewColumn *
add_column (OdActivityTable *self, const char *field, const char *title)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *column;

  g_object_set_data_full (G_OBJECT (factory), "od-field", g_strdup (field), g_free);
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), NULL);
  column = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_append_column (self->view, column);
  g_object_unref (column);
  return column;
}

/* --- sums ------------------------------------------------------------------------- */

static void
add_to (json_t *row, const char *field, gint64 n)
{
  gint64 so_far = json_integer_value (json_object_get (row, field));

  json_object_set_new (row, field, json_integer (so_far + n));
}

static json_t *
row_of (GHashTable *by_agent, json_t *rows, gint64 id, const char *name)
{
  json_t *row = g_hash_table_lookup (by_agent, &id);
  gint64 *key;

  if (row != NULL)
    return row;

  row = json_pack ("{s:I, s:s}", OD_FIELD_ID, id, OD_FIELD_NAME, name);
  json_array_append_new (rows, row);
  key = g_new (gint64, 1);
  *key = id;
  g_hash_table_insert (by_agent, key, row);
  return row;
}

static char *
name_of (OdRecordList *agents, gint64 id)
{
  OdRecord *agent = od_record_list_find (agents, id);

  return agent != NULL ? g_strdup (od_record_get_text (agent, OD_FIELD_NAME))
                       : g_strdup_printf (_ ("Agent %ld"), (glong) id);
}

static void
need_column (OdActivityTable *self, const char *disposition)
{
  if (!g_hash_table_contains (self->columns, disposition))
    g_hash_table_insert (self->columns, g_strdup (disposition),
                         add_column (self, disposition, disposition));
}

/* A row keeps what it is not told: that a count fell to nothing must be said. */
static void
fill_up (OdActivityTable *self, json_t *row)
{
  GHashTableIter iter;
  gpointer disposition;

  g_hash_table_iter_init (&iter, self->columns);
  while (g_hash_table_iter_next (&iter, &disposition, NULL))
    add_to (row, disposition, 0);
  add_to (row, SUM, 0);
}

/* (transfer full) */
static json_t *
make_rows (OdActivityTable *self, json_t *activity, OdRecordList *agents)
{
  g_autoptr (GHashTable)
    by_agent = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  json_t *rows = json_array ();
  json_t *all = json_pack ("{s:I, s:s}", OD_FIELD_ID, ALL_ID, OD_FIELD_NAME,
                           _ ("All agents"));
  json_t *slice;
  gsize i;

  json_array_foreach (activity, i, slice)
  {
    const char *disposition = json_string_value (
      json_object_get (slice, OD_FIELD_DISPOSITION));
    gint64 agent = json_integer_value (json_object_get (slice, OD_FIELD_AGENT));
    gint64 n = json_integer_value (json_object_get (slice, OD_FIELD_COUNT));
    g_autofree char *name = name_of (agents, agent);
    json_t *row = row_of (by_agent, rows, agent, name);

    if (disposition == NULL)
      continue;
    need_column (self, disposition);
    add_to (row, disposition, n);
    add_to (row, SUM, n);
    add_to (all, disposition, n);
    add_to (all, SUM, n);
  }

  json_array_append_new (rows, all);
  json_array_foreach (rows, i, slice) fill_up (self, slice);
  return rows;
}

/* --- the widget ------------------------------------------------------------------- */

static void
od_activity_table_dispose (GObject *object)
{
  OdActivityTable *self = OD_ACTIVITY_TABLE (object);

  if (self->view != NULL)
    gtk_column_view_set_model (self->view, NULL);
  self->view = NULL;
  adw_bin_set_child (ADW_BIN (self), NULL);
  G_OBJECT_CLASS (od_activity_table_parent_class)->dispose (object);
}

static void
od_activity_table_finalize (GObject *object)
{
  OdActivityTable *self = OD_ACTIVITY_TABLE (object);

  g_hash_table_unref (self->columns);
  g_object_unref (self->rows);
  G_OBJECT_CLASS (od_activity_table_parent_class)->finalize (object);
}

static void
od_activity_table_class_init (OdActivityTableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = od_activity_table_dispose;
  G_OBJECT_CLASS (klass)->finalize = od_activity_table_finalize;
}

static void
od_activity_table_init (OdActivityTable *self)
{
  GtkWidget *window = gtk_scrolled_window_new ();
  GtkSelectionModel *selection;

  self->rows = od_record_list_new ();
  self->columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  selection = GTK_SELECTION_MODEL (
    gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->rows))));
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (selection));
  gtk_column_view_set_show_row_separators (self->view, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Lead Agents Activity"), -1);
  add_column (self, OD_FIELD_NAME, _ ("Agent"));
  add_column (self, SUM, _ ("Calls"));
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (window), 160);
  gtk_scrolled_window_set_has_frame (GTK_SCROLLED_WINDOW (window), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), GTK_WIDGET (self->view));
  adw_bin_set_child (ADW_BIN (self), window);
}

void
od_activity_table_set_activity (OdActivityTable *self,
                                json_t *activity,
                                OdRecordList *agents)
{
  json_t *rows = make_rows (self, activity, agents);

  od_record_list_replace (self->rows, rows);
  json_decref (rows);
}

GListModel *
od_activity_table_get_rows (OdActivityTable *self)
{
  return G_LIST_MODEL (self->rows);
}
