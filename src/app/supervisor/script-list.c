/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Scripts, one line each: the name opens the script, Preview shows it, Delete asks. Main
 * thread.
 */
#include "app/supervisor/script-list.h"

#include "app/form/follow.h"
#include "app/list/list-page.h"
#include "app/supervisor/script-deletion.h"
#include "app/supervisor/script-dialog.h"
#include "app/supervisor/script-preview.h"
#include "shared/wire/fields.h"

#include <glib/gi18n.h>

#define PREVIEW "preview" /* a column */

static void
show_preview (GtkWidget *page, OdRecord *script)
{
  GtkWidget *preview = od_script_preview_new (od_record_get_text (script, OD_FIELD_NAME),
                                              od_record_get_text (script, OD_FIELD_TEXT));
  GtkRoot *root = gtk_widget_get_root (page);

  if (GTK_IS_WINDOW (root))
    od_follow (GTK_WINDOW (preview), GTK_WINDOW (root));
  gtk_window_present (GTK_WINDOW (preview));
}

static void
open_script (OdListPage *page, OdDesk *desk, OdRecord *script, const char *column)
{
  if (g_str_equal (column, PREVIEW))
    show_preview (GTK_WIDGET (page), script);
  else
    od_form_dialog_show_over (od_script_dialog_new (desk, script), GTK_WIDGET (page));
}

static void
add (GtkWidget *page, OdDesk *desk)
{
  od_form_dialog_show_over (od_script_dialog_new (desk, NULL), page);
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
  const OdListPageKind kind = {
    .rows = OD_DESK_SCRIPTS,
    .names = OD_DESK_SCRIPTS,
    .title = _ ("Scripts"),
    .empty_text = _ ("No scripts yet: Add a new Script makes the first."),
    .add_label = _ ("Add a new Script"),
    .add = add,
    .open = open_script,
    .remove = od_script_deletion_ask,
  };

  return od_list_page_new (desk, &kind, columns, G_N_ELEMENTS (columns));
}
