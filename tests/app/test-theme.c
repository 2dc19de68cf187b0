/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Light and dark before and after libadwaita has begun; a desktop that prefers dark is
 * heard through a settings portal on a real bus. What libadwaita warns of ends the test.
 */
#include "app/theme.h"

#include "support/waiting.h"

#include <adwaita.h>
#include <glib/gstdio.h>

#define LIMIT_S 20

/* clang-format off */
static const char portal_xml[] =
  "<node><interface name='org.freedesktop.portal.Settings'><method name='Read'>"
  "<arg type='s' direction='in'/><arg type='s' direction='in'/>"
  "<arg type='v' direction='out'/></method></interface></node>";
/* clang-format on */

static gboolean
is_plain_dark (gpointer data)
{
  gboolean dark;

  g_object_get (gtk_settings_get_default (), "gtk-application-prefer-dark-theme", &dark,
                NULL);
  return dark;
}

static void
test_plain_follows_what_is_said (void)
{
  g_autoptr (OdTheme) theme = od_theme_new ();

  od_theme_set_style (theme, "dark");
  g_assert_true (is_plain_dark (NULL));
  od_theme_set_style (theme, "light");
  g_assert_false (is_plain_dark (NULL));
  od_theme_set_style (theme, "system");
  g_assert_false (is_plain_dark (NULL));
}

/* --- a desktop's file that says dark ----------------------------------------------- */

static void
count_changes (guint *n)
{
  *n += 1;
}

/* In a process that has read the file. GTK reads its theme again with each change. */
static void
test_with_a_file_that_says_dark (void)
{
  g_autoptr (OdTheme) theme = NULL;
  guint n = 0;

  g_assert_true (is_plain_dark (NULL));
  g_signal_connect_swapped (gtk_settings_get_default (),
                            "notify::gtk-application-prefer-dark-theme",
                            G_CALLBACK (count_changes), &n);
  theme = od_theme_new ();
  od_theme_set_style (theme, "system");
  od_theme_set_style (theme, "dark");
  g_assert_true (is_plain_dark (NULL));
  g_assert_cmpuint (n, ==, 0);
  od_theme_set_style (theme, "light");
  g_assert_false (is_plain_dark (NULL));
  od_theme_set_style (theme, "system");
  g_assert_true (is_plain_dark (NULL));
  od_theme_set_style (theme, "light");
  od_theme_furnish (theme);
  g_assert_false (adw_style_manager_get_dark (adw_style_manager_get_default ()));
  g_signal_handlers_disconnect_by_data (gtk_settings_get_default (), &n);
}

/* What nobody made dark is not made light, on the way to the first window. */
static void
test_light_costs_nothing_where_it_is_light (void)
{
  g_autoptr (OdTheme) theme = od_theme_new ();
  guint n = 0;

  g_signal_connect_swapped (gtk_settings_get_default (),
                            "notify::gtk-application-prefer-dark-theme",
                            G_CALLBACK (count_changes), &n);
  od_theme_set_style (theme, "light");
  od_theme_set_style (theme, "system");
  g_assert_cmpuint (n, ==, 0);
  g_signal_handlers_disconnect_by_data (gtk_settings_get_default (), &n);
}

static void
test_light_is_light (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_config_dir (), "gtk-4.0", NULL);
  g_autofree char *path = g_build_filename (folder, "settings.ini", NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path,
                                      "[Settings]\ngtk-application-prefer-dark-theme=1\n",
                                      -1, NULL));
  g_test_trap_subprocess ("/theme/light-is-light/subprocess", 0,
                          G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_unlink (path);
  g_test_trap_assert_passed ();
}

/* --- a desktop that prefers dark -------------------------------------------------- */

static void
on_asked (GDBusConnection *bus,
          const char *sender,
          const char *path,
          const char *interface,
          const char *method,
          GVariant *parameters,
          GDBusMethodInvocation *asked,
          gpointer data)
{
  const char *space, *key;

  g_variant_get (parameters, "(&s&s)", &space, &key);
  g_assert_cmpstr (space, ==, "org.freedesktop.appearance");
  g_assert_cmpstr (key, ==, "color-scheme");
  g_dbus_method_invocation_return_value (asked,
                                         g_variant_new ("(v)",
                                                        g_variant_new_variant (
                                                          g_variant_new_uint32 (1))));
}

static gboolean
is_told (gpointer data)
{
  return *(gboolean *) data;
}

static void
on_owned (GDBusConnection *bus, const char *name, gpointer data)
{
  *(gboolean *) data = TRUE;
}

static void
test_plain_is_as_the_desktop_prefers (void)
{
  static const GDBusInterfaceVTable answers = { .method_call = on_asked };
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (portal_xml, NULL);
  g_autoptr (OdTheme) theme = NULL;
  gboolean owned = FALSE;
  guint served = g_dbus_connection_register_object (bus,
                                                    "/org/freedesktop/portal/desktop",
                                                    node->interfaces[0], &answers, NULL,
                                                    NULL, NULL);
  guint name = g_bus_own_name_on_connection (bus, "org.freedesktop.portal.Desktop", 0,
                                             on_owned, NULL, &owned, NULL);

  od_test_wait_until (is_told, &owned, LIMIT_S, "the portal's name");
  theme = od_theme_new ();
  od_theme_set_style (theme, "system");
  od_test_wait_until (is_plain_dark, NULL, LIMIT_S, "a dark theme");
  od_theme_set_style (theme, "light");
  g_assert_false (is_plain_dark (NULL));

  g_dbus_connection_unregister_object (bus, served);
  g_bus_unown_name (name);
}

static void
test_furnished_goes_on_with_it (void)
{
  g_autoptr (OdTheme) theme = od_theme_new ();

  od_theme_set_style (theme, "dark");
  od_theme_furnish (theme);
  g_assert_true (adw_style_manager_get_dark (adw_style_manager_get_default ()));
  od_theme_furnish (theme);
  od_theme_set_style (theme, "light");
  g_assert_false (adw_style_manager_get_dark (adw_style_manager_get_default ()));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  g_test_add_func ("/theme/plain", test_plain_follows_what_is_said);
  g_test_add_func ("/theme/light-is-light", test_light_is_light);
  g_test_add_func ("/theme/light-is-light/subprocess", test_with_a_file_that_says_dark);
  g_test_add_func ("/theme/light-costs-nothing",
                   test_light_costs_nothing_where_it_is_light);
  g_test_add_func ("/theme/desktop", test_plain_is_as_the_desktop_prefers);
  g_test_add_func ("/theme/furnished", test_furnished_goes_on_with_it);
  return g_test_run ();
}
