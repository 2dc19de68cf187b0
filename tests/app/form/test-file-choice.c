/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the native dialog is asked for, and when: a portal gets all of it in the moment
 * the dialog is shown. Nobody shows it here.
 */
#include "app/form/file-choice.h"

/* What the dialog had when it was shown last. */
typedef struct {
  GtkNativeDialog *dialog; /* lent; NULL: it is gone */
  char *name;
  guint n_filters;
} Shown;

static Shown shown;

static void
forget_shown (void)
{
  g_free (shown.name);
  shown = (Shown){ .dialog = NULL };
}

/* In the place of GtkFileChooserNative's own. */
static void
note_shown (GtkNativeDialog *dialog)
{
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (dialog);
  g_autoptr (GListModel) filters = gtk_file_chooser_get_filters (chooser);

  forget_shown ();
  shown.dialog = dialog;
  if (gtk_file_chooser_get_action (chooser) == GTK_FILE_CHOOSER_ACTION_SAVE)
    shown.name = gtk_file_chooser_get_current_name (chooser);
  shown.n_filters = g_list_model_get_n_items (filters);
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &shown.dialog);
}

static void
keep_file (GtkWidget *widget, GFile *file)
{
  g_object_set_data_full (G_OBJECT (widget), "kept", g_object_ref (file), g_object_unref);
}

static void
test_all_is_said_before_the_dialog_is_shown (void)
{
  static const char *const suffixes[] = { "csv", "txt", NULL };
  GtkWidget *window = gtk_window_new ();

  od_file_choice_save (window, "Save It", "rows.csv", keep_file);
  g_assert_cmpstr (shown.name, ==, "rows.csv");
  g_signal_emit_by_name (shown.dialog, "response", GTK_RESPONSE_CANCEL);
  g_assert_null (shown.dialog);
  g_assert_null (g_object_get_data (G_OBJECT (window), "kept"));

  od_file_choice_open (window, "Choose It", "Lists", suffixes, keep_file);
  g_assert_cmpuint (shown.n_filters, ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_null (shown.dialog);
}

static void
test_one_question_at_a_time_is_asked (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkNativeDialog *first;

  od_file_choice_save (window, "Save It", "rows.csv", keep_file);
  first = shown.dialog;
  od_file_choice_save (window, "Save It", "others.csv", keep_file);
  g_assert_true (shown.dialog == first);
  g_assert_cmpstr (shown.name, ==, "rows.csv");
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_null (shown.dialog);
}

int
main (int argc, char *argv[])
{
  int failed;

  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  GTK_NATIVE_DIALOG_CLASS (g_type_class_ref (GTK_TYPE_FILE_CHOOSER_NATIVE))->show =
    note_shown;
  g_test_add_func ("/file-choice/all-is-said-before",
                   test_all_is_said_before_the_dialog_is_shown);
  g_test_add_func ("/file-choice/one-question-at-a-time",
                   test_one_question_at_a_time_is_asked);
  failed = g_test_run ();
  forget_shown ();
  return failed;
}
