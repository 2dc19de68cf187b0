/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The time on the line. Whoever has talked enough presses the end again and again until
 * the call is over: a server that was away did not hear it the first time. Main thread.
 */
#include "robot/conversation.h"

#define AGAIN_MS 500 /* before the end is pressed again */

struct _OdConversation {
  OdHandset *handset;
  OdConversationHabits habits;
  char *keys; /* what habits.keys lends */
  GRand *random;
  guint talk_id; /* source: when to hang up; 0: nobody is on the line */
  guint hold_id; /* source: when to hold, then when to resume; 0: neither */
};

OdConversation *
od_conversation_new (OdHandset *handset,
                     const OdConversationHabits *habits,
                     guint32 seed,
                     const char *name)
{
  OdConversation *self = g_new0 (OdConversation, 1);
  guint32 seeds[] = { seed, g_str_hash (name) };

  self->handset = g_object_ref (handset);
  self->habits = *habits;
  self->habits.keys = self->keys = g_strdup (habits->keys);
  self->random = g_rand_new_with_seed_array (seeds, G_N_ELEMENTS (seeds));
  return self;
}

void
od_conversation_free (OdConversation *self)
{
  od_conversation_end (self);
  g_object_unref (self->handset);
  g_rand_free (self->random);
  g_free (self->keys);
  g_free (self);
}

static gboolean
on_talked_enough (gpointer data)
{
  OdConversation *self = data;

  self->talk_id = g_timeout_add (AGAIN_MS, on_talked_enough, self);
  od_handset_hang_up (self->handset);
  return G_SOURCE_REMOVE;
}

static gboolean
on_held_enough (gpointer data)
{
  OdConversation *self = data;

  self->hold_id = 0;
  od_handset_resume (self->handset);
  return G_SOURCE_REMOVE;
}

static gboolean
on_half_talked (gpointer data)
{
  OdConversation *self = data;

  self->hold_id = g_timeout_add (self->habits.hold_ms, on_held_enough, self);
  od_handset_hold (self->handset);
  return G_SOURCE_REMOVE;
}

void
od_conversation_begin (OdConversation *self)
{
  const OdConversationHabits *habits = &self->habits;
  guint talk_ms = g_rand_int_range (self->random, habits->min_ms, habits->max_ms + 1);

  od_conversation_end (self);
  self->talk_id = g_timeout_add (talk_ms + habits->hold_ms, on_talked_enough, self);
  if (habits->hold_ms > 0)
    self->hold_id = g_timeout_add (talk_ms / 2, on_half_talked, self);
  if (habits->keys != NULL)
    od_handset_send_digits (self->handset, habits->keys);
}

void
od_conversation_end (OdConversation *self)
{
  g_clear_handle_id (&self->talk_id, g_source_remove);
  g_clear_handle_id (&self->hold_id, g_source_remove);
}
