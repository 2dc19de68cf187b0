/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/desk.h"

#include <adwaita.h>

/**
 * OdLeadsetBoard:
 *
 * One leadset's dashboard: how many leads, what became of the calls, and what each agent
 * did. Main thread.
 *
 * Signals:
 *   "back"  the person wants the list again
 */
#define OD_TYPE_LEADSET_BOARD (od_leadset_board_get_type ())
G_DECLARE_FINAL_TYPE (OdLeadsetBoard, od_leadset_board, OD, LEADSET_BOARD, AdwBin)

/** od_leadset_board_new: takes references to both. */
GtkWidget *od_leadset_board_new (OdDesk *desk, OdRecord *leadset);
