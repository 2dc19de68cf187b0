/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The worst case, before it can happen. Plain C, so that it links into the simulator.
 */
#include "daemon/pacing/abandon-guard.h"

#include <assert.h>

bool
od_abandon_guard_is_safe (const OdLedger *ledger, int ready, int waiting, int in_flight)
{
  long more_answers = (long) waiting + in_flight;
  long lost = more_answers > ready ? more_answers - ready : 0;

  if (lost == 0)
    return true;

  return (ledger->abandoned + lost) * 1000
         <= ledger->cap_permille * (ledger->answered + lost);
}

long
od_abandon_guard_count_left (const OdLedger *ledger)
{
  long left = ledger->cap_permille * ledger->answered - ledger->abandoned * 1000;

  assert (ledger->cap_permille < 1000);
  /* Each of them has answered, too. */
  return left > 0 ? left / (1000 - ledger->cap_permille) : 0;
}
