/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/desk.h"

#include <adwaita.h>

/**
 * OdRecycleUndo:
 *
 * The leadset's last recycling, as long as it can be undone, and how that went. Hidden
 * without one. Main thread.
 */
#define OD_TYPE_RECYCLE_UNDO (od_recycle_undo_get_type ())
G_DECLARE_FINAL_TYPE (OdRecycleUndo, od_recycle_undo, OD, RECYCLE_UNDO, AdwBin)

/** od_recycle_undo_set_desk: the server to ask; a reference is taken. */
void od_recycle_undo_set_desk (OdRecycleUndo *self, OdDesk *desk);

/** od_recycle_undo_set_offer: @recycling: the board's; NULL or JSON null: nothing can be
 * undone. Lent. */
void od_recycle_undo_set_offer (OdRecycleUndo *self, json_t *recycling);
