/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/desk.h"

#include <adwaita.h>

/**
 * OdSettingsWindow:
 *
 * What is kept beside the daily work: who may sign in, as what. Main thread.
 */
#define OD_TYPE_SETTINGS_WINDOW (od_settings_window_get_type ())
G_DECLARE_FINAL_TYPE (OdSettingsWindow,
                      od_settings_window,
                      OD,
                      SETTINGS_WINDOW,
                      AdwWindow)

/** od_settings_window_new: @desk: a reference is taken. */
GtkWidget *od_settings_window_new (OdDesk *desk);

/** od_settings_window_show: over @parent; one that is open there comes to the front. */
void od_settings_window_show (GtkWindow *parent, OdDesk *desk);
