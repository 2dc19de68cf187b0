/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/**
 * OdTile:
 *
 * One number with its name under it, as on the dashboard. Main thread.
 */
#define OD_TYPE_TILE (od_tile_get_type ())
G_DECLARE_FINAL_TYPE (OdTile, od_tile, OD, TILE, GtkBox)

/** od_tile_new: @title: "Calls Ringing". Shows a dash until a value is set. */
GtkWidget *od_tile_new (const char *title);

void od_tile_set_value (OdTile *self, gint64 value);

/** od_tile_set_stale: the number may be old: it fades, and a word says so. */
void od_tile_set_stale (OdTile *self, gboolean stale);

/** od_tile_set_alarm: the number needs somebody now: red, an icon and a word. */
void od_tile_set_alarm (OdTile *self, gboolean alarm);

/** od_tile_set_tooltip: what exactly is counted: a sentence. */
void od_tile_set_tooltip (OdTile *self, const char *text);
