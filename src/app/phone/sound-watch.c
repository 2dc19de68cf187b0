/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Asks baresip twice a second for the number of the last packet of sound: one that stays
 * the same for 2 s is a silence on the wire (a lead who says nothing, and hold, are
 * packets as well). From 1.0 to 4.9 its "audio_debug" has that number; a baresip without
 * it is never called silent. Main thread.
 */
#include "app/phone/sound-watch.h"

#include "shared/model/thread.h"

#include <string.h>

#define LOOK_MS      500
#define SILENT_LOOKS 4 /* 2 s, and at most half a second more since the packet */
#define NUMBER       "seq_put="

struct _OdSoundWatch {
  OdBaresipControl *control; /* not owned; NULL: no call is up */
  guint look_id;             /* source; 0: no call is up */
  gboolean asked;            /* an answer is missing */
  gint64 packet;             /* number of the last one; -1: not asked yet */
  guint still;               /* looks in a row that found no other */
  gboolean silent;
  OdSoundWatchFunc on_changed;
  gpointer data;
};

OdSoundWatch *
od_sound_watch_new (OdSoundWatchFunc on_changed, gpointer data)
{
  OD_ASSERT_MAIN ();

  OdSoundWatch *self = g_new0 (OdSoundWatch, 1);

  self->on_changed = on_changed;
  self->data = data;
  return self;
}

void
od_sound_watch_free (OdSoundWatch *self)
{
  od_sound_watch_stop (self);
  g_free (self);
}

static void
on_looked (gboolean ok, const char *text, gpointer data)
{
  OdSoundWatch *self = data;
  const char *number = ok && text != NULL ? strstr (text, NUMBER) : NULL;
  gint64 packet;
  gboolean silent;

  self->asked = FALSE;
  if (self->look_id == 0 || number == NULL)
    return;
  packet = g_ascii_strtoll (number + strlen (NUMBER), NULL, 10);
  self->still = packet == self->packet ? self->still + 1 : 0;
  self->packet = packet;
  silent = self->still >= SILENT_LOOKS;
  if (silent == self->silent)
    return;
  self->silent = silent;
  self->on_changed (silent, self->data);
}

static gboolean
on_look_due (gpointer data)
{
  OdSoundWatch *self = data;

  if (self->asked)
    return G_SOURCE_CONTINUE;
  self->asked = TRUE;
  od_baresip_control_ask (self->control, "audio_debug", NULL, on_looked, self);
  return G_SOURCE_CONTINUE;
}

void
od_sound_watch_start (OdSoundWatch *self, OdBaresipControl *control)
{
  OD_ASSERT_MAIN ();

  od_sound_watch_stop (self);
  self->control = control;
  self->asked = FALSE; /* no answer survives its child */
  self->packet = -1;
  self->still = 0;
  self->look_id = g_timeout_add (LOOK_MS, on_look_due, self);
}

void
od_sound_watch_stop (OdSoundWatch *self)
{
  OD_ASSERT_MAIN ();

  g_clear_handle_id (&self->look_id, g_source_remove);
  self->control = NULL;
  self->silent = FALSE;
}

gboolean
od_sound_watch_is_silent (OdSoundWatch *self)
{
  OD_ASSERT_MAIN ();

  return self->silent;
}
