/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/*
 * A supervisor's desk before a small server that has the leadset 7, and a window to
 * stand others over.
 */
#include "app/desk/desk.h"
#include "app/sync/http-peer.h"

#include <gtk/gtk.h>

/** desk_stage_answer: says what every desk asks for first, with @leadsets as the answer
 * to that list. FALSE: something else was asked. */
gboolean
desk_stage_answer (SoupServerMessage *message, const Asked *asked, const char *leadsets);

/** desk_stage_open: signs in at @peer and waits for leadset 7. The caller owns it, until
 * desk_stage_close(). */
OdDesk *desk_stage_open (Peer *peer);

/** desk_stage_close: closes every window, signs out, and frees both. */
void desk_stage_close (OdDesk *desk, Peer *peer);

/** desk_stage_get_leadset: 7; NULL: not here yet. */
OdRecord *desk_stage_get_leadset (OdDesk *desk);

/** desk_stage_show_window: a large one. It belongs to GTK. */
GtkWidget *desk_stage_show_window (void);
