/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A list and, behind a name, a board. Main thread.
 */
#include "app/leadset/leadset-page.h"

#include "app/leadset/leadset-board.h"
#include "app/leadset/leadset-dialog.h"
#include "app/list/list-page.h"
#include "shared/wire/fields.h"

#include <glib/gi18n.h>

static char *
say_campaign (OdRecord *row, gpointer desk)
{
  return od_list_page_dup_name (desk, OD_DESK_CAMPAIGNS,
                                od_record_get_int (row, OD_FIELD_CAMPAIGN));
}

static void
open_leadset (OdListPage *page, OdDesk *desk, OdRecord *leadset, const char *column)
{
  od_list_page_cover (page, od_leadset_board_new (desk, leadset));
}

static void
create (GtkWidget *page, OdDesk *desk)
{
  od_leadset_dialog_show (page, desk, NULL);
}

GtkWidget *
od_leadset_page_new (OdDesk *desk)
{
  const OdListColumn columns[] = {
    { .name = OD_FIELD_NAME, .title = _ ("Name"), .kind = OD_LIST_LINK },
    { .name = OD_FIELD_CAMPAIGN, .title = _ ("Campaign"), .text = say_campaign },
    { .name = OD_FIELD_ACTIVE,
      .title = _ ("Status"),
      .text = od_list_page_dup_active,
      .kind = OD_LIST_CHIP,
      .css = od_list_page_get_active_css },
    { .name = OD_FIELD_DESCRIPTION, .title = _ ("Description") },
    { .name = "details",
      .title = _ ("Details"),
      .words = _ ("See More"),
      .kind = OD_LIST_BUTTON },
  };
  const OdListPageKind kind = {
    .rows = OD_DESK_LEADSETS,
    .names = OD_DESK_CAMPAIGNS,
    .title = _ ("Leadset"),
    .empty_text = _ ("No leadset yet. Create one, then upload leads."),
    .add_label = _ ("Create Leadset"),
    .add = create,
    .open = open_leadset,
  };

  return od_list_page_new (desk, &kind, columns, G_N_ELEMENTS (columns));
}
