#pragma once

#include <gtk/gtk.h>

/** od_follow: @window stands over @parent and goes with it. In the place of GTK's
 * destroy-with-parent, which up to 4.8 keeps a pointer to the parent that is gone when
 * somebody still holds the window: a request under way does, and so does a question
 * whose answer closes the window it was asked over. */
void od_follow (GtkWindow *window, GtkWindow *parent);
