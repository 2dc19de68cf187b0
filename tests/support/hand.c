/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One xdotool for each gesture: what lies between two clicks is its own sleep, however
 * slow the machine is.
 */
#include "support/hand.h"

#include "support/waiting.h"

#define LIMIT_S 20

gboolean
od_test_has_hand (void)
{
  g_autofree char *path = g_find_program_in_path ("xdotool");

  if (path == NULL)
    g_test_skip ("xdotool is not installed");
  return path != NULL;
}

static void
on_hand_ended (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_wait_check_finish (G_SUBPROCESS (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

static gboolean
is_set (gpointer data)
{
  return *(gboolean *) data;
}

/* What the X server was told of it has come here, and is done, when this returns. */
static void
run (GtkWidget *widget, const char *gesture)
{
  g_auto (GStrv) argv = g_strsplit (gesture, " ", -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) hand = NULL;
  gboolean ended = FALSE;

  gdk_display_sync (gtk_widget_get_display (widget)); /* windows are where they seem */
  hand = g_subprocess_newv ((const char *const *) argv, G_SUBPROCESS_FLAGS_NONE, &error);
  g_assert_no_error (error);
  g_subprocess_wait_check_async (hand, NULL, on_hand_ended, &ended);
  od_test_wait_until (is_set, &ended, LIMIT_S, gesture);
  gdk_display_sync (gtk_widget_get_display (widget));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* On the screen, in its pixels. */
static void
find_middle (GtkWidget *widget, int *x, int *y)
{
  GtkWidget *native = GTK_WIDGET (gtk_widget_get_native (widget));
  graphene_rect_t place;
  double surface_x, surface_y;

  g_assert_true (gtk_widget_compute_bounds (widget, native, &place));
  gtk_native_get_surface_transform (GTK_NATIVE (native), &surface_x, &surface_y);
  *x = place.origin.x + place.size.width / 2 + surface_x;
  *y = place.origin.y + place.size.height / 2 + surface_y;
}

void
od_test_click_twice (GtkWidget *widget, guint gap_ms, const char *keys)
{
  g_autofree char *gesture = NULL;
  int x, y;

  find_middle (widget, &x, &y);
  gesture =
    g_strdup_printf ("xdotool mousemove --sync %d %d click 1 sleep %u.%03u click 1%s%s",
                     x, y, gap_ms / 1000, gap_ms % 1000, keys != NULL ? " key " : "",
                     keys != NULL ? keys : "");
  run (widget, gesture);
}

void
od_test_type_key (GtkWidget *widget, const char *key)
{
  g_autofree char *gesture = g_strdup_printf ("xdotool key %s", key);

  run (widget, gesture);
}
