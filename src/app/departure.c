/*
 * Signs out, and keeps the program until that is heard. Main thread.
 */
#include "app/departure.h"

#define PATIENCE_MS 3000 /* nobody wants to wait for a program that has no window */

typedef struct {
  GApplication *app; /* held; a reference is taken */
  OdDesk *desk;
  guint patience_id; /* source; 0: over */
} Departure;

static void
end (Departure *self)
{
  g_clear_handle_id (&self->patience_id, g_source_remove);
  g_signal_handlers_disconnect_by_data (self->desk, self);
  g_application_release (self->app);
  g_object_unref (self->desk);
  g_object_unref (self->app);
  g_free (self);
}

static void
on_left (OdDesk *desk, Departure *self)
{
  end (self);
}

static gboolean
on_patience_over (gpointer data)
{
  Departure *self = data;

  self->patience_id = 0;
  end (self);
  return G_SOURCE_REMOVE;
}

void
od_departure_begin (GApplication *app, OdDesk *desk)
{
  Departure *self = g_new0 (Departure, 1);

  self->app = g_object_ref (app);
  self->desk = g_object_ref (desk);
  self->patience_id = g_timeout_add (PATIENCE_MS, on_patience_over, self);
  g_application_hold (app);
  g_signal_connect (desk, "left", G_CALLBACK (on_left), self);
  od_desk_sign_out (desk); /* may say "left" at once */
}
