/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The word that can be taken back, and what it was before each correction under way.
 * Main thread.
 */
#include "app/shift/last-word.h"

#include "app/desk/call-view.h"
#include "shared/model/thread.h"

struct _OdLastWord {
  json_t *call;        /* NULL: nothing was said yet */
  char *label;         /* NULL likewise */
  GHashTable *amended; /* key of a request -> Before */
};

typedef struct {
  char *call;
  char *label;
} Before;

static void
before_free (gpointer data)
{
  Before *before = data;

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

  OdLastWord *self = g_new0 (OdLastWord, 1);

  self->amended = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, before_free);
  return self;
}

void
od_last_word_free (OdLastWord *self)
{
  OD_ASSERT_MAIN ();

  json_decref (self->call);
  g_free (self->label);
  g_hash_table_unref (self->amended);
  g_free (self);
}

static void
set_label (OdLastWord *self, const char *label)
{
  char *copy = g_strdup (label);

  g_free (self->label);
  self->label = copy;
}

void
od_last_word_take (OdLastWord *self, json_t *call, const char *label)
{
  OD_ASSERT_MAIN ();

  set_label (self, label);
  if (g_strcmp0 (get_id (self), od_call_view_read (call).id) == 0)
    return;
  json_incref (call);
  json_decref (self->call);
  self->call = call;
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

  before->call = g_strdup (get_id (self));
  before->label = g_strdup (self->label);
  g_hash_table_insert (self->amended, g_strdup (key), before);
}

gboolean
od_last_word_is_amended (OdLastWord *self, const char *key)
{
  OD_ASSERT_MAIN ();

  return g_hash_table_contains (self->amended, key);
}

void
od_last_word_refuse (OdLastWord *self, const char *key)
{
  OD_ASSERT_MAIN ();

  const Before *before = g_hash_table_lookup (self->amended, key);

  if (before != NULL && g_strcmp0 (get_id (self), before->call) == 0)
    set_label (self, before->label);
}

json_t *
od_last_word_get (OdLastWord *self, const char **label)
{
  OD_ASSERT_MAIN ();

  *label = self->label;
  return self->call;
}
