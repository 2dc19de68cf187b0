/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Questions and news, each a window over the one it is about. Main thread.
 */
#include "app/form/question.h"

#include "app/form/follow.h"

#include <glib/gi18n.h>

#define LEAST_WIDTH 100 /* of a dialog's words; the dialog itself is never as narrow */

/* Their labels name them. GTK 4.8 puts the words with the mnemonic's underscore before
 * that, and a screen reader says both. */
static void
name_buttons (GtkWidget *widget)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (GTK_IS_BUTTON (widget) && GTK_IS_LABEL (child)) {
    gtk_accessible_reset_property (GTK_ACCESSIBLE (widget),
                                   GTK_ACCESSIBLE_PROPERTY_LABEL);
    return;
  }
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    name_buttons (child);
}

void
od_question_let_wrap (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget)) {
    gtk_label_set_wrap (GTK_LABEL (widget), TRUE);
    gtk_label_set_wrap_mode (GTK_LABEL (widget), PANGO_WRAP_WORD_CHAR);
    gtk_widget_set_size_request (widget, LEAST_WIDTH, -1);
  } else if (!GTK_IS_BUTTON (widget)) {
    for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
         child = gtk_widget_get_next_sibling (child))
      od_question_let_wrap (child);
  }
}

static AdwMessageDialog *
make (GtkWindow *parent, const char *heading, const char *body)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, heading, body);

  od_follow (GTK_WINDOW (dialog), parent);
  od_question_let_wrap (dialog);
  return ADW_MESSAGE_DIALOG (dialog);
}

GtkWindow *
od_question_new (GtkWindow *parent, const OdQuestion *question)
{
  AdwMessageDialog *dialog = make (parent, question->heading, question->body);

  adw_message_dialog_add_responses (dialog, OD_QUESTION_STAY, question->stay,
                                    OD_QUESTION_LOSE, question->lose, NULL);
  adw_message_dialog_set_response_appearance (dialog, OD_QUESTION_LOSE,
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, OD_QUESTION_STAY);
  adw_message_dialog_set_close_response (dialog, OD_QUESTION_STAY);
  name_buttons (GTK_WIDGET (dialog));
  return GTK_WINDOW (dialog);
}

void
od_question_tell (GtkWindow *parent, const char *heading, const char *body)
{
  AdwMessageDialog *dialog = make (parent, heading, body);

  adw_message_dialog_add_response (dialog, "close", _ ("_Close"));
  name_buttons (GTK_WIDGET (dialog));
  gtk_window_present (GTK_WINDOW (dialog));
}
