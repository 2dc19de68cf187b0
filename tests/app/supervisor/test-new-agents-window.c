/*
 * The passwords are saved for their owner only; closing before that asks.
 */
#include "app/supervisor/new-agents-window.h"

#include "support/waiting.h"

#include <glib/gstdio.h>
#include <string.h>

static json_t *
make_agents (void)
{
  return json_pack ("[{s:i, s:s, s:s}]", "id", 21, "name", "12607", "password", "abc");
}

static gboolean
is_noted (gpointer window)
{
  return od_new_agents_window_get_note (window)[0] != '\0';
}

static gboolean
is_only_ours (gpointer data)
{
  return G_OBJECT (data)->ref_count == 1;
}

static guint
count_windows (void)
{
  return g_list_model_get_n_items (gtk_window_get_toplevels ());
}

static void
test_the_file_is_its_owners (void)
{
  json_t *agents = make_agents ();
  GtkWidget *window = g_object_ref_sink (od_new_agents_window_new (agents));
  char *folder = od_test_scratch_dir ();
  g_autofree char *path = g_build_filename (folder, "agents.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *text = NULL;
  GStatBuf about;

  gtk_window_present (GTK_WINDOW (window));
  od_new_agents_window_save (OD_NEW_AGENTS_WINDOW (window), file);
  od_test_wait_until (is_noted, window, 10, "the file");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "user,password\n12607,abc\n");
  g_assert_cmpint (g_stat (path, &about), ==, 0);
  g_assert_cmpint (about.st_mode & 0777, ==, 0600);

  gtk_window_close (GTK_WINDOW (window)); /* saved: it closes at once */
  g_assert_cmpuint (count_windows (), ==, 0);
  od_test_wait_until (is_only_ours, window, 10, "the window to be let go");
  g_assert_finalize_object (window);
  json_decref (agents);
  od_test_remove_dir (folder);
}

static void
test_what_cannot_be_saved_says_why (void)
{
  json_t *agents = make_agents ();
  GtkWidget *window = g_object_ref_sink (od_new_agents_window_new (agents));
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere/agents.csv");

  gtk_window_present (GTK_WINDOW (window));
  od_new_agents_window_save (OD_NEW_AGENTS_WINDOW (window), file);
  od_test_wait_until (is_noted, window, 10, "the reason");
  g_assert_nonnull (strstr (od_new_agents_window_get_note (OD_NEW_AGENTS_WINDOW (window)),
                            "could not be saved"));

  gtk_window_close (GTK_WINDOW (window)); /* asks: nobody has them */
  g_assert_cmpuint (count_windows (), ==, 2);
  gtk_window_destroy (GTK_WINDOW (window));
  od_test_wait_until (is_only_ours, window, 10, "the window to be let go");
  g_assert_finalize_object (window);
  json_decref (agents);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/new-agents-window/the-file-is-its-owners",
                   test_the_file_is_its_owners);
  g_test_add_func ("/new-agents-window/what-cannot-be-saved-says-why",
                   test_what_cannot_be_saved_says_why);
  return g_test_run ();
}
