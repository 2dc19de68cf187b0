/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What keeps the server from dialing stands over the window as long as it does.
 */
#include "app/supervisor/trouble-banner.h"

#include "app/supervisor/office.h"

#define SICK "The trunk main refuses calls: 503 Service Unavailable."

static gboolean
says (gpointer banner)
{
  return g_strcmp0 (od_trouble_banner_get_text (banner), SICK) == 0;
}

static gboolean
says_nothing (gpointer banner)
{
  return od_trouble_banner_get_text (banner) == NULL;
}

static void
test_trouble_is_said_while_it_lasts (void)
{
  Office office;
  GtkWidget *window = gtk_window_new ();
  GtkWidget *banner = g_object_new (OD_TYPE_TROUBLE_BANNER, NULL);

  office_open (&office);
  od_trouble_banner_set_desk (OD_TROUBLE_BANNER (banner), office.desk);
  gtk_window_set_child (GTK_WINDOW (window), banner);
  gtk_window_present (GTK_WINDOW (window));
  g_assert_true (says_nothing (banner));
  office_say (&office, "event: dashboard\ndata: {\"trouble\":\"" SICK "\"}\n\n");
  od_test_wait_until (says, banner, 20, "the sentence");
  office_say (&office, "event: dashboard\ndata: {\"trouble\":null}\n\n");
  od_test_wait_until (says_nothing, banner, 20, "the banner to go");

  gtk_window_destroy (GTK_WINDOW (window));
  office_close (&office);
}

static gboolean
says_what_is_stopped (gpointer banner)
{
  const char *text = od_trouble_banner_get_text (banner);

  return text != NULL && strstr (text, "Campaign “Autumn” is stopped. Too many") != NULL;
}

static void
set_stopped (Office *office, const char *why)
{
  json_t *fields = json_pack ("{s:s?}", "stopped", why);

  od_record_list_merge (od_desk_get_list (office->desk, OD_DESK_CAMPAIGNS), 1, fields);
  json_decref (fields);
}

/* The cap was passed: whoever looks at any page sees it. */
static void
test_a_stopped_campaign_is_said (void)
{
  Office office;
  GtkWidget *window = gtk_window_new ();
  GtkWidget *banner = g_object_new (OD_TYPE_TROUBLE_BANNER, NULL);

  office_open (&office);
  od_trouble_banner_set_desk (OD_TROUBLE_BANNER (banner), office.desk);
  gtk_window_set_child (GTK_WINDOW (window), banner);
  gtk_window_present (GTK_WINDOW (window));
  office_get (&office, OD_DESK_CAMPAIGNS, 1);
  g_assert_true (says_nothing (banner));
  set_stopped (&office, "Too many met silence.");
  od_test_wait_until (says_what_is_stopped, banner, 20, "the sentence");
  office_say (&office, "event: dashboard\ndata: {\"trouble\":\"" SICK "\"}\n\n");
  od_test_wait_until (says_what_is_stopped, banner, 20, "the sentence beside another");
  office_say (&office, "event: dashboard\ndata: {\"trouble\":null}\n\n");
  set_stopped (&office, NULL);
  od_test_wait_until (says_nothing, banner, 20, "the banner to go");

  gtk_window_destroy (GTK_WINDOW (window));
  office_close (&office);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/trouble-banner/said-while-it-lasts",
                   test_trouble_is_said_while_it_lasts);
  g_test_add_func ("/trouble-banner/stopped", test_a_stopped_campaign_is_said);
  return g_test_run ();
}
