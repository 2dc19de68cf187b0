/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The price of a call. Pure C.
 */
#include "daemon/pacing/risk-price.h"

#include <math.h>

/* Of the cap: what is aimed at. The guard behind keeps the cap whatever is aimed at; what
 * is left over is its working capital. With 0.96 five agents idle 0.6 s longer for each
 * call, with 0.99 ten come half a percent less near to the exact optimum. */
#define AIM           0.975
#define STEP          0.03
#define LEAST_LEARNED -9.0
#define MOST_LEARNED  3.3
#define MOST_RISK     0.9
/* Risks that teams of 5, 20 and 50 settle at in the simulator are near FIRST_RISK,
 * divided by one more for each FIRST_TEAM agents. */
#define FIRST_RISK 0.03
#define FIRST_TEAM 12.0
/* An abandon that may still be spent raises the risk by so much, to a limit. */
#define PER_CREDIT  0.06
#define MOST_CREDIT 6.0
#define MOST_DEBT   12.0
/* A campaign begins carefully: its full risk after so many people. */
#define CAREFUL_PEOPLE 105.0
#define FIRST_PEOPLE   5.0
/* When what is lost and about to be lost would reach the cap, little more is risked; at
 * the first of a day's people some slack, because few say little. */
#define NEXT_LOST    1.3
#define FIRST_SLACK  4.0
#define SLACK_PEOPLE 500.0
#define HOT          0.1

void
od_risk_price_learn (OdRiskPrice *price, int cap_permille, double served, double lost)
{
  double aim = AIM * cap_permille / 1000.0;

  price->learned += STEP * (served * aim - lost * (1 - aim));
  price->learned = fmin (fmax (price->learned, LEAST_LEARNED), MOST_LEARNED);
}

double
od_risk_price_get (const OdRiskPrice *price,
                   const OdLedger *ledger,
                   int agents,
                   double lost)
{
  double cap = ledger->cap_permille / 1000.0, people = fmax (ledger->answered, 0);
  double credit = AIM * cap * people - ledger->abandoned;
  double slack = FIRST_SLACK * fmax (1 - people / SLACK_PEOPLE, 0);
  double risk = FIRST_RISK / (1 + agents / FIRST_TEAM);

  risk *= exp (price->learned
               + PER_CREDIT * fmin (fmax (credit, -MOST_DEBT), MOST_CREDIT));
  if (ledger->abandoned + NEXT_LOST + lost > cap * (people + 1) + slack)
    risk *= HOT;
  risk *= fmin ((people + FIRST_PEOPLE) / CAREFUL_PEOPLE, 1);
  return fmin (risk, MOST_RISK);
}
