/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The word that can be taken back, and what it was before each correction under way.
 * Main thread.
 */
#include "app/shift/last-word.h"

#include "app/desk/call-view.h"
#include "shared/model/thread.h"

#include <string.h>

struct _OdLastWord {
  json_t *call;   /* NULL: nothing was said yet */
  char *label;    /* NULL likewise */
  gboolean said;  /* here, since the program runs */
  GQueue amended; /* (element-type Before): as they were asked for */
};

/* One correction: until it was asked for, @label was said of @call. */
typedef struct {
  char *key; /* of its request */
  char *call;
  char *label;
} Before;

static void
before_free (gpointer data)
{
  Before *before = data;

  g_free (before->key);
  g_free (before->call);
  g_free (before->label);
  g_free (before);
}

static const char *
get_id (const OdLastWord *self)
{
  return od_call_view_read (self->call).id;
}

OdLastWord *
od_last_word_new (void)
{
  OD_ASSERT_MAIN ();

  return g_new0 (OdLastWord, 1);
}

void
od_last_word_free (OdLastWord *self)
{
  OD_ASSERT_MAIN ();

  json_decref (self->call);
  g_free (self->label);
  g_queue_clear_full (&self->amended, before_free);
  g_free (self);
}

static void
set_label (OdLastWord *self, const char *label)
{
  char *copy = g_strdup (label);

  g_free (self->label);
  self->label = copy;
}

static void
set_call (OdLastWord *self, json_t *call)
{
  json_incref (call);
  json_decref (self->call);
  self->call = call;
}

void
od_last_word_take (OdLastWord *self, json_t *call, const char *label)
{
  OD_ASSERT_MAIN ();

  self->said = TRUE;
  set_label (self, label);
  if (g_strcmp0 (get_id (self), od_call_view_read (call).id) != 0)
    set_call (self, call);
}

void
od_last_word_hear (OdLastWord *self, json_t *call, const char *label)
{
  OD_ASSERT_MAIN ();

  if (self->said)
    return;
  set_label (self, label);
  set_call (self, call);
}

void
od_last_word_forget (OdLastWord *self, const char *call)
{
  OD_ASSERT_MAIN ();

  if (g_strcmp0 (get_id (self), call) != 0)
    return;
  g_clear_pointer (&self->call, json_decref);
  set_label (self, NULL);
}

void
od_last_word_amend (OdLastWord *self, const char *key)
{
  OD_ASSERT_MAIN ();

  Before *before = g_new0 (Before, 1);

  before->key = g_strdup (key);
  before->call = g_strdup (get_id (self));
  before->label = g_strdup (self->label);
  g_queue_push_tail (&self->amended, before);
}

static GList *
find_amended (OdLastWord *self, const char *key)
{
  for (GList *at = self->amended.head; at != NULL; at = at->next) {
    if (strcmp (((Before *) at->data)->key, key) == 0)
      return at;
  }

  return NULL;
}

gboolean
od_last_word_is_amended (OdLastWord *self, const char *key)
{
  OD_ASSERT_MAIN ();

  return find_amended (self, key) != NULL;
}

/* What was asked for after it came, then, from what stood before it. */
void
od_last_word_refuse (OdLastWord *self, const char *key)
{
  OD_ASSERT_MAIN ();

  GList *at = find_amended (self, key);
  Before *before = at != NULL ? at->data : NULL;
  Before *next = at != NULL && at->next != NULL ? at->next->data : NULL;

  if (before == NULL)
    return;
  if (next != NULL && g_strcmp0 (next->call, before->call) == 0) {
    g_free (next->label);
    next->label = g_strdup (before->label);
  } else if (g_strcmp0 (get_id (self), before->call) == 0) {
    set_label (self, before->label);
  }
  before_free (before);
  g_queue_delete_link (&self->amended, at);
}

json_t *
od_last_word_get (OdLastWord *self, const char **label)
{
  OD_ASSERT_MAIN ();

  *label = self->label;
  return self->call;
}
