/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/staging/staging.h"

#include <adwaita.h>

/**
 * OdStagedGrid:
 *
 * Staged rows as a table that can be edited: arrows go from cell to cell, Enter, F2 or a
 * double click edits where the cell stands, Delete deletes the rows that are selected.
 * Rows come page by page as somebody scrolls. Main thread.
 *
 * Signals:
 *   "said" (const char *problem)  NULL: the last thing asked for was done
 */
#define OD_TYPE_STAGED_GRID (od_staged_grid_get_type ())
G_DECLARE_FINAL_TYPE (OdStagedGrid, od_staged_grid, OD, STAGED_GRID, AdwBin)

/** od_staged_grid_set_staging: (nullable): filled; a reference is taken. */
void od_staged_grid_set_staging (OdStagedGrid *self, OdStaging *staging);

void od_staged_grid_set_filter (OdStagedGrid *self, OdStagedFilter filter);

/** od_staged_grid_reload: the rows have changed behind the table; what is seen stays
 * where it is. */
void od_staged_grid_reload (OdStagedGrid *self);

/** od_staged_grid_delete_selected: as the Delete key. */
void od_staged_grid_delete_selected (OdStagedGrid *self);
