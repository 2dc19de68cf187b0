/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * PLAIN asks the desktop's settings portal what libadwaita would ask it, without waiting
 * for the answer; FURNISHED leaves all that to libadwaita. Main thread.
 */
#include "app/theme.h"

#include <adwaita.h>

#define PORTAL       "org.freedesktop.portal.Desktop"
#define DARK_SETTING "gtk-application-prefer-dark-theme"
/* org.freedesktop.appearance color-scheme, of the portal's page */
#define PREFERS_DARK 1

struct _OdTheme {
  gboolean furnished;
  gboolean said; /* while PLAIN: light or dark, over what the desktop's files say */
  AdwColorScheme scheme;
  gboolean desktop_is_dark; /* as far as it has said */
  GCancellable *asking;
};

static GtkSettings *
settings (void)
{
  return gtk_settings_get_default ();
}

static gboolean
is_dark (void)
{
  gboolean dark;

  g_object_get (settings (), DARK_SETTING, &dark, NULL);
  return dark;
}

/* Said only when it changes something: GTK reads its whole theme again each time. */
static void
say_dark (OdTheme *theme, gboolean dark)
{
  if (is_dark () == dark)
    return;

  theme->said = TRUE;
  g_object_set (settings (), DARK_SETTING, dark, NULL);
}

/* As ~/.config/gtk-4.0/settings.ini has it. */
static void
say_nothing (OdTheme *theme)
{
  if (theme->said)
    gtk_settings_reset_property (settings (), DARK_SETTING);
  theme->said = FALSE;
}

static void
apply (OdTheme *theme)
{
  if (theme->furnished)
    adw_style_manager_set_color_scheme (adw_style_manager_get_default (), theme->scheme);
  else if (theme->scheme == ADW_COLOR_SCHEME_DEFAULT && !theme->desktop_is_dark)
    say_nothing (theme);
  else
    say_dark (theme, theme->scheme != ADW_COLOR_SCHEME_FORCE_LIGHT);
}

/* --- what the desktop prefers ----------------------------------------------------- */

/* No portal, or one that does not know: light, as ever. */
static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  OdTheme *theme = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant)
    answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  g_autoptr (GVariant) outer = NULL;
  g_autoptr (GVariant) inner = NULL;

  if (answer == NULL) /* cancelled: the look may be gone */
    return;

  g_variant_get (answer, "(v)", &outer);
  if (!g_variant_is_of_type (outer, G_VARIANT_TYPE_VARIANT))
    return;
  inner = g_variant_get_variant (outer);
  theme->desktop_is_dark = g_variant_is_of_type (inner, G_VARIANT_TYPE_UINT32)
                           && g_variant_get_uint32 (inner) == PREFERS_DARK;
  apply (theme);
}

static void
on_bus (GObject *source, GAsyncResult *result, gpointer user_data)
{
  OdTheme *theme = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, &error);

  if (bus == NULL)
    return;

  g_dbus_connection_call (bus, PORTAL, "/org/freedesktop/portal/desktop",
                          "org.freedesktop.portal.Settings", "Read",
                          g_variant_new ("(ss)", "org.freedesktop.appearance",
                                         "color-scheme"),
                          G_VARIANT_TYPE ("(v)"), G_DBUS_CALL_FLAGS_NONE, -1,
                          theme->asking, on_answer, theme);
}

static void
stop_asking (OdTheme *theme)
{
  g_cancellable_cancel (theme->asking);
  g_clear_object (&theme->asking);
}

/* --- stages ----------------------------------------------------------------------- */

OdTheme *
od_theme_new (void)
{
  OdTheme *theme = g_new0 (OdTheme, 1);

  theme->asking = g_cancellable_new ();
  g_bus_get (G_BUS_TYPE_SESSION, theme->asking, on_bus, theme);
  return theme;
}

void
od_theme_free (OdTheme *theme)
{
  if (!theme->furnished)
    stop_asking (theme);
  g_free (theme);
}

void
od_theme_set_style (OdTheme *theme, const char *style)
{
  theme->scheme = ADW_COLOR_SCHEME_DEFAULT;
  if (g_str_equal (style, "light"))
    theme->scheme = ADW_COLOR_SCHEME_FORCE_LIGHT;
  else if (g_str_equal (style, "dark"))
    theme->scheme = ADW_COLOR_SCHEME_FORCE_DARK;
  apply (theme);
}

void
od_theme_furnish (OdTheme *theme)
{
  g_autoptr (GtkCssProvider) rules = NULL;

  if (theme->furnished)
    return;

  stop_asking (theme);
  say_dark (theme, FALSE); /* libadwaita warns when it finds this said */
  adw_init ();
  theme->furnished = TRUE;
  rules = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (rules, "/dev/outdial/Outdial/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (rules),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  apply (theme);
}
