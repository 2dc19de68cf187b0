/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Handles baresip 1.0's calls for a phone that has one at a time. Promises that mute
 * is what was asked for, although baresip knows only a toggle, and that a sound from a
 * file never ends, although baresip ends the call with it.
 */
#include "app/phone/phone-leg.h"

#include "shared/model/thread.h"

#include <string.h>

#define RENEW_BEFORE_S 10 /* the sound starts again that long before its file ends */
#define MAX_DIGITS     32

struct _OdPhoneLeg {
  OdBaresipControl *control; /* not owned; NULL: there is no child */
  const char *source;        /* lent with control */
  guint source_seconds;      /* 0: the sound does not end */
  char *call;                /* id of the call that is up or being taken; NULL: none */
  gboolean up;
  guint renewal;       /* source that starts the sound again; 0: not up, or no need */
  gboolean muted;      /* as asked for */
  gboolean call_muted; /* as baresip last said */
  gboolean mute_asked; /* its answer is missing */
  OdSoundWatch *watch; /* works while up */
  OdPhoneLegFunc on_changed;
  gpointer data;
};

OdPhoneLeg *
od_phone_leg_new (OdPhoneLegFunc on_changed, OdSoundWatchFunc on_silence, gpointer data)
{
  OD_ASSERT_MAIN ();

  OdPhoneLeg *self = g_new0 (OdPhoneLeg, 1);

  self->on_changed = on_changed;
  self->data = data;
  self->watch = od_sound_watch_new (on_silence, data);
  return self;
}

void
od_phone_leg_free (OdPhoneLeg *self)
{
  OD_ASSERT_MAIN ();

  g_clear_handle_id (&self->renewal, g_source_remove);
  od_sound_watch_free (self->watch);
  g_free (self->call);
  g_free (self);
}

static void
tell (OdPhoneLeg *self, const char *command, const char *parameter)
{
  od_baresip_control_ask (self->control, command, parameter, NULL, NULL);
}

static void settle_mute (OdPhoneLeg *self); /* asks again until the answer suits */

static void
on_mute_answer (gboolean ok, const char *text, gpointer data)
{
  OdPhoneLeg *self = data;

  self->mute_asked = FALSE;
  if (!ok || text == NULL || !self->up)
    return;
  self->call_muted = strstr (text, "un-muted") == NULL;
  settle_mute (self);
}

static void
settle_mute (OdPhoneLeg *self)
{
  if (!self->up || self->mute_asked || self->muted == self->call_muted)
    return;
  self->mute_asked = TRUE;
  od_baresip_control_ask (self->control, "mute", NULL, on_mute_answer, self);
}

static gboolean
on_renewal_due (gpointer data)
{
  OdPhoneLeg *self = data;

  tell (self, "ausrc", self->source);
  return G_SOURCE_CONTINUE;
}

static void
rise (OdPhoneLeg *self)
{
  if (self->up)
    return;
  self->up = TRUE;
  self->call_muted = FALSE;
  if (self->source_seconds > RENEW_BEFORE_S)
    self->renewal = g_timeout_add_seconds (self->source_seconds - RENEW_BEFORE_S,
                                           on_renewal_due, self);
  od_sound_watch_start (self->watch, self->control);
  settle_mute (self);
  self->on_changed (TRUE, self->data);
}

void
od_phone_leg_drop (OdPhoneLeg *self)
{
  OD_ASSERT_MAIN ();

  gboolean was_up = self->up;

  g_clear_pointer (&self->call, g_free);
  g_clear_handle_id (&self->renewal, g_source_remove);
  od_sound_watch_stop (self->watch);
  self->up = FALSE;
  if (was_up)
    self->on_changed (FALSE, self->data);
}

void
od_phone_leg_attach (OdPhoneLeg *self,
                     OdBaresipControl *control,
                     const char *source,
                     guint source_seconds)
{
  OD_ASSERT_MAIN ();

  self->control = control;
  self->source = source;
  self->source_seconds = source_seconds;
  self->mute_asked = FALSE; /* no answer survives its child */
  od_phone_leg_drop (self);
}

/* Baresip's commands are about its current call: the newest, or the one last found. */
static void
take_call (OdPhoneLeg *self, const char *call)
{
  g_autofree char *lost = g_steal_pointer (&self->call);

  self->call = g_strdup (call);
  if (lost != NULL) {
    g_message ("softphone: a new call replaces the one that is up");
    tell (self, "callfind", lost);
    tell (self, "hangup", NULL);
    tell (self, "callfind", call);
  }
  tell (self, "accept", NULL);
  if (lost != NULL && self->up) {
    g_clear_handle_id (&self->renewal, g_source_remove);
    od_sound_watch_stop (self->watch);
    self->up = FALSE;
    self->on_changed (FALSE, self->data);
  }
}

void
od_phone_leg_take_event (OdPhoneLeg *self, const OdBaresipEvent *event)
{
  OD_ASSERT_MAIN ();

  gboolean is_ours = g_strcmp0 (event->call, self->call) == 0;

  if (event->call == NULL || self->control == NULL)
    return;
  if (strcmp (event->type, "CALL_INCOMING") == 0)
    take_call (self, event->call);
  else if (strcmp (event->type, "CALL_ESTABLISHED") == 0 && is_ours)
    rise (self);
  else if (strcmp (event->type, "CALL_CLOSED") == 0 && is_ours)
    od_phone_leg_drop (self);
  else if (strcmp (event->type, "AUDIO_ERROR") == 0 && is_ours)
    g_message ("softphone: the sound failed: %s", event->detail);
}

gboolean
od_phone_leg_is_up (OdPhoneLeg *self)
{
  OD_ASSERT_MAIN ();

  return self->up;
}

gboolean
od_phone_leg_is_silent (OdPhoneLeg *self)
{
  OD_ASSERT_MAIN ();

  return od_sound_watch_is_silent (self->watch);
}

void
od_phone_leg_set_muted (OdPhoneLeg *self, gboolean muted)
{
  OD_ASSERT_MAIN ();

  self->muted = muted != FALSE;
  settle_mute (self);
}

gboolean
od_phone_leg_get_muted (OdPhoneLeg *self)
{
  OD_ASSERT_MAIN ();

  return self->muted;
}

void
od_phone_leg_send_digits (OdPhoneLeg *self, const char *digits)
{
  OD_ASSERT_MAIN ();

  char known[MAX_DIGITS + 1];
  gsize n = 0;

  for (; *digits != 0 && n < MAX_DIGITS; digits++)
    if (strchr ("0123456789*#ABCD", *digits) != NULL)
      known[n++] = *digits;
  known[n] = 0;
  if (n > 0 && self->up)
    tell (self, "sndcode", known);
}
