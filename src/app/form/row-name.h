/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/** od_row_name_speak: on this GTK a screen reader does not read the title of an
 * AdwEntryRow, nor what the button of a password's does: from now on it does. To be
 * called once, when the title is set. */
void od_row_name_speak (GtkEditable *row);
