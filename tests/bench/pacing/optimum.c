/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The highest utilisation that any dialer can reach in the memoryless world with at most
 * 3 % abandoned: the exact optimum of the Markov decision process, by relative value
 * iteration. The cap enters with a price on it, and the price at which the bound is
 * lowest is searched for. A state is how many people are with an agent or wait for one,
 * and how many calls ring; calls can be placed at any moment and none is taken back.
 *
 * usage: optimum AGENTS ANSWERS
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TALK_RATE     (1 / 120.0)
#define RING_RATE     (1 / 12.0)
#define PATIENCE_RATE (1 / 2.0)
#define CAP           0.03
#define MOST_WAITING  6
#define MOST_ROUNDS   400000
#define PRICE_TO      400.0
#define PRICE_STEP    1.0  /* the bound is flat where it is lowest */
#define EXACT_TO      1e-4 /* of the utilisation */

typedef struct {
  int agents, most_people, most_rings;
  double answers;
  double price;    /* of an abandon above the cap */
  double all_rate; /* at which anything can happen, the same in every state */
  double *value, *best, *next;
} Process;

static double *
at (const Process *process, double *table, int people, int rings)
{
  return table + people * (process->most_rings + 1) + rings;
}

/* After the decision: as many calls more as are worth most. */
static void
decide (const Process *process)
{
  for (int people = 0; people <= process->most_people; people++) {
    double best = -INFINITY;

    for (int rings = process->most_rings; rings >= 0; rings--) {
      double value = *at (process, process->value, people, rings);

      best = value > best ? value : best;
      *at (process, process->best, people, rings) = best;
    }
  }
}

/* What a state is worth one event later. */
static double
look_ahead (const Process *process, int people, int rings)
{
  int talking = people < process->agents ? people : process->agents;
  int waiting = people - talking;
  double lost = process->price * (1 - CAP);
  double talk = talking * TALK_RATE, leave = waiting * PATIENCE_RATE;
  double answer = rings * RING_RATE * process->answers;
  double fail = rings * RING_RATE * (1 - process->answers);
  double left = process->all_rate - talk - leave - answer - fail;
  double worth = left * *at (process, process->value, people, rings);

  if (talking > 0)
    worth +=
      talk * (*at (process, process->best, people - 1, rings) + 1 + process->price * CAP);
  if (waiting > 0)
    worth += leave * (*at (process, process->best, people - 1, rings) - lost);
  if (rings > 0)
    worth += fail * *at (process, process->best, people, rings - 1);
  if (rings > 0 && people < process->most_people)
    worth += answer * *at (process, process->best, people + 1, rings - 1);
  else if (rings > 0)
    worth += answer * (*at (process, process->best, people, rings - 1) - lost);
  return worth / process->all_rate;
}

/* One round over all states; @highest and @lowest: how much any has gained. */
static void
improve (Process *process, double *highest, double *lowest)
{
  int n = (process->most_people + 1) * (process->most_rings + 1);

  decide (process);
  for (int people = 0; people <= process->most_people; people++)
    for (int rings = 0; rings <= process->most_rings; rings++)
      *at (process, process->next, people, rings) = look_ahead (process, people, rings);

  *highest = -INFINITY;
  *lowest = INFINITY;
  for (int i = 0; i < n; i++) {
    double gain = process->next[i] - process->value[i];

    *highest = gain > *highest ? gain : *highest;
    *lowest = gain < *lowest ? gain : *lowest;
  }
  for (int i = n - 1; i >= 0; i--)
    process->value[i] = process->next[i] - process->next[0];
}

/* Talks per second, at most, with the price paid. What was found for another price is a
 * good beginning. */
static double
solve (Process *process, double price)
{
  double highest = 0, lowest = 0;

  process->price = price;
  for (int round = 0; round < MOST_ROUNDS; round++) {
    improve (process, &highest, &lowest);
    if (highest - lowest < EXACT_TO * highest)
      break;
  }

  return highest * process->all_rate;
}

/* Golden section: the price with the lowest bound lies between @low and @high. */
static double
search (Process *process)
{
  const double golden = (sqrt (5) - 1) / 2;
  double low = 0, high = PRICE_TO;
  double a = high - golden * high, b = golden * high;
  double at_a = solve (process, a), at_b = solve (process, b);

  while (high - low >= PRICE_STEP) {
    if (at_a < at_b) {
      high = b;
      b = a;
      at_b = at_a;
      at_a = solve (process, a = high - golden * (high - low));
    } else {
      low = a;
      a = b;
      at_a = at_b;
      at_b = solve (process, b = low + golden * (high - low));
    }
  }

  return at_a < at_b ? at_a : at_b;
}

int
main (int argc, char *argv[])
{
  Process process = { .agents = argc > 2 ? atoi (argv[1]) : 0 };
  size_t n;

  if (process.agents <= 0) {
    fprintf (stderr, "usage: optimum AGENTS ANSWERS\n");
    return 2;
  }

  process.answers = atof (argv[2]);
  process.most_people = process.agents + MOST_WAITING;
  process.most_rings =
    (int) ((process.agents * TALK_RATE / RING_RATE * 2.2 + 8) / process.answers + 6);
  process.all_rate = process.agents * TALK_RATE + process.most_rings * RING_RATE
                     + MOST_WAITING * PATIENCE_RATE;
  n = (size_t) (process.most_people + 1) * (process.most_rings + 1);
  process.value = calloc (n, sizeof (double));
  process.best = calloc (n, sizeof (double));
  process.next = calloc (n, sizeof (double));
  printf ("utilisation %.5f\n", search (&process) / (process.agents * TALK_RATE));
  free (process.value);
  free (process.best);
  free (process.next);
  return 0;
}
