/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a question says to who sees it and to who hears it, and what Escape answers.
 */
#include "app/form/question.h"

#include "support/seen.h"
#include "support/waiting.h"

#define LIMIT_S 10

static const OdQuestion question = { "Delete it?", "It is gone then.", "_Keep",
                                     "_Delete" };

static void
keep_answer (AdwMessageDialog *dialog, const char *response, char **answer)
{
  g_assert_null (*answer);
  *answer = g_strdup (response);
}

static gboolean
is_answered (gpointer answer)
{
  return *(char **) answer != NULL;
}

/* Only its label names it, without the mnemonic. */
static void
is_called (GtkWindow *dialog, const char *mnemonic, const char *name)
{
  GtkWidget *button = od_test_find_button (GTK_WIDGET (dialog), mnemonic);

  g_assert_nonnull (button);
  g_assert_false (gtk_test_accessible_has_property (GTK_ACCESSIBLE (button),
                                                    GTK_ACCESSIBLE_PROPERTY_LABEL));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (gtk_widget_get_first_child (button))),
                   ==, name);
}

static void
test_answers_are_called_what_they_say (void)
{
  GtkWindow *parent = GTK_WINDOW (gtk_window_new ());
  GtkWindow *dialog = od_question_new (parent, &question);

  gtk_window_present (dialog);
  g_assert_true (od_test_says (GTK_WIDGET (dialog), "Delete it?"));
  g_assert_true (od_test_says (GTK_WIDGET (dialog), "It is gone then."));
  is_called (dialog, "_Keep", "Keep");
  is_called (dialog, "_Delete", "Delete");
  /* Enter, and Escape */
  g_assert_cmpstr (adw_message_dialog_get_default_response (ADW_MESSAGE_DIALOG (dialog)),
                   ==, OD_QUESTION_STAY);
  g_assert_cmpstr (adw_message_dialog_get_close_response (ADW_MESSAGE_DIALOG (dialog)),
                   ==, OD_QUESTION_STAY);
  gtk_window_destroy (parent);
}

static void
test_closing_loses_nothing (void)
{
  GtkWindow *parent = GTK_WINDOW (gtk_window_new ());
  GtkWindow *dialog = od_question_new (parent, &question);
  g_autofree char *answer = NULL;

  g_signal_connect (dialog, "response", G_CALLBACK (keep_answer), &answer);
  gtk_window_present (dialog);
  gtk_window_close (dialog);
  od_test_wait_until (is_answered, &answer, LIMIT_S, "the answer");
  g_assert_cmpstr (answer, ==, OD_QUESTION_STAY);
  gtk_window_destroy (parent);
}

static void
test_the_other_answer_loses (void)
{
  GtkWindow *parent = GTK_WINDOW (gtk_window_new ());
  GtkWindow *dialog = od_question_new (parent, &question);
  g_autofree char *answer = NULL;

  g_signal_connect (dialog, "response", G_CALLBACK (keep_answer), &answer);
  gtk_window_present (dialog);
  od_test_press (GTK_WIDGET (dialog), "_Delete");
  od_test_wait_until (is_answered, &answer, LIMIT_S, "the answer");
  g_assert_cmpstr (answer, ==, OD_QUESTION_LOSE);
  gtk_window_destroy (parent);
}

static void
test_a_question_goes_with_its_window (void)
{
  GtkWindow *parent = GTK_WINDOW (gtk_window_new ());

  gtk_window_present (od_question_new (parent, &question));
  od_question_tell (parent, "It Was Not Deleted", "A campaign uses it.");
  gtk_window_destroy (parent);
  g_assert_cmpuint (g_list_model_get_n_items (gtk_window_get_toplevels ()), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/question/names", test_answers_are_called_what_they_say);
  g_test_add_func ("/question/close", test_closing_loses_nothing);
  g_test_add_func ("/question/lose", test_the_other_answer_loses);
  g_test_add_func ("/question/gone", test_a_question_goes_with_its_window);
  return g_test_run ();
}
