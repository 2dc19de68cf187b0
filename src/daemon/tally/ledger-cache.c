/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One entry per campaign. A count that was begun before an event and comes in after it is
 * told by its seq. Main thread.
 */
#include "daemon/tally/ledger-cache.h"

#include "shared/model/thread.h"

#include <string.h>

struct _OdLedgerCache {
  GHashTable *entries; /* campaign -> Entry */
};

typedef struct {
  gint64 campaign_id;
  gint64 moved; /* seq of the last event in it; 0: none since the start */
  gint64 seq;   /* up to which windows are true; -1: there are none */
  gint64 day_ms;
  OdAbandonment windows[OD_TALLY_N_WINDOWS];
} Entry;

OdLedgerCache *
od_ledger_cache_new (void)
{
  OdLedgerCache *cache = g_new0 (OdLedgerCache, 1);

  OD_ASSERT_MAIN ();
  cache->entries = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  return cache;
}

void
od_ledger_cache_free (OdLedgerCache *cache)
{
  OD_ASSERT_MAIN ();
  g_hash_table_unref (cache->entries);
  g_free (cache);
}

static Entry *
get_entry (OdLedgerCache *cache, gint64 campaign_id)
{
  Entry *entry = g_hash_table_lookup (cache->entries, &campaign_id);

  if (entry != NULL)
    return entry;
  entry = g_new0 (Entry, 1);
  entry->campaign_id = campaign_id;
  entry->seq = -1;
  g_hash_table_insert (cache->entries, &entry->campaign_id, entry);
  return entry;
}

void
od_ledger_cache_keep (OdLedgerCache *cache,
                      gint64 campaign_id,
                      gint64 seq,
                      gint64 day_ms,
                      const OdAbandonment *windows)
{
  Entry *entry = get_entry (cache, campaign_id);

  OD_ASSERT_MAIN ();
  if (seq < entry->moved || seq < entry->seq)
    return;
  entry->seq = seq;
  entry->day_ms = day_ms;
  memcpy (entry->windows, windows, sizeof entry->windows);
}

gboolean
od_ledger_cache_find (OdLedgerCache *cache,
                      gint64 campaign_id,
                      gint64 day_ms,
                      OdAbandonment *windows)
{
  const Entry *entry = g_hash_table_lookup (cache->entries, &campaign_id);

  OD_ASSERT_MAIN ();
  if (entry == NULL || entry->seq < 0 || entry->seq < entry->moved
      || entry->day_ms != day_ms)
    return FALSE;

  memcpy (windows, entry->windows, sizeof entry->windows);
  return TRUE;
}

void
od_ledger_cache_on_event (OdLedgerCache *cache, const OdEvent *event)
{
  Entry *entry;

  OD_ASSERT_MAIN ();
  if (event->campaign_id == 0)
    return;
  entry = get_entry (cache, event->campaign_id);
  entry->moved = MAX (entry->moved, event->seq);
}
