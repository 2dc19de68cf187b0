/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One tab for every list of the supervisor's. Main thread.
 */
#include "app/list/list-page.h"

#include "shared/wire/fields.h"

#include <glib/gi18n.h>

struct _OdListPage {
  AdwBin parent_instance;

  GtkStack *stack;  /* the bin's child */
  GtkWidget *table; /* the stack's first page */
  GtkWidget *board; /* NULL: the list is seen */
  OdDesk *desk;     /* owned */
  OdListPageKind kind;
};

G_DEFINE_FINAL_TYPE (OdListPage, od_list_page, ADW_TYPE_BIN)

static void
on_back (OdListPage *self)
{
  gtk_stack_set_visible_child (self->stack, self->table);
  gtk_stack_remove (self->stack, g_steal_pointer (&self->board));
  gtk_widget_grab_focus (self->table);
}

static void
on_row_activated (OdListPage *self, OdRecord *row, const char *column)
{
  if (self->kind.open != NULL && self->board == NULL)
    self->kind.open (self, self->desk, row, column);
}

static void
on_delete_asked (OdListPage *self, GPtrArray *rows)
{
  self->kind.remove (OD_RECORD_TABLE (self->table), self->desk, rows);
}

static void
on_refresh_asked (OdListPage *self)
{
  od_desk_read_list (self->desk, self->kind.rows);
  if (self->kind.names != self->kind.rows)
    od_desk_read_list (self->desk, self->kind.names);
}

static void
on_add_clicked (OdListPage *self)
{
  self->kind.add (GTK_WIDGET (self), self->desk);
}

static void
od_list_page_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL); /* the columns ask the desk */
  g_clear_object (&OD_LIST_PAGE (object)->desk);
  G_OBJECT_CLASS (od_list_page_parent_class)->dispose (object);
}

static void
od_list_page_class_init (OdListPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = od_list_page_dispose;
}

static void
od_list_page_init (OdListPage *self)
{
  self->stack = GTK_STACK (gtk_stack_new ());
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}

static GtkWidget *
new_add_button (OdListPage *self)
{
  GtkWidget *add = gtk_button_new_with_label (self->kind.add_label);

  gtk_widget_add_css_class (add, "suggested-action");
  g_signal_connect_swapped (add, "clicked", G_CALLBACK (on_add_clicked), self);
  return add;
}

GtkWidget *
od_list_page_new (OdDesk *desk,
                  const OdListPageKind *kind,
                  const OdListColumn *columns,
                  gsize n)
{
  OdListPage *self = g_object_new (OD_TYPE_LIST_PAGE, NULL);
  GListModel *rows = G_LIST_MODEL (od_desk_get_list (desk, kind->rows));
  GtkWidget *table = od_record_table_new (kind->title, rows, columns, n, desk);

  self->desk = g_object_ref (desk);
  self->kind = *kind;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  kind->title, -1);
  self->table = table;
  od_record_table_add_button (OD_RECORD_TABLE (table), new_add_button (self));
  od_record_table_set_empty_text (OD_RECORD_TABLE (table), kind->empty_text);
  od_record_table_set_empty_button (OD_RECORD_TABLE (table), new_add_button (self));
  if (kind->remove != NULL)
    od_record_table_offer_delete (OD_RECORD_TABLE (table));
  g_signal_connect_swapped (table, "row-activated", G_CALLBACK (on_row_activated), self);
  g_signal_connect_swapped (table, "delete-asked", G_CALLBACK (on_delete_asked), self);
  g_signal_connect_swapped (table, "refresh-asked", G_CALLBACK (on_refresh_asked), self);
  /* A row tells when it changed, what it points at does not. */
  if (kind->names != kind->rows)
    g_signal_connect_object (od_desk_get_list (desk, kind->names), "loaded",
                             G_CALLBACK (od_record_table_rewrite), table,
                             G_CONNECT_SWAPPED);
  gtk_stack_add_child (self->stack, table);
  return GTK_WIDGET (self);
}

void
od_list_page_cover (OdListPage *self, GtkWidget *board)
{
  if (self->board != NULL)
    on_back (self);
  self->board = board;
  g_signal_connect_swapped (board, "back", G_CALLBACK (on_back), self);
  gtk_stack_add_child (self->stack, board);
  gtk_stack_set_visible_child (self->stack, board);
}

char *
od_list_page_dup_name (OdDesk *desk, OdDeskList list, gint64 id)
{
  OdRecord *record = od_record_list_find (od_desk_get_list (desk, list), id);

  return g_strdup (record != NULL ? od_record_get_text (record, OD_FIELD_NAME) : "-");
}

char *
od_list_page_dup_active (OdRecord *row, gpointer desk)
{
  return g_strdup (od_record_get_flag (row, OD_FIELD_ACTIVE) ? _ ("Active")
                                                             : _ ("Inactive"));
}

const char *
od_list_page_get_active_css (OdRecord *row, gpointer desk)
{
  return od_record_get_flag (row, OD_FIELD_ACTIVE) ? "good" : "bad";
}
