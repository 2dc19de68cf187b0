/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pages that have just turned up. Nothing waits here: each event says when it happened,
 * and is compared with the first frame of its page. Main thread.
 */
#include "app/agent/turn-guard.h"

/* An event that is older than that has another clock than ours: it is new. */
#define MAX_AGE_MS 10000

typedef struct {
  gint64 seen_us; /* monotonic */
  guint tick_id;  /* until the first frame; 0: that was drawn */
} Guard;

static Guard *
get_guard (GtkWidget *page)
{
  return g_object_get_data (G_OBJECT (page), "turn-guard");
}

/* What was not drawn was not seen, however long that takes. */
static gboolean
on_frame (GtkWidget *page, GdkFrameClock *clock, gpointer data)
{
  Guard *guard = data;

  guard->seen_us = g_get_monotonic_time ();
  guard->tick_id = 0;
  return G_SOURCE_REMOVE;
}

static void
stop_waiting (GtkWidget *page)
{
  Guard *guard = get_guard (page);

  if (guard->tick_id != 0)
    gtk_widget_remove_tick_callback (page, guard->tick_id);
  guard->tick_id = 0;
}

void
od_turn_guard_restart (GtkWidget *page)
{
  Guard *guard = get_guard (page);

  if (!gtk_widget_get_mapped (page))
    return;
  stop_waiting (page);
  guard->seen_us = g_get_monotonic_time ();
  guard->tick_id = gtk_widget_add_tick_callback (page, on_frame, guard, NULL);
}

/* Windows' events and ours have one clock, of which they tell 32 bits. */
static gint64
get_time_us (GdkEvent *event)
{
  gint64 now_us = g_get_monotonic_time ();
  guint32 time = event != NULL ? gdk_event_get_time (event) : GDK_CURRENT_TIME;
  guint32 age_ms = (guint32) (now_us / 1000) - time;

  if (time == GDK_CURRENT_TIME || age_ms > MAX_AGE_MS)
    return now_us;

  return now_us - (gint64) age_ms * 1000;
}

gboolean
od_turn_guard_refuses (GtkWidget *page, GdkEvent *event)
{
  Guard *guard = get_guard (page);

  if (!gtk_widget_get_mapped (page))
    return FALSE;

  return guard->tick_id != 0
         || get_time_us (event) < guard->seen_us + OD_TURN_GUARD_MS * 1000;
}

static gboolean
on_event (GtkWidget *page, GdkEvent *event)
{
  GdkEventType type = gdk_event_get_event_type (event);

  return (type == GDK_BUTTON_PRESS || type == GDK_TOUCH_BEGIN || type == GDK_KEY_PRESS)
         && od_turn_guard_refuses (page, event);
}

void
od_turn_guard_add (GtkWidget *page)
{
  GtkEventController *controller = gtk_event_controller_legacy_new ();

  g_object_set_data_full (G_OBJECT (page), "turn-guard", g_new0 (Guard, 1), g_free);
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (controller, "event", G_CALLBACK (on_event), page);
  gtk_widget_add_controller (page, controller);
  g_signal_connect (page, "map", G_CALLBACK (od_turn_guard_restart), NULL);
  g_signal_connect (page, "unmap", G_CALLBACK (stop_waiting), NULL);
}
