/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/**
 * OdWrapLayout:
 *
 * Children side by side as long as there is room, as words stand in a paragraph: whoever
 * has none goes to the next line. For the "layout-manager" of a GtkBox, so that no window
 * has to be as wide as its longest row. Those that expand share what is left of a line.
 * Main thread.
 *
 * Properties:
 *   "spacing"  pixels between children, and between lines
 *   "even"     all children are equally wide, in as few lines as they can be squeezed
 *       into, and the lines have equally many, as far as the number allows
 */
#define OD_TYPE_WRAP_LAYOUT (od_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (OdWrapLayout, od_wrap_layout, OD, WRAP_LAYOUT, GtkLayoutManager)
