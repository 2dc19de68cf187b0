/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Ticked rows: a set, and check buttons that show it and change it. Main thread.
 */
#include "app/list/row-ticks.h"

#include "app/object/signal.h"

#include <glib/gi18n.h>

struct _OdRowTicks {
  GObject parent_instance;

  GListModel *rows;   /* owned */
  OdListMaker *namer; /* a reference */
  GHashTable *ticked; /* set of OdRecord, owned */
};

/* One check button, kept with its GtkListItem. */
typedef struct {
  OdRowTicks *ticks; /* owned */
  GtkCheckButton *check;
  OdRecord *row; /* owned; NULL: shows none now */
  gulong named_id;
} Cell;

G_DEFINE_FINAL_TYPE (OdRowTicks, od_row_ticks, G_TYPE_OBJECT)

static const char cell_key[] = "tick-cell";

/* --- the set ---------------------------------------------------------------------- */

static gboolean
put (OdRowTicks *self, OdRecord *row, gboolean ticked)
{
  return ticked ? g_hash_table_add (self->ticked, g_object_ref (row))
                : g_hash_table_remove (self->ticked, row);
}

static void
tell (OdRowTicks *self)
{
  g_signal_emit_by_name (self, "changed");
}

/* Without ticks this costs nothing. */
static void
on_rows_changed (OdRowTicks *self)
{
  g_autoptr (GPtrArray) left = NULL;
  guint before = g_hash_table_size (self->ticked);

  if (before == 0)
    return;

  left = od_row_ticks_list (self, self->rows);
  g_hash_table_remove_all (self->ticked);
  for (guint i = 0; i < left->len; i++)
    put (self, left->pdata[i], TRUE);
  if (left->len != before)
    tell (self);
}

/* --- the column ------------------------------------------------------------------- */

static void
on_named (OdRecord *row, Cell *cell)
{
  g_autofree char *name = od_list_maker_dup_text (cell->ticks->namer, row);
  /* Translators: %s is what a row of a list is called: "Tick Opening". */
  g_autofree char *words = g_strdup_printf (_ ("Tick %s"), name);

  gtk_accessible_update_property (GTK_ACCESSIBLE (cell->check),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
on_ticks_changed (OdRowTicks *ticks, Cell *cell)
{
  gtk_check_button_set_active (cell->check,
                               cell->row != NULL && od_row_ticks_get (ticks, cell->row));
}

static void
on_toggled (GtkCheckButton *check, Cell *cell)
{
  if (cell->row != NULL)
    od_row_ticks_set (cell->ticks, cell->row, gtk_check_button_get_active (check));
}

/* Before the button is shown for no row: that would untick the old one. */
static void
leave_row (Cell *cell)
{
  g_clear_signal_handler (&cell->named_id, cell->row);
  g_clear_object (&cell->row);
}

static void
cell_free (gpointer data)
{
  Cell *cell = data;

  leave_row (cell);
  od_signal_leave (&cell->check, cell);
  od_signal_leave (&cell->ticks, cell);
  g_free (cell);
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, OdRowTicks *self)
{
  Cell *cell = g_new0 (Cell, 1);

  cell->ticks = g_object_ref (self);
  cell->check = g_object_ref_sink (GTK_CHECK_BUTTON (gtk_check_button_new ()));
  g_signal_connect (cell->check, "toggled", G_CALLBACK (on_toggled), cell);
  g_signal_connect (self, "changed", G_CALLBACK (on_ticks_changed), cell);
  g_object_set_data_full (G_OBJECT (item), cell_key, cell, cell_free);
  g_object_set_data (G_OBJECT (cell->check), cell_key, cell);
  gtk_list_item_set_child (item, GTK_WIDGET (cell->check));
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, OdRowTicks *self)
{
  Cell *cell = g_object_get_data (G_OBJECT (item), cell_key);
  OdRecord *row = gtk_list_item_get_item (item);

  gtk_check_button_set_active (cell->check, od_row_ticks_get (self, row));
  cell->row = g_object_ref (row);
  cell->named_id = g_signal_connect (row, "changed", G_CALLBACK (on_named), cell);
  on_named (row, cell);
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *item, OdRowTicks *self)
{
  leave_row (g_object_get_data (G_OBJECT (item), cell_key));
}

static void
on_teardown (GtkSignalListItemFactory *factory, GtkListItem *item, OdRowTicks *self)
{
  gtk_list_item_set_child (item, NULL);
  g_object_set_data (G_OBJECT (item), cell_key, NULL);
}

static GtkWidget *
find_check (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (g_object_get_data (G_OBJECT (widget), cell_key) != NULL)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_check (child);
  return found;
}

/* --- the object ------------------------------------------------------------------- */

static void
od_row_ticks_finalize (GObject *object)
{
  OdRowTicks *self = OD_ROW_TICKS (object);

  g_hash_table_unref (self->ticked);
  od_list_maker_unref (self->namer);
  g_object_unref (self->rows);
  G_OBJECT_CLASS (od_row_ticks_parent_class)->finalize (object);
}

static void
od_row_ticks_class_init (OdRowTicksClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = od_row_ticks_finalize;

  od_signal_new (klass, "changed", 0);
}

static void
od_row_ticks_init (OdRowTicks *self)
{
  self->ticked = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
}

OdRowTicks *
od_row_ticks_new (GListModel *rows, OdListMaker *namer)
{
  OdRowTicks *self = g_object_new (OD_TYPE_ROW_TICKS, NULL);

  self->rows = g_object_ref (rows);
  self->namer = od_list_maker_ref (namer);
  g_signal_connect_object (rows, "items-changed", G_CALLBACK (on_rows_changed), self,
                           G_CONNECT_SWAPPED);
  return self;
}

GtkColumnViewColumn *
od_row_ticks_new_column (OdRowTicks *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (on_setup), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (on_unbind), self, 0);
  g_signal_connect_object (factory, "teardown", G_CALLBACK (on_teardown), self, 0);
  return gtk_column_view_column_new (_ ("Tick"), factory);
}

void
od_row_ticks_set (OdRowTicks *self, OdRecord *row, gboolean ticked)
{
  if (put (self, row, ticked))
    tell (self);
}

void
od_row_ticks_set_all (OdRowTicks *self, GListModel *rows, gboolean ticked)
{
  gboolean changed = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++) {
    g_autoptr (OdRecord) row = g_list_model_get_item (rows, i);

    changed |= put (self, row, ticked);
  }
  if (changed)
    tell (self);
}

gboolean
od_row_ticks_get (OdRowTicks *self, OdRecord *row)
{
  return g_hash_table_contains (self->ticked, row);
}

GPtrArray *
od_row_ticks_list (OdRowTicks *self, GListModel *rows)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; list->len < g_hash_table_size (self->ticked)
                    && i < g_list_model_get_n_items (rows);
       i++) {
    g_autoptr (OdRecord) row = g_list_model_get_item (rows, i);

    if (od_row_ticks_get (self, row))
      g_ptr_array_add (list, g_steal_pointer (&row));
  }

  return list;
}

OdRecord *
od_row_ticks_find_row (GtkWidget *widget)
{
  GtkWidget *check = NULL;
  Cell *cell;

  while (widget != NULL && check == NULL && !GTK_IS_LIST_VIEW (widget)
         && !GTK_IS_COLUMN_VIEW (widget)) {
    check = find_check (widget);
    widget = gtk_widget_get_parent (widget);
  }
  if (check == NULL)
    return NULL;

  cell = g_object_get_data (G_OBJECT (check), cell_key);
  return cell->row;
}
