/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is wrong, where there is room for it. Main thread.
 */
#include "app/form/sentence.h"

void
od_sentence_show (GtkLabel *label, const char *sentence)
{
  const char *text = sentence != NULL ? sentence : "";

  gtk_label_set_text (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), text[0] != '\0');
}
