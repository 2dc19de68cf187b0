/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/** od_follow: @window stands over @parent and goes with it. In the place of GTK's
 * destroy-with-parent, which up to 4.8 keeps a pointer to the parent that is gone when
 * somebody still holds the window, as a request under way does, or a question whose
 * answer closes the window it was asked over. */
void od_follow (GtkWindow *window, GtkWindow *parent);

/** od_follow_ask_to_close: closes what stands over @parent, one after the other, as a
 * person would: a window with something unsaved may ask, and stay.
 *
 * Returns: FALSE when one stays: @parent should, too */
gboolean od_follow_ask_to_close (GtkWindow *parent);
