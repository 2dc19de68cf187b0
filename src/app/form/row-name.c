/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The accessible name of a row's text. Main thread.
 */
#include "app/form/row-name.h"

#include <adwaita.h>

void
od_row_name_speak (GtkEditable *row)
{
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row));

  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_editable_get_delegate (row)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}
