/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/**
 * OdPaintCell:
 *
 * Holds what one cell of a list shows, and is always painted as a whole. GSK paints what
 * differs between two frames, word by word; beyond 30 places (its MAX_RECTS_IN_DIFF) it
 * gives up and paints the whole list, which took 1.4 times as long. Cells that lie side
 * by side and change together are one place. Main thread.
 */
#define OD_TYPE_PAINT_CELL (od_paint_cell_get_type ())
G_DECLARE_FINAL_TYPE (OdPaintCell, od_paint_cell, OD, PAINT_CELL, AdwBin)

OdPaintCell *od_paint_cell_new (GtkWidget *child);

/** od_paint_cell_touch: its child is about to look different. */
void od_paint_cell_touch (OdPaintCell *self);
