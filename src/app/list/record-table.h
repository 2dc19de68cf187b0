/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/list/list-column.h"

#include <adwaita.h>

/**
 * OdRecordTable:
 *
 * The list of every page: a title, a search, the page's buttons, columns that can be
 * sorted and made wider, and how many rows there are. A row that changes is written again
 * in its place; it moves or goes only when somebody sorts, searches or refreshes. Main
 * thread.
 *
 * Signals:
 *   "row-activated" (OdRecord *row, const char *column)  a link or a button was pressed,
 *       or Enter: then @column names the first one with a link
 *   "refresh-asked"  the refresh button
 *   "delete-asked" (GPtrArray *rows)  Delete, of a list that offers it: @rows are the
 *       ticked ones that are seen; by the key, if none is, the selected one
 *   "end-near"  somebody scrolls and less than a view is left below what is seen
 */
#define OD_TYPE_RECORD_TABLE (od_record_table_get_type ())
G_DECLARE_FINAL_TYPE (OdRecordTable, od_record_table, OD, RECORD_TABLE, AdwBin)

/**
 * od_record_table_new:
 * @title: translated; also names the list to those who hear it
 * @rows: of OdRecord; a reference is taken
 * @columns: copied
 * @data: lent to the columns' functions, must outlive the list
 */
GtkWidget *od_record_table_new (const char *title,
                                GListModel *rows,
                                const OdListColumn *columns,
                                gsize n,
                                gpointer data);

/** od_record_table_add_button: @button stands beside the search. */
void od_record_table_add_button (OdRecordTable *self, GtkWidget *button);

/** od_record_table_offer_delete: rows can be ticked: in a column of their own, which
 * gets the focus first and where Space ticks, or all that are seen at once; and a Delete
 * button stands beside the search. Called once. */
void od_record_table_offer_delete (OdRecordTable *self);

/** od_record_table_keep_focus: the keyboard's focus is in the list when the rows have
 * been read again, although a row that goes would take it along. If no row is left, it is
 * in the search. If somebody has moved it elsewhere by then, it stays there. */
void od_record_table_keep_focus (OdRecordTable *self);

/** od_record_table_set_empty_text: what is said when there are no rows at all. */
void od_record_table_set_empty_text (OdRecordTable *self, const char *text);

/** od_record_table_set_empty_button: the next step, below that text. */
void od_record_table_set_empty_button (OdRecordTable *self, GtkWidget *button);

/** od_record_table_set_can_refresh: FALSE: there is nothing to read again: no button. */
void od_record_table_set_can_refresh (OdRecordTable *self, gboolean can_refresh);

/** od_record_table_set_can_search: FALSE: the rows are not all there are: the page itself
 * searches and counts, and here is no search and no count. */
void od_record_table_set_can_search (OdRecordTable *self, gboolean can_search);

/** od_record_table_search: as if it were typed. */
void od_record_table_search (OdRecordTable *self, const char *text);

/** od_record_table_sort: as if the column's title were pressed. */
void od_record_table_sort (OdRecordTable *self, const char *column, GtkSortType order);

/** od_record_table_refilter: searches and sorts again by what the rows say now. */
void od_record_table_refilter (OdRecordTable *self);

/** od_record_table_rewrite: what the columns' functions say has changed without the rows:
 * the name of something they point at. */
void od_record_table_rewrite (OdRecordTable *self);

/** od_record_table_get_shown: the rows that are seen, in the order they are seen in.
 * Lent.
 */
GListModel *od_record_table_get_shown (OdRecordTable *self);

/** od_record_table_get_counts: "Rows: 2 of 5" and so on, as it is seen. Lent. */
const char *od_record_table_get_counts (OdRecordTable *self);
