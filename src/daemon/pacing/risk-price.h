/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/pacing/abandon-guard.h"

#include <stdbool.h>

/*
 * How much risk one more call may be: the chance that who answers it finds nobody. It is
 * steered by what came of it, so that abandons stay a little below the cap: each person
 * who was served raises it by so little, each who was lost lowers it by so much, that
 * both are even at the wanted share. Steady risk beats catching up: utilisation is
 * concave in abandons, and steering more sharply cost a team of five 3 to 4 points in the
 * simulator.
 */
typedef struct {
  double learned; /* logarithm of a factor on what a team of that size begins with; 0 is a
                     price that has learned nothing */
} OdRiskPrice;

/** od_risk_price_learn: @served people and @lost ones more, under @cap_permille. */
void
od_risk_price_learn (OdRiskPrice *price, int cap_permille, double served, double lost);

/** od_risk_price_get: the risk that a team of @agents takes now under @ledger. @lost:
 * people expected to find nobody as it is. */
double od_risk_price_get (const OdRiskPrice *price,
                          const OdLedger *ledger,
                          int agents,
                          double lost);
