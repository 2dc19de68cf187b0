/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/*
 * A page that has just turned up under somebody's hands: the click and the key were meant
 * for what stood there before. Main thread.
 */

/** How long a page that has turned up takes no click and no key. */
#define OD_TURN_GUARD_MS 400

/** od_turn_guard_add: once for @page: clicks, touches and keys on what is in it do
 * nothing until OD_TURN_GUARD_MS after it was first seen. It is seen anew whenever it was
 * not shown before. */
void od_turn_guard_add (GtkWidget *page);

/** od_turn_guard_restart: what @page asks is another question now. */
void od_turn_guard_restart (GtkWidget *page);

/** od_turn_guard_refuses: (nullable @event): that comes too soon for @page: for events
 * which reach somebody else first. What @event says of its own time counts, so that one
 * which had to wait for us is not taken for a later one. */
gboolean od_turn_guard_refuses (GtkWidget *page, GdkEvent *event);
