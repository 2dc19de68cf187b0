/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One entry per request. Those of an earlier version of the store are of no use to
 * anybody and go with the first that is kept after it. Main thread.
 */
#include "daemon/api/kept-answers.h"

#include "shared/model/thread.h"

#define LIFE_US (1 * G_USEC_PER_SEC)

typedef struct {
  char *text;
  gint64 kept_us; /* monotonic */
} Entry;

struct _OdKeptAnswers {
  OdStore *store;
  GHashTable *entries; /* request -> Entry */
  guint64 version;     /* of them all */
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->text);
  g_free (entry);
}

OdKeptAnswers *
od_kept_answers_new (OdStore *store)
{
  OdKeptAnswers *kept = g_new0 (OdKeptAnswers, 1);

  OD_ASSERT_MAIN ();
  kept->store = store;
  kept->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, entry_free);
  return kept;
}

void
od_kept_answers_free (OdKeptAnswers *kept)
{
  OD_ASSERT_MAIN ();
  g_hash_table_unref (kept->entries);
  g_free (kept);
}

const char *
od_kept_answers_find (OdKeptAnswers *kept, const char *request)
{
  const Entry *entry = g_hash_table_lookup (kept->entries, request);

  OD_ASSERT_MAIN ();
  if (entry == NULL || kept->version != od_store_get_version (kept->store)
      || g_get_monotonic_time () - entry->kept_us > LIFE_US)
    return NULL;

  return entry->text;
}

void
od_kept_answers_keep (OdKeptAnswers *kept,
                      const char *request,
                      guint64 version,
                      const char *text)
{
  Entry *entry;

  OD_ASSERT_MAIN ();
  if (version != od_store_get_version (kept->store))
    return;
  if (version != kept->version)
    g_hash_table_remove_all (kept->entries);

  kept->version = version;
  entry = g_new0 (Entry, 1);
  entry->text = g_strdup (text);
  entry->kept_us = g_get_monotonic_time ();
  g_hash_table_replace (kept->entries, g_strdup (request), entry);
}
