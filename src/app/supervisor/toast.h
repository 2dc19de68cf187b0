/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/** od_toast_show: a sentence at the foot of the window that @from is in; main thread.
 * Nothing if @from is in no window with room for it. */
void od_toast_show (GtkWidget *from, const char *text);
