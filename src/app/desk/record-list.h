/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/record.h"

#include <gio/gio.h>

/**
 * OdRecordList:
 *
 * All things of one kind, as a GListModel of OdRecord in the server's order. Changes of
 * rows are told by the rows, gathered over 50 ms; the model itself changes only when
 * rows come or go. Main thread.
 *
 * Signals:
 *   "loaded"  od_record_list_replace() was called: the list is as the server has it
 */
#define OD_TYPE_RECORD_LIST (od_record_list_get_type ())
G_DECLARE_FINAL_TYPE (OdRecordList, od_record_list, OD, RECORD_LIST, GObject)

OdRecordList *od_record_list_new (void);

/** od_record_list_replace: @array: objects, each with an "id"; rows that stay keep their
 * objects, and fields only the live stream knows. */
void od_record_list_replace (OdRecordList *self, json_t *array);

/** od_record_list_append: @array: a further page of what is too much for one answer; who
 * is in the list already stays where it is. Costs what the page costs, whatever is there.
 */
void od_record_list_append (OdRecordList *self, json_t *array);

/** od_record_list_merge: writes the fields @fields has into the row of that id; does
 * nothing if there is none. Returns: whether there is one. */
gboolean od_record_list_merge (OdRecordList *self, gint64 id, json_t *fields);

/** od_record_list_find: (nullable): lent. */
OdRecord *od_record_list_find (OdRecordList *self, gint64 id);

/** od_record_list_get_loaded: has the server been heard at all? */
gboolean od_record_list_get_loaded (OdRecordList *self);
