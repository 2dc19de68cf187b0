/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/desk.h"
#include "app/list/record-table.h"

/**
 * OdListPage:
 *
 * A tab of the supervisor's window: a list of the desk's, a button that makes a new row,
 * and a board that lies over the list while one row is looked at, so that Back finds the
 * list as it was left: its search, its order, its place. Main thread.
 */
#define OD_TYPE_LIST_PAGE (od_list_page_get_type ())
G_DECLARE_FINAL_TYPE (OdListPage, od_list_page, OD, LIST_PAGE, AdwBin)

/* What a page has. Write the members by name. The texts are translated. */
typedef struct {
  OdDeskList rows;
  OdDeskList names;       /* the list whose names some column shows; @rows: none does */
  const char *title;      /* of the page, and of its list */
  const char *empty_text; /* said when there are no rows */
  const char *add_label;  /* of the button */
  void (*add) (GtkWidget *page, OdDesk *desk);
  /* A link, a button or Enter, as "row-activated" has it; NULL: nothing is pressed. */
  void (*open) (OdListPage *page, OdDesk *desk, OdRecord *row, const char *column);
  /* As "delete-asked" has it; NULL: rows are not deleted. */
  void (*remove) (OdRecordTable *table, OdDesk *desk, GPtrArray *rows);
} OdListPageKind;

/** od_list_page_new: @kind, @columns: copied; the columns' functions' data is @desk. */
GtkWidget *od_list_page_new (OdDesk *desk,
                             const OdListPageKind *kind,
                             const OdListColumn *columns,
                             gsize n);

/** od_list_page_cover: @board lies over the list until it tells "back", in the place of
 * one that does. */
void od_list_page_cover (OdListPage *self, GtkWidget *board);

/* --- what several pages' columns say ----------------------------------------------- */

/** od_list_page_dup_name: (transfer full): of the record @id of a list of @desk; "-": it
 * has none, or is not heard of. */
char *od_list_page_dup_name (OdDesk *desk, OdDeskList list, gint64 id);

/** od_list_page_dup_active: "Active" or "Inactive", for a column's text, and its chip. */
char *od_list_page_dup_active (OdRecord *row, gpointer desk);
const char *od_list_page_get_active_css (OdRecord *row, gpointer desk);
