/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/desk.h"

#include <adwaita.h>

/**
 * OdDashboardTiles:
 *
 * The eight live numbers over the tabs, and how old they are. Main thread.
 */
#define OD_TYPE_DASHBOARD_TILES (od_dashboard_tiles_get_type ())
G_DECLARE_FINAL_TYPE (OdDashboardTiles, od_dashboard_tiles, OD, DASHBOARD_TILES, AdwBin)

/** od_dashboard_tiles_set_desk: once. */
void od_dashboard_tiles_set_desk (OdDashboardTiles *self, OdDesk *desk);
