/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers of one board. Which lines of the live stream move it is known here: whatever
 * names its campaign or leadset, and whatever names neither. Main thread.
 */
#include "app/desk/board-watch.h"

#include "app/desk/reader.h"
#include "app/object/signal.h"
#include "shared/model/thread.h"
#include "shared/wire/fields.h"
#include "shared/wire/paths.h"

#include <string.h>

#define PAUSE_MS 250

struct _OdBoardWatch {
  GObject parent_instance;

  OdDesk *desk;
  OdReader *reader;
  const char *field; /* of an event: whose board it moves */
  gint64 id;
  json_t *board;  /* NULL: never heard */
  gint64 true_us; /* when it was read, or when something was told that moves it */
};

G_DEFINE_FINAL_TYPE (OdBoardWatch, od_board_watch, G_TYPE_OBJECT)

static void
on_read (OdReader *reader, json_t *answer, OdBoardWatch *self)
{
  json_incref (answer);
  json_decref (self->board);
  self->board = answer;
  self->true_us = g_get_monotonic_time ();
  g_signal_emit_by_name (self, "changed");
}

static void
on_failed (OdReader *reader, const GError *error, OdBoardWatch *self)
{
  g_signal_emit_by_name (self, "failed", error->message);
}

/* Lines without an id are values of the moment: those of an agent move the charts. */
static void
on_news (OdDesk *desk, const char *name, gint64 id, json_t *body, OdBoardWatch *self)
{
  json_t *whose = json_object_get (body, self->field);

  if (strcmp (name, OD_NEWS_DASHBOARD) == 0)
    return;
  if (whose != NULL && json_integer_value (whose) != self->id)
    return;
  if (!od_reader_is_due (self->reader))
    self->true_us = g_get_monotonic_time ();
  od_reader_read (self->reader);
}

static void
on_refresh (OdDesk *desk, OdBoardWatch *self)
{
  od_reader_read (self->reader);
}

static void
od_board_watch_finalize (GObject *object)
{
  OdBoardWatch *self = OD_BOARD_WATCH (object);

  od_reader_leave (&self->reader, self);
  od_signal_leave (&self->desk, self);
  json_decref (self->board);
  G_OBJECT_CLASS (od_board_watch_parent_class)->finalize (object);
}

static void
od_board_watch_class_init (OdBoardWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = od_board_watch_finalize;

  od_signal_new (klass, "changed", 0);
  od_signal_new (klass, "failed", 1, G_TYPE_STRING);
}

static void
od_board_watch_init (OdBoardWatch *self)
{
}

OdBoardWatch *
od_board_watch_new (OdDesk *desk, OdDeskList which, gint64 id)
{
  OD_ASSERT_MAIN ();

  OdBoardWatch *self = g_object_new (OD_TYPE_BOARD_WATCH, NULL);
  gboolean campaign = which == OD_DESK_CAMPAIGNS;
  g_autofree char *path =
    od_backend_fill_id (campaign ? OD_PATH_CAMPAIGN_STATS : OD_PATH_LEADSET_STATS, id);

  self->desk = g_object_ref (desk);
  self->id = id;
  self->field = campaign ? OD_FIELD_CAMPAIGN : OD_FIELD_LEADSET;
  self->reader = od_reader_new (od_desk_get_backend (desk), path, PAUSE_MS);
  g_signal_connect (self->reader, "read", G_CALLBACK (on_read), self);
  g_signal_connect (self->reader, "failed", G_CALLBACK (on_failed), self);
  g_signal_connect (desk, "news", G_CALLBACK (on_news), self);
  g_signal_connect (desk, "refresh", G_CALLBACK (on_refresh), self);
  od_reader_read (self->reader);
  return self;
}

json_t *
od_board_watch_get_board (OdBoardWatch *self)
{
  OD_ASSERT_MAIN ();

  return self->board;
}

gint64
od_board_watch_get_age_ms (OdBoardWatch *self)
{
  OD_ASSERT_MAIN ();

  gint64 silence_ms = od_desk_get_silence_ms (self->desk);
  gint64 age_ms = (g_get_monotonic_time () - self->true_us) / 1000;

  if (self->board == NULL)
    return -1;
  if (od_reader_is_due (self->reader))
    return MAX (age_ms, silence_ms);

  /* Nothing was told that moves it, as long as something was told. */
  return MIN (age_ms, silence_ms);
}

void
od_board_watch_read (OdBoardWatch *self)
{
  OD_ASSERT_MAIN ();

  od_reader_read (self->reader);
}
