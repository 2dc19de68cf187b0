/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a person wrote into a field of many lines. Main thread.
 */
#include "app/form/typed-text.h"

char *
od_typed_text_dup (GtkTextView *view)
{
  char *text;

  g_object_get (gtk_text_view_get_buffer (view), "text", &text, NULL);
  return text;
}
