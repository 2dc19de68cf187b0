/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

/* Signals, as all of the app's objects have them. Main thread. */

/** od_signal_new: for a class_init: objects of @klass have the signal @name, which gives
 * nothing back. @n: how many parameters; the type of each follows. It is emitted with
 * g_signal_emit_by_name(). */
void od_signal_new (gpointer klass, const char *name, guint n, ...);

/** od_signal_leave: lets go of *@source, an object that is owned, and of all that @self
 * is told by it; it is NULL then. It may be NULL before. */
#define od_signal_leave(source, self) od_signal_leave_object ((gpointer *) (source), self)
void od_signal_leave_object (gpointer *source, gpointer self);
