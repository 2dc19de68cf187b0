/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/record-list.h"
#include "app/import/import-sheet.h"

/**
 * od_status_check_say:
 *
 * A campaign dials the statuses it names. One that nobody names is taken as a new status,
 * and is more often a slip of the keyboard: its leads would wait for ever, and nobody be
 * told. READY and NEW are always known. Main thread.
 *
 * @sheet: its first rows from the start row on are looked at; what is not mapped is not
 * @campaigns: as the server has them; while they are not loaded nothing is unknown
 *
 * Returns: (transfer full) (nullable): a sentence that names them; NULL: all are known
 */
char *od_status_check_say (OdImportSheet *sheet, OdRecordList *campaigns);
