/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Scripts, one line each: the name opens the script, Preview shows it, Delete asks. Main
 * thread.
 */
#include "app/supervisor/script-list.h"

#include "app/form/follow.h"
#include "app/list/record-table.h"
#include "app/supervisor/script-deletion.h"
#include "app/supervisor/script-dialog.h"
#include "app/supervisor/script-preview.h"
#include "shared/wire/fields.h"

#include <glib/gi18n.h>

#define PREVIEW "preview" /* a column */

struct _OdScriptList {
  AdwBin parent_instance;

  OdDesk *desk; /* owned */
};

G_DEFINE_FINAL_TYPE (OdScriptList, od_script_list, ADW_TYPE_BIN)

static void
show_preview (OdScriptList *self, OdRecord *script)
{
  GtkWidget *preview = od_script_preview_new (od_record_get_text (script, OD_FIELD_NAME),
                                              od_record_get_text (script, OD_FIELD_TEXT));
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (GTK_IS_WINDOW (root))
    od_follow (GTK_WINDOW (preview), GTK_WINDOW (root));
  gtk_window_present (GTK_WINDOW (preview));
}

static void
on_row_activated (OdRecordTable *list,
                  OdRecord *script,
                  const char *column,
                  OdScriptList *self)
{
  if (g_str_equal (column, PREVIEW))
    show_preview (self, script);
  else
    od_form_dialog_show_over (od_script_dialog_new (self->desk, script),
                              GTK_WIDGET (self));
}

static void
on_add_clicked (OdScriptList *self)
{
  od_form_dialog_show_over (od_script_dialog_new (self->desk, NULL), GTK_WIDGET (self));
}

static void
on_delete_asked (OdRecordTable *list, GPtrArray *scripts, OdScriptList *self)
{
  od_script_deletion_ask (list, self->desk, scripts);
}

static void
on_refresh_asked (OdScriptList *self)
{
  od_desk_read_list (self->desk, OD_DESK_SCRIPTS);
}

static void
od_script_list_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL); /* the columns ask the desk */
  g_clear_object (&OD_SCRIPT_LIST (object)->desk);
  G_OBJECT_CLASS (od_script_list_parent_class)->dispose (object);
}

static void
od_script_list_class_init (OdScriptListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = od_script_list_dispose;
}

static void
od_script_list_init (OdScriptList *self)
{
}

GtkWidget *
od_script_list_new (OdDesk *desk)
{
  const OdListColumn columns[] = {
    { .name = OD_FIELD_NAME, .title = _ ("Script Name"), .kind = OD_LIST_LINK },
    { .name = PREVIEW,
      .title = _ ("Script"),
      .words = _ ("Preview"),
      .kind = OD_LIST_BUTTON },
  };
  OdScriptList *self = g_object_new (OD_TYPE_SCRIPT_LIST, NULL);
  OdRecordList *rows = od_desk_get_list (desk, OD_DESK_SCRIPTS);
  GtkWidget *list = od_record_table_new (_ ("Scripts"), G_LIST_MODEL (rows), columns,
                                         G_N_ELEMENTS (columns), desk);
  GtkWidget *add = gtk_button_new_with_label (_ ("Add a new Script"));

  self->desk = g_object_ref (desk);
  gtk_widget_add_css_class (add, "suggested-action");
  g_signal_connect_swapped (add, "clicked", G_CALLBACK (on_add_clicked), self);
  od_record_table_add_button (OD_RECORD_TABLE (list), add);
  od_record_table_set_empty_text (OD_RECORD_TABLE (list),
                                  _ (
                                    "No scripts yet: Add a new Script makes the first."));
  od_record_table_offer_delete (OD_RECORD_TABLE (list));
  g_signal_connect (list, "row-activated", G_CALLBACK (on_row_activated), self);
  g_signal_connect (list, "delete-asked", G_CALLBACK (on_delete_asked), self);
  g_signal_connect_swapped (list, "refresh-asked", G_CALLBACK (on_refresh_asked), self);
  adw_bin_set_child (ADW_BIN (self), list);
  return GTK_WIDGET (self);
}
