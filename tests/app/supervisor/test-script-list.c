/*
 * A script's name opens it, Preview shows it as it is.
 */
#include "app/supervisor/script-list.h"

#include "app/supervisor/office.h"
#include "app/supervisor/script-dialog.h"
#include "app/supervisor/script-preview.h"

static gboolean
is_open (gpointer type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

    if (G_TYPE_CHECK_INSTANCE_TYPE (window, *(GType *) type))
      return TRUE;
  }

  return FALSE;
}

static GtkWidget *
find_open (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  od_test_wait_until (is_open, &type, 10, "the window");
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

    if (G_TYPE_CHECK_INSTANCE_TYPE (window, type))
      return window; /* GTK holds it */
  }

  return NULL;
}

static void
press (GtkWidget *window, const char *words)
{
  GtkWidget *label = office_wait_for (window, GTK_TYPE_LABEL, words);

  g_signal_emit_by_name (gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON), "clicked");
}

static void
test_the_buttons_of_a_script (void)
{
  Office office;
  GtkWidget *window = gtk_window_new ();
  GtkWidget *opened;

  office_open (&office);
  gtk_window_set_child (GTK_WINDOW (window), od_script_list_new (office.desk));
  gtk_window_set_default_size (GTK_WINDOW (window), 600, 400);
  gtk_window_present (GTK_WINDOW (window));

  press (window, "Preview");
  opened = find_open (OD_TYPE_SCRIPT_PREVIEW);
  office_wait_for (opened, GTK_TYPE_LABEL, "Good morning, <name>.");
  gtk_window_destroy (GTK_WINDOW (opened));

  press (window, "Greeting");
  opened = find_open (OD_TYPE_SCRIPT_DIALOG);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (opened)), ==, "Edit Script");
  gtk_window_destroy (GTK_WINDOW (opened));

  press (window, "Add a new Script");
  opened = find_open (OD_TYPE_SCRIPT_DIALOG);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (opened)), ==, "Add a new Script");
  gtk_window_destroy (GTK_WINDOW (opened));
  gtk_window_destroy (GTK_WINDOW (window));
  office_close (&office);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/script-list/the-buttons-of-a-script", test_the_buttons_of_a_script);
  return g_test_run ();
}
