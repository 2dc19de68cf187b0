/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/** od_form_content_dup: (transfer full): all that can be read, typed, ticked and chosen
 * in
 * @widget as it stands now, as one text, to be compared with a later one: who typed and
 * took it away again has nothing to lose. Main thread. */
char *od_form_content_dup (GtkWidget *widget);

/** od_form_content_leave_out: @widget and what is in it is no part of the form: it tells
 * something, perhaps another thing later, and nobody can change it there. */
void od_form_content_leave_out (GtkWidget *widget);
