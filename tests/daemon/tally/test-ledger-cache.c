/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A count is kept until something happens in its campaign, or the day is another.
 */
#include "daemon/tally/ledger-cache.h"

#define DAY   86400000
#define TODAY (100 * (gint64) DAY)

static const OdAbandonment counted[OD_TALLY_N_WINDOWS] = { { 10, 1 }, { 100, 2 } };

static void
happen (OdLedgerCache *cache, gint64 campaign, gint64 seq)
{
  OdEvent event = { .kind = OD_EVENT_CALL_DISPOSED, .seq = seq, .campaign_id = campaign };

  od_ledger_cache_on_event (cache, &event);
}

static void
test_a_count_is_kept_while_nothing_happens (void)
{
  OdLedgerCache *cache = od_ledger_cache_new ();
  OdAbandonment found[OD_TALLY_N_WINDOWS];

  g_assert_false (od_ledger_cache_find (cache, 1, TODAY, found));
  od_ledger_cache_keep (cache, 1, 5, TODAY, counted);
  happen (cache, 1, 5); /* told late: it is counted already */
  happen (cache, 2, 6);
  happen (cache, 0, 7);
  g_assert_true (od_ledger_cache_find (cache, 1, TODAY, found));
  g_assert_cmpmem (found, sizeof found, counted, sizeof counted);
  g_assert_false (od_ledger_cache_find (cache, 2, TODAY, found));
  g_assert_false (od_ledger_cache_find (cache, 1, TODAY + DAY, found));
  happen (cache, 1, 8);
  g_assert_false (od_ledger_cache_find (cache, 1, TODAY, found));
  od_ledger_cache_free (cache);
}

static void
test_a_count_that_was_overtaken_is_not_kept (void)
{
  OdLedgerCache *cache = od_ledger_cache_new ();
  static const OdAbandonment older[OD_TALLY_N_WINDOWS];
  OdAbandonment found[OD_TALLY_N_WINDOWS];

  happen (cache, 1, 6);
  od_ledger_cache_keep (cache, 1, 5, TODAY, older);
  g_assert_false (od_ledger_cache_find (cache, 1, TODAY, found));
  od_ledger_cache_keep (cache, 1, 6, TODAY, counted);
  od_ledger_cache_keep (cache, 1, 5, TODAY, older); /* it took longer */
  g_assert_true (od_ledger_cache_find (cache, 1, TODAY, found));
  g_assert_cmpint (found[OD_TALLY_DAY].people, ==, 10);
  od_ledger_cache_free (cache);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ledger-cache/a-count-is-kept-while-nothing-happens",
                   test_a_count_is_kept_while_nothing_happens);
  g_test_add_func ("/ledger-cache/a-count-that-was-overtaken-is-not-kept",
                   test_a_count_that_was_overtaken_is_not_kept);
  return g_test_run ();
}
