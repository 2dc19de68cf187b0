/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/*
 * A real mouse and real keys, by xdotool, as they come from the X server: with the time
 * at which they happened. The main context turns meanwhile. A test's screen has no window
 * manager: windows stand in its upper left corner, and a key goes to the window that the
 * pointer is in.
 */

/** od_test_has_hand: FALSE: xdotool is not there, and the test is skipped. */
gboolean od_test_has_hand (void);

/** od_test_click_twice: in the middle of @widget, @gap_ms apart, and then (nullable)
 * @keys at once: "3 space". Returns when all that came of it is done. */
void od_test_click_twice (GtkWidget *widget, guint gap_ms, const char *keys);

/** od_test_type_key: in @widget's window. @key: as xdotool names it: "ctrl+m". */
void od_test_type_key (GtkWidget *widget, const char *key);
