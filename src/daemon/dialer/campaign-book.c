/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A page a campaign. Nothing is decided here. Main thread.
 */
#include "daemon/dialer/campaign-book.h"

#include "shared/model/thread.h"

typedef struct {
  OdCampaign *campaign;
  OdScript *script; /* NULL: none */
} Page;

static void
page_free (gpointer data)
{
  Page *page = data;

  od_campaign_free (page->campaign);
  g_clear_pointer (&page->script, od_script_free);
  g_free (page);
}

GHashTable *
od_campaign_book_new (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, page_free);
}

void
od_campaign_book_put (OdEngine *engine, OdCampaign *campaign, OdScript *script)
{
  Page *page = g_new (Page, 1);

  OD_ASSERT_MAIN ();
  *page = (Page){ campaign, script };
  g_hash_table_replace (engine->campaigns, &campaign->id, page);
}

const OdCampaign *
od_campaign_book_get (const OdEngine *engine, gint64 campaign_id)
{
  const Page *page = g_hash_table_lookup (engine->campaigns, &campaign_id);

  OD_ASSERT_MAIN ();
  return page != NULL ? page->campaign : NULL;
}

const OdScript *
od_campaign_book_get_script (const OdEngine *engine, gint64 campaign_id)
{
  const Page *page = g_hash_table_lookup (engine->campaigns, &campaign_id);

  OD_ASSERT_MAIN ();
  return page != NULL ? page->script : NULL;
}
