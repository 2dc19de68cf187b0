/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What processor time does a decision take with 200 agents and 600 calls in flight? The
 * mean of many, with all tables that are worked out meanwhile.
 */
#include "daemon/pacing/pacer.h"

#include <stdio.h>
#include <time.h>

enum { AGENTS = 200, CALLS = 600, DECISIONS = 4000 };

static double
get_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec * 1e6 + now.tv_nsec / 1e3;
}

static void
tell (OdPacer *pacer, double at_s, OdPacerEventKind kind, int call, int agent)
{
  OdPacerEvent event = { at_s, kind, (uint64_t) call, agent };

  od_pacer_event (pacer, &event);
}

int
main (void)
{
  static const OdPacerSettings settings = { 100, 30 };
  OdPacer *pacer = od_pacer_new (&settings, 1000000, 0);
  OdPacerView view = { .unpaused = AGENTS, .in_flight = CALLS };
  double began, now = 0;

  for (int i = 0; i < AGENTS; i++)
    tell (pacer, now, OD_PACER_CONNECT, 0, i + 1);
  for (int i = 0; i < CALLS - 1; i++)
    tell (pacer, now += 0.04, OD_PACER_LAUNCH, i + 1, 0);

  began = get_us ();
  for (int i = 0; i < DECISIONS; i++) {
    tell (pacer, now += 0.05, OD_PACER_FAIL, i + 1, 0);
    tell (pacer, now, OD_PACER_LAUNCH, i + CALLS, 0);
    view.now_s = now;
    od_pacer_decide (pacer, &view);
  }
  printf ("decision_us %.2f\n", (get_us () - began) / DECISIONS);
  od_pacer_free (pacer);
  return 0;
}
