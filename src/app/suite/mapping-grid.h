/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/import/import-sheet.h"

#include <adwaita.h>

/**
 * OdMappingGrid:
 *
 * The first rows of what is imported, and which column is what. The same can be done by
 * right-click on a row, a cell or a heading, by the Menu key, and in the row of choices
 * above. Main thread.
 *
 * Actions of the group "grid": start-row (t: row), map ((us): column, field; "": none).
 */
#define OD_TYPE_MAPPING_GRID (od_mapping_grid_get_type ())
G_DECLARE_FINAL_TYPE (OdMappingGrid, od_mapping_grid, OD, MAPPING_GRID, AdwBin)

/** od_mapping_grid_set_sheet: once; a reference is taken. */
void od_mapping_grid_set_sheet (OdMappingGrid *self, OdImportSheet *sheet);
