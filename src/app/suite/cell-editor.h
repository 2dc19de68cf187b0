/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/**
 * OdCellEditor:
 *
 * One text of a table, edited where it stands: Enter takes it, and so does whatever leads
 * away from it; Tab asks for the next, too; only Escape leaves it as it was. Main thread.
 *
 * Signals:
 *   "taken" (const char *text, gboolean next)  the text as it is now, perhaps as it was;
 *       @next: of the next cell, too. The editor is closed already
 */
#define OD_TYPE_CELL_EDITOR (od_cell_editor_get_type ())
G_DECLARE_FINAL_TYPE (OdCellEditor, od_cell_editor, OD, CELL_EDITOR, GtkPopover)

GtkWidget *od_cell_editor_new (void);

/** od_cell_editor_open: @name: which cell, for a person; @text: as it is; @spot: in the
 * parent's coordinates. */
void od_cell_editor_open (OdCellEditor *self,
                          const char *name,
                          const char *text,
                          const GdkRectangle *spot);
