/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/desk.h"
#include "app/list/record-table.h"

/**
 * od_script_deletion_ask:
 * @from: the list they are in; may go meanwhile
 * @scripts: (element-type OdRecord): not empty
 *
 * Asks whether to delete them, does it one after the other, and says which could not be
 * deleted and why. What is deleted is what was there when it was asked: a script that
 * somebody changes meanwhile stays. Main thread.
 */
void od_script_deletion_ask (OdRecordTable *from, OdDesk *desk, GPtrArray *scripts);
