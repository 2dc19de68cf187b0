/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/**
 * OdApplication:
 *
 * The program: asks for a sign-in, opens the window its role deserves, and goes back to
 * asking when the sign-in is over. Main thread.
 */
#define OD_TYPE_APPLICATION (od_application_get_type ())
G_DECLARE_FINAL_TYPE (OdApplication, od_application, OD, APPLICATION, GtkApplication)

OdApplication *od_application_new (void);
