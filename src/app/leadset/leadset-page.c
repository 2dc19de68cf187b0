/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A list and, behind a name, a board. Main thread.
 */
#include "app/leadset/leadset-page.h"

#include "app/leadset/leadset-board.h"
#include "app/leadset/leadset-dialog.h"
#include "app/list/record-table.h"
#include "shared/wire/fields.h"

#include <glib/gi18n.h>

struct _OdLeadsetPage {
  AdwBin parent_instance;

  GtkStack *stack;
  OdRecordTable *list;
  GtkWidget *board; /* NULL: the list is shown */
  OdDesk *desk;
};

G_DEFINE_FINAL_TYPE (OdLeadsetPage, od_leadset_page, ADW_TYPE_BIN)

/* --- columns ---------------------------------------------------------------------- */

static char *
say_campaign (OdRecord *row, gpointer data)
{
  OdRecordList *campaigns = od_desk_get_list (data, OD_DESK_CAMPAIGNS);
  OdRecord *campaign = od_record_list_find (campaigns,
                                            od_record_get_int (row, OD_FIELD_CAMPAIGN));

  return g_strdup (campaign != NULL ? od_record_get_text (campaign, OD_FIELD_NAME) : "-");
}

static char *
say_status (OdRecord *row, gpointer data)
{
  return g_strdup (od_record_get_flag (row, OD_FIELD_ACTIVE) ? _ ("Active")
                                                             : _ ("Inactive"));
}

static const char *
colour_status (OdRecord *row, gpointer data)
{
  return od_record_get_flag (row, OD_FIELD_ACTIVE) ? "good" : "bad";
}

static OdRecordTable *
make_list (OdDesk *desk)
{
  const OdListColumn columns[] = {
    { .name = OD_FIELD_NAME, .title = _ ("Name"), .kind = OD_LIST_LINK },
    { .name = OD_FIELD_CAMPAIGN, .title = _ ("Campaign"), .text = say_campaign },
    { .name = OD_FIELD_ACTIVE,
      .title = _ ("Status"),
      .text = say_status,
      .kind = OD_LIST_CHIP,
      .css = colour_status },
    { .name = OD_FIELD_DESCRIPTION, .title = _ ("Description") },
    { .name = "details",
      .title = _ ("Details"),
      .words = _ ("See More"),
      .kind = OD_LIST_BUTTON },
  };
  OdRecordList *rows = od_desk_get_list (desk, OD_DESK_LEADSETS);
  GtkWidget *list = od_record_table_new (_ ("Leadset"), G_LIST_MODEL (rows), columns,
                                         G_N_ELEMENTS (columns), desk);

  od_record_table_set_empty_text (OD_RECORD_TABLE (list),
                                  _ ("No leadset yet. Create one, then upload leads."));
  return OD_RECORD_TABLE (list);
}

/* --- list and board --------------------------------------------------------------- */

static void
go_back (GtkWidget *board, OdLeadsetPage *self)
{
  gtk_stack_set_visible_child_name (self->stack, "list");
  gtk_stack_remove (self->stack, self->board);
  self->board = NULL;
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
on_row_activated (OdRecordTable *list,
                  OdRecord *row,
                  const char *column,
                  OdLeadsetPage *self)
{
  if (self->board != NULL)
    return;

  self->board = od_leadset_board_new (self->desk, row);
  g_signal_connect (self->board, "back", G_CALLBACK (go_back), self);
  gtk_stack_add_named (self->stack, self->board, "board");
  gtk_stack_set_visible_child_name (self->stack, "board");
}

static void
on_refresh_asked (OdRecordTable *list, OdLeadsetPage *self)
{
  od_desk_read_list (self->desk, OD_DESK_LEADSETS);
}

static void
create (GtkButton *button, OdLeadsetPage *self)
{
  od_leadset_dialog_show (GTK_WIDGET (self), self->desk, NULL);
}

/* A leadset knows its campaign's id: the name comes with the other list. */
static void
on_campaigns_loaded (OdRecordList *campaigns, OdLeadsetPage *self)
{
  od_record_table_rewrite (self->list);
}

/* --- the widget ------------------------------------------------------------------- */

static void
od_leadset_page_dispose (GObject *object)
{
  OdLeadsetPage *self = OD_LEADSET_PAGE (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (od_leadset_page_parent_class)->dispose (object);
}

static void
od_leadset_page_class_init (OdLeadsetPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = od_leadset_page_dispose;
}

static void
od_leadset_page_init (OdLeadsetPage *self)
{
  self->stack = GTK_STACK (gtk_stack_new ());
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->stack));
}

GtkWidget *
od_leadset_page_new (OdDesk *desk)
{
  OdLeadsetPage *self = g_object_new (OD_TYPE_LEADSET_PAGE, NULL);
  GtkWidget *button = gtk_button_new_with_label (_ ("Create Leadset"));

  self->desk = g_object_ref (desk);
  self->list = make_list (desk);
  gtk_widget_add_css_class (button, "suggested-action");
  g_signal_connect (button, "clicked", G_CALLBACK (create), self);
  od_record_table_add_button (self->list, button);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (on_row_activated), self);
  g_signal_connect (self->list, "refresh-asked", G_CALLBACK (on_refresh_asked), self);
  g_signal_connect_object (od_desk_get_list (desk, OD_DESK_CAMPAIGNS), "loaded",
                           G_CALLBACK (on_campaigns_loaded), self, 0);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->list), "list");
  return GTK_WIDGET (self);
}
