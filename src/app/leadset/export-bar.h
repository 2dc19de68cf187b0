/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/sync/backend.h"

#include <gtk/gtk.h>

/**
 * OdExportBar:
 *
 * How far an export of leads is, a way to stop it, and then what became of it; not seen
 * before the first. An export ends with its window. Main thread.
 *
 * Signals:
 *   "over"  it was saved, cancelled or refused: the next one may be started
 */
#define OD_TYPE_EXPORT_BAR (od_export_bar_get_type ())
G_DECLARE_FINAL_TYPE (OdExportBar, od_export_bar, OD, EXPORT_BAR, GtkBox)

/** od_export_bar_start: @path and @file as in OdLeadExport; one at a time. */
void od_export_bar_start (OdExportBar *self,
                          OdBackend *backend,
                          const char *path,
                          GFile *file);

/** od_export_bar_ask_to_close: whether its window may be closed now. FALSE: an export is
 * under way, and the person is asked: cancelling it closes the window. */
gboolean od_export_bar_ask_to_close (OdExportBar *self);
