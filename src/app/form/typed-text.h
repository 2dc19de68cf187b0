/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/** od_typed_text_dup: (transfer full): all that stands in @view. Main thread. */
char *od_typed_text_dup (GtkTextView *view);
