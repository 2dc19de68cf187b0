/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The dashboard. Its numbers are the server's, shown as they come; whether they may still
 * be trusted is asked every second. Main thread.
 */
#include "app/supervisor/dashboard-tiles.h"

#include "app/charts/tile.h"
#include "app/layout/wrap-layout.h"
#include "app/object/signal.h"
#include "app/signs/age-label.h"
#include "shared/model/calling-rules.h"
#include "shared/wire/fields.h"

#include <glib/gi18n.h>

#define N_TILES  8
#define TICK_MS  1000
#define STALE_MS 5000 /* as the age beside them */

/* A person who answered hears nobody: half of the time there is, is gone. */
#define ALARM_MS (OD_CALLING_RULES_WAIT_MS / 2)

#define CALLS_WAITING 5 /* the tile's place */

/* Where each number stands in the server's answer. */
static const struct {
  const char *group; /* NULL: at the top */
  const char *field;
} places[N_TILES] = {
  { OD_FIELD_AGENTS, OD_FIELD_LOGGED_IN }, { OD_FIELD_AGENTS, OD_FIELD_PAUSED },
  { OD_FIELD_AGENTS, OD_FIELD_WAITING },   { OD_FIELD_AGENTS, OD_FIELD_IN_CALL },
  { NULL, OD_FIELD_ACTIVE_CALLS },         { NULL, OD_FIELD_CALLS_WAITING },
  { NULL, OD_FIELD_CALLS_RINGING },        { NULL, OD_FIELD_DATA_REMAINING },
};

struct _OdDashboardTiles {
  AdwBin parent_instance;

  GtkBox *tile_box;
  OdAgeLabel *age_label;
  OdTile *tiles[N_TILES];

  OdDesk *desk;   /* owned; NULL until set */
  guint tick_id;  /* source; 0: not seen */
  guint alarm_id; /* source: when the waiting become too long; 0: nobody waits */
};

G_DEFINE_FINAL_TYPE (OdDashboardTiles, od_dashboard_tiles, ADW_TYPE_BIN)

static gint64
get_age_ms (gpointer desk)
{
  return od_desk_get_dashboard_age_ms (desk);
}

static void
show_age (OdDashboardTiles *self)
{
  gint64 age_ms = od_desk_get_dashboard_age_ms (self->desk);
  gboolean stale = age_ms < 0 || age_ms > STALE_MS;

  for (gsize i = 0; i < N_TILES; i++)
    od_tile_set_stale (self->tiles[i], stale);
}

static void show_alarm (OdDashboardTiles *self); /* rings by itself when it is time */

static gboolean
on_alarm_due (gpointer data)
{
  OdDashboardTiles *self = data;

  self->alarm_id = 0;
  show_alarm (self);
  return G_SOURCE_REMOVE;
}

static void
show_alarm (OdDashboardTiles *self)
{
  gint64 waiting_ms = od_desk_get_waiting_ms (self->desk);

  g_clear_handle_id (&self->alarm_id, g_source_remove);
  od_tile_set_alarm (self->tiles[CALLS_WAITING], waiting_ms >= ALARM_MS);
  if (waiting_ms >= 0 && waiting_ms < ALARM_MS)
    self->alarm_id = g_timeout_add (ALARM_MS - waiting_ms, on_alarm_due, self);
}

static void
show_numbers (OdDashboardTiles *self)
{
  json_t *dashboard = od_desk_get_dashboard (self->desk);

  for (gsize i = 0; dashboard != NULL && i < N_TILES; i++) {
    json_t *group = places[i].group != NULL ? json_object_get (dashboard, places[i].group)
                                            : dashboard;

    od_tile_set_value (self->tiles[i],
                       json_integer_value (json_object_get (group, places[i].field)));
  }
  od_age_label_ask (self->age_label);
  show_age (self);
  show_alarm (self);
}

static gboolean
on_tick (gpointer data)
{
  show_age (data);
  return G_SOURCE_CONTINUE;
}

static void
od_dashboard_tiles_map (GtkWidget *widget)
{
  OdDashboardTiles *self = OD_DASHBOARD_TILES (widget);

  GTK_WIDGET_CLASS (od_dashboard_tiles_parent_class)->map (widget);
  if (self->desk != NULL)
    self->tick_id = g_timeout_add (TICK_MS, on_tick, self);
}

static void
od_dashboard_tiles_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&OD_DASHBOARD_TILES (widget)->tick_id, g_source_remove);
  GTK_WIDGET_CLASS (od_dashboard_tiles_parent_class)->unmap (widget);
}

static void
od_dashboard_tiles_dispose (GObject *object)
{
  OdDashboardTiles *self = OD_DASHBOARD_TILES (object);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  g_clear_handle_id (&self->alarm_id, g_source_remove);
  od_signal_leave (&self->desk, self);
  G_OBJECT_CLASS (od_dashboard_tiles_parent_class)->dispose (object);
}

static void
od_dashboard_tiles_class_init (OdDashboardTilesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_dashboard_tiles_dispose;
  widget_class->map = od_dashboard_tiles_map;
  widget_class->unmap = od_dashboard_tiles_unmap;
  g_type_ensure (OD_TYPE_WRAP_LAYOUT);
  g_type_ensure (OD_TYPE_AGE_LABEL);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/dev/outdial/Outdial/supervisor/dashboard-tiles.ui");
  gtk_widget_class_bind_template_child (widget_class, OdDashboardTiles, tile_box);
  gtk_widget_class_bind_template_child (widget_class, OdDashboardTiles, age_label);
}

static void
add_tile (OdDashboardTiles *self, gsize i, const char *title, const char *meaning)
{
  GtkWidget *tile = od_tile_new (title);

  od_tile_set_tooltip (OD_TILE (tile), meaning);
  gtk_box_append (self->tile_box, tile);
  self->tiles[i] = OD_TILE (tile);
}

static void
od_dashboard_tiles_init (OdDashboardTiles *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_tile (self, 0, _ ("Agents Logged In"), _ ("Agents who are signed in."));
  add_tile (self, 1, _ ("Agents Paused"), _ ("Signed in, but not taking calls."));
  add_tile (self, 2, _ ("Agents Waiting"), _ ("Ready for a call now."));
  add_tile (self, 3, _ ("Agents in Call"), _ ("Talking to somebody."));
  add_tile (self, 4, _ ("Active Calls"), _ ("Answered calls that are up now."));
  add_tile (self, 5, _ ("Calls Waiting"), _ ("Answered, and no agent is there yet."));
  add_tile (self, 6, _ ("Calls Ringing"), _ ("Placed, not answered yet."));
  add_tile (self, 7, _ ("Data Remaining"),
            _ ("Leads that can still be dialed, over all active campaigns."));
}

void
od_dashboard_tiles_set_desk (OdDashboardTiles *self, OdDesk *desk)
{
  g_return_if_fail (self->desk == NULL);

  self->desk = g_object_ref (desk);
  od_age_label_set_source (self->age_label, get_age_ms, desk);
  g_signal_connect_swapped (desk, "dashboard-changed", G_CALLBACK (show_numbers), self);
  g_signal_connect_swapped (desk, "link-changed", G_CALLBACK (show_numbers), self);
  show_numbers (self);
}
