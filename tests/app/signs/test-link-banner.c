/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A desk that hears nothing is told of, after a moment.
 */
#include "app/signs/link-banner.h"

#include "support/waiting.h"

static gboolean
is_shown (gpointer banner)
{
  return od_link_banner_is_shown (banner);
}

static void
test_a_silent_server_is_told_of (void)
{
  g_autoptr (OdDesk) desk = od_desk_new ("http://127.0.0.1:9", NULL);
  GtkWidget *banner = g_object_ref_sink (od_link_banner_new (desk));

  g_assert_false (od_link_banner_is_shown (OD_LINK_BANNER (banner)));
  od_test_wait_until (is_shown, banner, 10, "the banner");
  g_assert_finalize_object (banner);
}

static void
test_a_banner_may_go_before_it_speaks (void)
{
  g_autoptr (OdDesk) desk = od_desk_new ("http://127.0.0.1:9", NULL);
  GtkWidget *banner = g_object_ref_sink (od_link_banner_new (desk));

  g_assert_finalize_object (banner);
  g_signal_emit_by_name (desk, "link-changed");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/link-banner/a-silent-server-is-told-of",
                   test_a_silent_server_is_told_of);
  g_test_add_func ("/link-banner/a-banner-may-go-before-it-speaks",
                   test_a_banner_may_go_before_it_speaks);
  return g_test_run ();
}
