/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A file that is dropped and a text that is pasted, and that neither is lost by accident.
 */
#include "app/suite/import-window.h"

#include "support/seen.h"
#include "support/waiting.h"

typedef struct {
  OdDesk *desk;
  GtkWidget *parent;
  GtkWindow *window;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  json_t *body = json_pack ("{s:i, s:s}", "id", 7, "name", "Guide & co");
  g_autoptr (OdRecord) leadset = od_record_new (body);

  json_decref (body);
  /* Nothing is uploaded: nobody need be there. */
  f->desk = od_desk_new ("http://127.0.0.1:1", NULL);
  f->parent = gtk_window_new ();
  f->window = od_import_window_new (GTK_WINDOW (f->parent), f->desk, leadset);
  gtk_window_present (f->window);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  while (g_list_model_get_n_items (windows) > 0) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (windows, 0);

    gtk_window_destroy (window);
  }
  g_assert_finalize_object (f->desk);
}

static void
test_it_says_what_it_takes (Fixture *f, gconstpointer data)
{
  od_test_await_words (GTK_WIDGET (f->window), "Only CSV files are allowed");
  g_assert_true (od_test_says (GTK_WIDGET (f->window), "Guide & co"));
}

/* (nullable): the window that asks. */
static GtkWidget *
find_question (Fixture *f)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

    if (window != f->parent && window != GTK_WIDGET (f->window))
      return window;
  }
  return NULL;
}

static void
test_pasted_text_is_not_lost_by_accident (Fixture *f, gconstpointer data)
{
  GObject *text = gtk_widget_get_template_child (GTK_WIDGET (f->window),
                                                 OD_TYPE_IMPORT_WINDOW, "text_view");
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (text));
  gtk_text_buffer_set_text (buffer, "44116,Ready\n", -1);
  gtk_window_close (f->window);
  g_assert_nonnull (find_question (f));
  od_test_await_words (find_question (f), "Close Without Uploading?");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (f->window)));
}

static GtkDropTarget *
find_drop_target (GtkWidget *widget)
{
  g_autoptr (GListModel) all = gtk_widget_observe_controllers (widget);
  GtkDropTarget *found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (all) && found == NULL; i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (all, i);

    if (GTK_IS_DROP_TARGET (controller))
      found = GTK_DROP_TARGET (controller);
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_drop_target (child);
  return found;
}

/* As a file manager hands it over: a list of files, or one. */
static void
test_a_dropped_file_is_previewed (Fixture *f, gconstpointer data)
{
  char *folder = od_test_scratch_dir ();
  g_autofree char *path = g_build_filename (folder, "people.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GSList) files = g_slist_append (NULL, file);
  g_auto (GValue) value = G_VALUE_INIT;
  gboolean taken = FALSE;

  g_assert_true (g_file_set_contents (path, "Phone,Status\n44116,Ready\n", -1, NULL));
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_set_boxed (&value, files);
  g_signal_emit_by_name (find_drop_target (GTK_WIDGET (f->window)), "drop", &value, 1.0,
                         1.0, &taken);
  g_assert_true (taken);
  od_test_await_words (GTK_WIDGET (f->window), "people.csv");
  od_test_await_words (GTK_WIDGET (f->window), "44116");
  od_test_remove_dir (folder);
}

/* Which of two was taken would be anybody's guess: neither is, and it is said. */
static void
test_two_dropped_files_are_refused_aloud (Fixture *f, gconstpointer data)
{
  g_autoptr (GFile) one = g_file_new_for_path ("/nowhere/one.csv");
  g_autoptr (GFile) two = g_file_new_for_path ("/nowhere/two.csv");
  g_autoptr (GSList) files = g_slist_append (g_slist_append (NULL, one), two);
  g_auto (GValue) value = G_VALUE_INIT;
  gboolean taken = TRUE;

  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_set_boxed (&value, files);
  g_signal_emit_by_name (find_drop_target (GTK_WIDGET (f->window)), "drop", &value, 1.0,
                         1.0, &taken);
  g_assert_false (taken);
  od_test_await_words (GTK_WIDGET (f->window),
                       "One file at a time: each has columns of its own to map.");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(name, func)                                                                  \
  g_test_add ("/import-window/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("words", test_it_says_what_it_takes);
  ADD ("pasted", test_pasted_text_is_not_lost_by_accident);
  ADD ("drop", test_a_dropped_file_is_previewed);
  ADD ("drop-two", test_two_dropped_files_are_refused_aloud);
  return g_test_run ();
}
