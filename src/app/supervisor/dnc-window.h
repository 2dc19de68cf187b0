/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/desk.h"

#include <adwaita.h>

/**
 * OdDncWindow:
 *
 * The numbers that are not dialed: one is looked up, and is put on the list or taken out
 * of it with a reason. Main thread.
 */
#define OD_TYPE_DNC_WINDOW (od_dnc_window_get_type ())
G_DECLARE_FINAL_TYPE (OdDncWindow, od_dnc_window, OD, DNC_WINDOW, AdwWindow)

/** od_dnc_window_new: over @parent; @desk: a reference is taken. */
GtkWidget *od_dnc_window_new (GtkWindow *parent, OdDesk *desk);
