/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/*
 * What a person finds in a window.
 */

/** od_test_find_widget: (nullable): the first of that type that is visible in @widget. */
GtkWidget *od_test_find_widget (GtkWidget *widget, GType type);

/** od_test_find_button: (nullable): the first with these words. */
GtkWidget *od_test_find_button (GtkWidget *widget, const char *words);

/** od_test_find_window: (nullable): an open one of that type, which GTK holds. */
GtkWidget *od_test_find_window (GType type);

/** od_test_close_windows: all of them, without a question. */
void od_test_close_windows (void);

/** od_test_press: as a click on the button with these words, which must be there. */
void od_test_press (GtkWidget *widget, const char *words);

/** od_test_says: does a label that is seen hold these words? */
gboolean od_test_says (GtkWidget *widget, const char *words);

/** od_test_await_words: until od_test_says(). */
void od_test_await_words (GtkWidget *widget, const char *words);
