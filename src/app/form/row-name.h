/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/** od_row_name_speak: an AdwEntryRow names its text for the eye alone on this GTK: from
 * now on its title is also heard. To be called when the title is set. */
void od_row_name_speak (GtkEditable *row);
