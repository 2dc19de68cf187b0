/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>

/*
 * The ledger of people who answered and met silence. Rule L1 (16 CFR 310.4(b)(4)(i)):
 * abandoned / answered by a person must not pass the cap over the campaign's window.
 * The guard looks at the worst that calls in flight can still do, so that no outcome of
 * a call it allowed can break the cap: because abandoned/answered grows with every
 * further abandon, checking "all answer now, nobody comes free" covers every case. The
 * answers that do find an agent do not help: they count only once they are disposed as
 * a person, long after the others were lost, or were machines and never count.
 */
typedef struct {
  long answered;    /* by a person, in the window: disposed as one, or abandoned */
  long abandoned;   /* of those, the ones no agent reached in 2.0 s */
  int cap_permille; /* 30 is 3 % */
} OdLedger;

/**
 * od_abandon_guard_is_safe:
 * @ready: agents who could take a call this instant
 * @waiting: leads who answered and wait for one
 * @in_flight: calls not answered yet, with the one that is asked about
 *
 * Returns: whether the cap would hold if every call in flight were answered now and no
 *   further agent came free. Pure; exact integer arithmetic.
 */
bool
od_abandon_guard_is_safe (const OdLedger *ledger, int ready, int waiting, int in_flight);

/** od_abandon_guard_count_left: how many people more could be lost under the cap, which
 * is below 1000: 0 or more. Pure. */
long od_abandon_guard_count_left (const OdLedger *ledger);
