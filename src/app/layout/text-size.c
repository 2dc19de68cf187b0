/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * By the desktop's setting as it is now; who changes it sees it in what is opened next.
 * Main thread.
 */
#include "app/layout/text-size.h"

#define USUAL_DPI (96 * 1024) /* as GTK counts them */

int
od_text_size_scale (int width)
{
  int dpi = USUAL_DPI;

  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  return (int) ((gint64) width * MAX (dpi, USUAL_DPI) / USUAL_DPI);
}

void
od_text_size_widen (GtkWindow *window)
{
  int width, height;

  gtk_window_get_default_size (window, &width, &height);
  if (width > 0)
    gtk_window_set_default_size (window, od_text_size_scale (width), height);
}
