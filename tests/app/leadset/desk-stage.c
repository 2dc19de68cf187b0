/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Signing in at a small server, and leaving it with nothing left behind.
 */
#include "app/leadset/desk-stage.h"

#include "shared/wire/paths.h"
#include "support/seen.h"
#include "support/waiting.h"

#define LIMIT_S 20

gboolean
desk_stage_answer (SoupServerMessage *message, const Asked *asked, const char *leadsets)
{
  if (strcmp (asked->path, OD_PATH_META) == 0)
    peer_say (message, 200, "{\"wire\":1}");
  else if (strcmp (asked->path, OD_PATH_SESSIONS) == 0)
    peer_say (message, 201,
              "{\"token\":\"t\",\"role\":\"supervisor\",\"name\":\"anna\"}");
  else if (strcmp (asked->path, OD_PATH_STREAM) == 0)
    soup_server_message_pause (message);
  else if (strcmp (asked->path, OD_PATH_LEADSETS) == 0)
    peer_say (message, 200, leadsets);
  else
    return FALSE;
  return TRUE;
}

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  od_desk_sign_in_finish (OD_DESK (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

static gboolean
is_true (gpointer flag)
{
  return *(gboolean *) flag;
}

static gboolean
has_leadset (gpointer desk)
{
  return desk_stage_get_leadset (desk) != NULL;
}

OdDesk *
desk_stage_open (Peer *peer)
{
  OdDesk *desk = od_desk_new (peer->url, NULL);
  gboolean signed_in = FALSE;

  od_desk_sign_in_async (desk, "anna", "secret", NULL, on_signed_in, &signed_in);
  od_test_wait_until (is_true, &signed_in, LIMIT_S, "the sign-in");
  od_test_wait_until (has_leadset, desk, LIMIT_S, "the leadset");
  return desk;
}

void
desk_stage_close (OdDesk *desk, Peer *peer)
{
  od_test_close_windows ();
  od_desk_sign_out (desk);
  od_test_let_go (desk);
  peer_free (peer);
}

OdRecord *
desk_stage_get_leadset (OdDesk *desk)
{
  return od_record_list_find (od_desk_get_list (desk, OD_DESK_LEADSETS), 7);
}

GtkWidget *
desk_stage_show_window (void)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), 1100, 700);
  gtk_window_present (GTK_WINDOW (window));
  return window;
}
