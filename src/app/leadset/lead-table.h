#pragma once

#include "app/desk/desk.h"

#include <gtk/gtk.h>

/** od_lead_table_new: (transfer none): the window Leadset Data: the leads of @leadset, a
 * page at a time; found by the beginning of their phone. References are taken. */
GtkWindow *od_lead_table_new (GtkWindow *parent, OdDesk *desk, OdRecord *leadset);
