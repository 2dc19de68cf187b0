/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The whole window comes up with the server's things in it, and tabs keep what they show.
 */
#include "app/supervisor/supervisor-window.h"

#include "app/supervisor/office.h"
#include "support/seen.h"

#define LIMIT_S 10

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
  heading = office_wait_for (f->window, GTK_TYPE_LABEL, "Campaign: Autumn - Auto Dialer");
  od_supervisor_window_show_tab (window, "scripts");
  od_supervisor_window_show_tab (window, "campaigns");
  g_assert_true (gtk_widget_get_mapped (heading));
}

typedef struct {
  GtkWidget *window;
  AdwViewSwitcherPolicy policy;
} Tabs;

static gboolean
has_policy (gpointer data)
{
  Tabs *tabs = data;
  GtkWidget *switcher = od_test_find_widget (tabs->window, ADW_TYPE_VIEW_SWITCHER);

  return adw_view_switcher_get_policy (ADW_VIEW_SWITCHER (switcher)) == tabs->policy;
}

/* 800 x 600, and text as large as the desktop's settings have it. */
static void
test_a_small_screen_has_room_for_all (Fixture *f, gconstpointer data)
{
  static const int dpis[] = { 96, 192 };
  Tabs narrow = { f->window, ADW_VIEW_SWITCHER_POLICY_NARROW };
  GtkWidget *name = office_wait_for (f->window, GTK_TYPE_LABEL, "Autumn");

  g_signal_emit_by_name (gtk_widget_get_parent (name), "clicked");
  office_wait_for (f->window, GTK_TYPE_LABEL, "Campaign: Autumn - Auto Dialer");
  gtk_window_set_default_size (GTK_WINDOW (f->window), 800, 600);
  od_test_wait_until (has_policy, &narrow, LIMIT_S, "names below the icons");
  for (gsize i = 0; i < G_N_ELEMENTS (dpis); i++) {
    int width, height;

    g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", dpis[i] * 1024, NULL);
    gtk_widget_measure (f->window, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL,
                        NULL);
    gtk_widget_measure (f->window, GTK_ORIENTATION_VERTICAL, 800, &height, NULL, NULL,
                        NULL);
    g_assert_cmpint (width, <=, 800);
    g_assert_cmpint (height, <=, 600);
  }
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024, NULL);
}

static void
test_the_tabs_names_go_below_where_it_is_narrow (Fixture *f, gconstpointer data)
{
  Tabs narrow = { f->window, ADW_VIEW_SWITCHER_POLICY_NARROW };
  Tabs wide = { f->window, ADW_VIEW_SWITCHER_POLICY_WIDE };

  gtk_window_set_default_size (GTK_WINDOW (f->window), 700, 500);
  od_test_wait_until (has_policy, &narrow, LIMIT_S, "names below the icons");
  gtk_window_set_default_size (GTK_WINDOW (f->window), 1200, 500);
  od_test_wait_until (has_policy, &wide, LIMIT_S, "names beside the icons");
}

/* From whatever page, and over whatever board lies there. */
static void
test_an_alarm_leads_to_its_board (Fixture *f, gconstpointer data)
{
  OdSupervisorWindow *window = OD_SUPERVISOR_WINDOW (f->window);

  office_wait_for (f->window, GTK_TYPE_LABEL, "Winter <b>");
  od_supervisor_window_show_tab (window, "scripts");
  gtk_widget_activate_action (f->window, "win.campaign-board", "x", (gint64) 2);
  office_wait_for (f->window, GTK_TYPE_LABEL, "Campaign: Winter <b> - Auto Dialer");
  gtk_widget_activate_action (f->window, "win.campaign-board", "x", (gint64) 1);
  office_wait_for (f->window, GTK_TYPE_LABEL, "Campaign: Autumn - Auto Dialer");
  gtk_widget_activate_action (f->window, "win.campaign-board", "x", (gint64) 99);
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
  ADD ("small-screen", test_a_small_screen_has_room_for_all);
  ADD ("narrow", test_the_tabs_names_go_below_where_it_is_narrow);
  ADD ("an-alarm-leads-to-its-board", test_an_alarm_leads_to_its_board);
  ADD ("the-keys-can-be-read", test_the_keys_can_be_read);
  return g_test_run ();
}
