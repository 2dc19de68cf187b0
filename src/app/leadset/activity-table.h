/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/record-list.h"

#include <adwaita.h>

/**
 * OdActivityTable:
 *
 * Lead Agents Activity: a row an agent, a column a disposition, and the sums, which agree
 * with the pie's. Main thread.
 */
#define OD_TYPE_ACTIVITY_TABLE (od_activity_table_get_type ())
G_DECLARE_FINAL_TYPE (OdActivityTable, od_activity_table, OD, ACTIVITY_TABLE, AdwBin)

/** od_activity_table_set_activity: @activity: the board's; @agents: knows their names. */
void od_activity_table_set_activity (OdActivityTable *self,
                                     json_t *activity,
                                     OdRecordList *agents);

/** od_activity_table_get_rows: (element-type OdRecord): name, one field a disposition,
 * "sum"; the last row has the columns' sums. Lent. */
GListModel *od_activity_table_get_rows (OdActivityTable *self);
