/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/staging/staging.h"

#include <adwaita.h>

/**
 * OdSqlConsole:
 *
 * One statement on the staged rows: typed, run with a button or Ctrl+Enter, stopped, and
 * found again in the history. Main thread.
 *
 * Signals:
 *   "ran" (const OdStagedResult *result)  a statement was run; lent for the emission
 */
#define OD_TYPE_SQL_CONSOLE (od_sql_console_get_type ())
G_DECLARE_FINAL_TYPE (OdSqlConsole, od_sql_console, OD, SQL_CONSOLE, AdwBin)

/** od_sql_console_set_staging: (nullable): filled; a reference is taken. */
void od_sql_console_set_staging (OdSqlConsole *self, OdStaging *staging);

/** od_sql_console_run: as if @sql were typed and run. */
void od_sql_console_run (OdSqlConsole *self, const char *sql);

/** od_sql_console_get_select: (nullable): the last SELECT that was run. Lent. */
const char *od_sql_console_get_select (OdSqlConsole *self);
