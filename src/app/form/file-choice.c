/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The native dialog hangs at the widget that asks: as one of its data. Main thread.
 */
#include "app/form/file-choice.h"

typedef struct {
  GtkFileChooserNative *dialog; /* owned */
  GtkWidget *widget;            /* the one it hangs at */
  OdFileChosen chosen;
} Choice;

static const char choice_key[] = "file-choice";

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  g_signal_handlers_disconnect_by_data (choice->widget, choice);
  gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (choice->dialog));
  g_object_unref (choice->dialog);
  g_free (choice);
}

static void
end (Choice *choice)
{
  g_object_set_data (G_OBJECT (choice->widget), choice_key, NULL);
}

static void
on_response (GtkNativeDialog *dialog, int response, Choice *choice)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  GtkWidget *widget = choice->widget;
  OdFileChosen chosen = choice->chosen;

  end (choice);
  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    chosen (widget, file);
}

/* Returns: lent, to be shown when all is said: a portal hears of nothing after that.
 * NULL: one is open. */
static GtkFileChooser *
begin (GtkWidget *widget,
       const char *title,
       GtkFileChooserAction action,
       OdFileChosen chosen)
{
  GtkWindow *over = GTK_WINDOW (gtk_widget_get_root (widget));
  Choice *choice;

  if (g_object_get_data (G_OBJECT (widget), choice_key) != NULL)
    return NULL;

  choice = g_new0 (Choice, 1);
  choice->dialog = gtk_file_chooser_native_new (title, over, action, NULL, NULL);
  choice->widget = widget;
  choice->chosen = chosen;
  g_signal_connect (choice->dialog, "response", G_CALLBACK (on_response), choice);
  g_signal_connect_swapped (widget, "destroy", G_CALLBACK (end), choice);
  g_object_set_data_full (G_OBJECT (widget), choice_key, choice, choice_free);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (choice->dialog), TRUE);
  return GTK_FILE_CHOOSER (choice->dialog);
}

void
od_file_choice_save (GtkWidget *widget,
                     const char *title,
                     const char *name,
                     OdFileChosen chosen)
{
  GtkFileChooser *chooser = begin (widget, title, GTK_FILE_CHOOSER_ACTION_SAVE, chosen);

  if (chooser == NULL)
    return;
  gtk_file_chooser_set_current_name (chooser, name);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

void
od_file_choice_open (GtkWidget *widget,
                     const char *title,
                     const char *kind,
                     const char *const *suffixes,
                     OdFileChosen chosen)
{
  GtkFileChooser *chooser = begin (widget, title, GTK_FILE_CHOOSER_ACTION_OPEN, chosen);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  if (chooser == NULL)
    return;
  gtk_file_filter_set_name (filter, kind);
  for (gsize i = 0; suffixes[i] != NULL; i++)
    gtk_file_filter_add_suffix (filter, suffixes[i]);
  gtk_file_chooser_add_filter (chooser, filter);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}
