/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Signs out, has the disk take what was said, and keeps the program until both are heard.
 * Main thread.
 */
#include "app/sign-out.h"

#define SERVER_MS 3000  /* nobody wants to wait for a program that has no window, */
#define DISK_MS   15000 /* but what was typed is worth more; a desktop kills later */

struct _OdSignOut {
  GApplication *app; /* lent */
  guint n_leaving;
};

/* One sign-in. Each of the two ends for one reason: it was heard, or not in time. */
typedef struct {
  OdSignOut *sign_out;
  GApplication *app; /* held; a reference is taken */
  OdDesk *desk;
  guint server_id; /* source; 0: the server knows, or cannot be told */
  guint disk_id;   /* source; 0: the disk has it */
  gboolean asked;  /* the disk has not answered: it keeps this alive */
} Leave;

OdSignOut *
od_sign_out_new (GApplication *app)
{
  OdSignOut *self = g_new0 (OdSignOut, 1);

  self->app = app;
  return self;
}

void
od_sign_out_free (OdSignOut *self)
{
  g_free (self);
}

static void
end_if_over (Leave *leave)
{
  if (leave->server_id != 0 || leave->disk_id != 0)
    return;

  if (leave->app != NULL) {
    leave->sign_out->n_leaving--;
    g_application_release (leave->app);
    g_clear_object (&leave->app);
    g_clear_object (&leave->desk);
  }
  if (!leave->asked)
    g_free (leave);
}

static void
end_server (Leave *leave)
{
  g_signal_handlers_disconnect_by_data (leave->desk, leave);
  end_if_over (leave);
}

static void
on_left (OdDesk *desk, Leave *leave)
{
  g_clear_handle_id (&leave->server_id, g_source_remove);
  end_server (leave);
}

static gboolean
on_server_late (gpointer data)
{
  Leave *leave = data;

  leave->server_id = 0;
  end_server (leave);
  return G_SOURCE_REMOVE;
}

static void
on_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Leave *leave = user_data;

  od_paperwork_settle_finish (OD_PAPERWORK (source), result);
  leave->asked = FALSE;
  g_clear_handle_id (&leave->disk_id, g_source_remove);
  end_if_over (leave);
}

static gboolean
on_disk_late (gpointer data)
{
  Leave *leave = data;

  leave->disk_id = 0;
  g_warning ("the disk did not take what was said last in time");
  end_if_over (leave);
  return G_SOURCE_REMOVE;
}

void
od_sign_out_begin (OdSignOut *self, OdDesk *desk, OdPaperwork *paperwork)
{
  Leave *leave = g_new0 (Leave, 1);

  self->n_leaving++;
  leave->sign_out = self;
  leave->app = g_object_ref (self->app);
  leave->desk = g_object_ref (desk);
  leave->server_id = g_timeout_add (SERVER_MS, on_server_late, leave);
  g_application_hold (self->app);
  if (paperwork != NULL) {
    leave->asked = TRUE;
    leave->disk_id = g_timeout_add (DISK_MS, on_disk_late, leave);
    od_paperwork_settle_async (paperwork, on_stored, leave);
  }
  g_signal_connect (desk, "left", G_CALLBACK (on_left), leave);
  od_desk_sign_out (desk); /* may say "left" at once */
}

void
od_sign_out_wait (OdSignOut *self)
{
  while (self->n_leaving > 0)
    g_main_context_iteration (NULL, TRUE);
}
