/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/** od_sentence_show: @label says it, and is seen while there is one. @sentence: NULL or
 * "": there is none. Main thread. */
void od_sentence_show (GtkLabel *label, const char *sentence);
