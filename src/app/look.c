/*
 * PLAIN asks the desktop's settings portal what libadwaita would ask it, without waiting
 * for the answer; FURNISHED leaves all that to libadwaita. Main thread.
 */
#include "app/look.h"

#include <adwaita.h>

#define PORTAL       "org.freedesktop.portal.Desktop"
#define DARK_SETTING "gtk-application-prefer-dark-theme"
/* org.freedesktop.appearance color-scheme, of the portal's page */
#define PREFERS_DARK 1

struct _OdLook {
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
say_dark (OdLook *look, gboolean dark)
{
  if (is_dark () == dark)
    return;

  look->said = TRUE;
  g_object_set (settings (), DARK_SETTING, dark, NULL);
}

/* As ~/.config/gtk-4.0/settings.ini has it. */
static void
say_nothing (OdLook *look)
{
  if (look->said)
    gtk_settings_reset_property (settings (), DARK_SETTING);
  look->said = FALSE;
}

static void
apply (OdLook *look)
{
  if (look->furnished)
    adw_style_manager_set_color_scheme (adw_style_manager_get_default (), look->scheme);
  else if (look->scheme == ADW_COLOR_SCHEME_DEFAULT && !look->desktop_is_dark)
    say_nothing (look);
  else
    say_dark (look, look->scheme != ADW_COLOR_SCHEME_FORCE_LIGHT);
}

/* --- what the desktop prefers ----------------------------------------------------- */

/* No portal, or one that does not know: light, as ever. */
static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  OdLook *look = user_data;
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
  look->desktop_is_dark = g_variant_is_of_type (inner, G_VARIANT_TYPE_UINT32)
                          && g_variant_get_uint32 (inner) == PREFERS_DARK;
  apply (look);
}

static void
on_bus (GObject *source, GAsyncResult *result, gpointer user_data)
{
  OdLook *look = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, &error);

  if (bus == NULL)
    return;

  g_dbus_connection_call (bus, PORTAL, "/org/freedesktop/portal/desktop",
                          "org.freedesktop.portal.Settings", "Read",
                          g_variant_new ("(ss)", "org.freedesktop.appearance",
                                         "color-scheme"),
                          G_VARIANT_TYPE ("(v)"), G_DBUS_CALL_FLAGS_NONE, -1,
                          look->asking, on_answer, look);
}

static void
stop_asking (OdLook *look)
{
  g_cancellable_cancel (look->asking);
  g_clear_object (&look->asking);
}

/* --- stages ----------------------------------------------------------------------- */

OdLook *
od_look_new (void)
{
  OdLook *look = g_new0 (OdLook, 1);

  look->asking = g_cancellable_new ();
  g_bus_get (G_BUS_TYPE_SESSION, look->asking, on_bus, look);
  return look;
}

void
od_look_free (OdLook *look)
{
  if (!look->furnished)
    stop_asking (look);
  g_free (look);
}

void
od_look_set_style (OdLook *look, const char *style)
{
  look->scheme = ADW_COLOR_SCHEME_DEFAULT;
  if (g_str_equal (style, "light"))
    look->scheme = ADW_COLOR_SCHEME_FORCE_LIGHT;
  else if (g_str_equal (style, "dark"))
    look->scheme = ADW_COLOR_SCHEME_FORCE_DARK;
  apply (look);
}

void
od_look_furnish (OdLook *look)
{
  g_autoptr (GtkCssProvider) rules = NULL;

  if (look->furnished)
    return;

  stop_asking (look);
  say_dark (look, FALSE); /* libadwaita warns when it finds this said */
  adw_init ();
  look->furnished = TRUE;
  rules = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (rules, "/dev/outdial/Outdial/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (rules),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  apply (look);
}
