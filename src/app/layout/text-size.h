/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* What is as wide as its words when people have chosen larger text. Main thread. */

/** od_text_size_scale: @width, in pixels, is right for text of the usual size. Returns:
 * the pixels for text as large as it is on this desktop */
int od_text_size_scale (int width);

/** od_text_size_widen: @window's default width is meant for the usual size: it is made
 * the one for this desktop, of which GTK takes what the screen has. */
void od_text_size_widen (GtkWindow *window);
