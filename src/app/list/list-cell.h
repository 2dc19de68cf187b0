/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/list/list-column.h"

#include <gtk/gtk.h>

/* The cells of one column of a record table. Main thread. */

/** OdListMaker: makes cells; counted, so that cells may outlive their list. */
typedef struct _OdListMaker OdListMaker;

/** od_list_maker_new: @pressed: a link or button of @row was pressed. @list is lent until
 * od_list_maker_leave(). */
OdListMaker *
od_list_maker_new (const OdListColumn *column,
                   gpointer data,
                   gpointer list,
                   void (*pressed) (gpointer list, OdRecord *row, const char *column));
OdListMaker *od_list_maker_ref (OdListMaker *self);
void od_list_maker_unref (OdListMaker *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdListMaker, od_list_maker_unref)

/** od_list_maker_leave: the list is gone: nothing is pressed any more. */
void od_list_maker_leave (OdListMaker *self);

/** od_list_maker_new_factory: (transfer full). */
GtkListItemFactory *od_list_maker_new_factory (OdListMaker *self);

/** od_list_maker_new_sorter: (transfer full) (nullable): NULL for buttons. */
GtkSorter *od_list_maker_new_sorter (OdListMaker *self);

/** od_list_maker_matches: has the row's text in this column @folded (g_utf8_casefold)? */
gboolean od_list_maker_matches (OdListMaker *self, OdRecord *row, const char *folded);

/** od_list_maker_dup_text: (transfer full): what the row says in this column. */
char *od_list_maker_dup_text (OdListMaker *self, OdRecord *row);

/** od_list_maker_get_name, od_list_maker_get_title: lent. */
const char *od_list_maker_get_name (OdListMaker *self);
const char *od_list_maker_get_title (OdListMaker *self);
OdListCell od_list_maker_get_kind (OdListMaker *self);
