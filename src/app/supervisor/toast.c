/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sentences that come and go by themselves. What the server says is shown as it is, never
 * read as markup. Main thread.
 */
#include "app/supervisor/toast.h"

void
od_toast_show (GtkWidget *from, const char *text)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (from, ADW_TYPE_TOAST_OVERLAY);
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  if (overlay != NULL)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), adw_toast_new (escaped));
}
