/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The whole window comes up with the server's things in it, and tabs keep what they show.
 */
#include "app/supervisor/supervisor-window.h"

#include "app/supervisor/office.h"

typedef struct {
  Office office;
  GtkWidget *window;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  office_open (&f->office);
  f->window = od_supervisor_window_new ((GtkApplication *) data, f->office.desk);
  gtk_window_present (GTK_WINDOW (f->window));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_object_ref (f->window);
  gtk_window_destroy (GTK_WINDOW (f->window));
  od_test_let_go (f->window);
  office_close (&f->office);
}

static void
test_the_tabs_show_the_servers_things (Fixture *f, gconstpointer data)
{
  OdSupervisorWindow *window = OD_SUPERVISOR_WINDOW (f->window);

  office_wait_for (f->window, GTK_TYPE_LABEL, "Winter <b>");
  od_supervisor_window_show_tab (window, "agents");
  office_wait_for (f->window, GTK_TYPE_INSCRIPTION, "carol");
  od_supervisor_window_show_tab (window, "scripts");
  office_wait_for (f->window, GTK_TYPE_LABEL, "Greeting");
  od_supervisor_window_show_tab (window, "leadsets");
  od_supervisor_window_show_tab (window, "nowhere");
}

static void
test_the_leadset_page_is_taken_in (Fixture *f, gconstpointer data)
{
  OdSupervisorWindow *window = OD_SUPERVISOR_WINDOW (f->window);
  GtkWidget *page = gtk_label_new ("All leadsets");

  od_supervisor_window_set_leadset_page (window, page);
  od_supervisor_window_show_tab (window, "leadsets");
  g_assert_true (gtk_widget_get_mapped (page));
}

static void
test_a_tab_keeps_its_campaign (Fixture *f, gconstpointer data)
{
  OdSupervisorWindow *window = OD_SUPERVISOR_WINDOW (f->window);
  GtkWidget *name = office_wait_for (f->window, GTK_TYPE_LABEL, "Autumn");
  GtkWidget *heading;

  g_signal_emit_by_name (gtk_widget_get_parent (name), "clicked");
  heading = office_wait_for (f->window, GTK_TYPE_LABEL,
                             "Campaign: Autumn - Auto Dialler");
  od_supervisor_window_show_tab (window, "scripts");
  od_supervisor_window_show_tab (window, "campaigns");
  g_assert_true (gtk_widget_get_mapped (heading));
}

static void
test_the_keys_can_be_read (Fixture *f, gconstpointer data)
{
  gtk_widget_activate_action (f->window, "win.show-help-overlay", NULL);
  g_assert_nonnull (
    gtk_application_window_get_help_overlay (GTK_APPLICATION_WINDOW (f->window)));
}

int
main (int argc, char *argv[])
{
  g_autoptr (AdwApplication) app = NULL;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  app = adw_application_new ("dev.outdial.Test", G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (app), NULL, NULL));
#define ADD(name, func)                                                                  \
  g_test_add ("/supervisor-window/" name, Fixture, app, set_up, func, tear_down)
  ADD ("the-tabs-show-the-servers-things", test_the_tabs_show_the_servers_things);
  ADD ("the-leadset-page-is-taken-in", test_the_leadset_page_is_taken_in);
  ADD ("a-tab-keeps-its-campaign", test_a_tab_keeps_its_campaign);
  ADD ("the-keys-can-be-read", test_the_keys_can_be_read);
  return g_test_run ();
}
