/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Asking for a file, over the window a widget is in. While a question of the widget's is
 * open, it asks nothing more; it closes with the widget. Main thread. */

/** OdFileChosen: @file: lent. @widget: who asked; cast to what it is. */
typedef void (*OdFileChosen) (GtkWidget *widget, GFile *file);

/** od_file_choice_save: where to write. @name: proposed. */
void od_file_choice_save (GtkWidget *widget,
                          const char *title,
                          const char *name,
                          OdFileChosen chosen);

/** od_file_choice_open: which one to read. @kind: what those with one of @suffixes (NULL
 * at their end) are called. */
void od_file_choice_open (GtkWidget *widget,
                          const char *title,
                          const char *kind,
                          const char *const *suffixes,
                          OdFileChosen chosen);
