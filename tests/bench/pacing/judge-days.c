/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Days of one dialer in one world, as one line of figures for tests/bench/pacing/table.
 * Day after day has its own seed; every one begins without anything learned.
 *
 * usage: judge-days outdial|vicidial AGENTS ANSWERS TALK DRIFT HOURS DAYS SEED
 * [PARAMETER…]
 * The parameter of outdial is its Outbound Multiplier.
 */
#include "daemon/rehearsal/paced.h"
#include "judged.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SEED_STEP                                                                        \
  7919 /* from one day's to the next; a prime, so that runs do not share */

static void *
create_outdial (const World *world, const double *parameters)
{
  OdPacedSettings settings = {
    .pacing = { .multiplier_x10 = (int) (parameters[0] * 10 + 0.5), .cap_permille = 30 }
  };

  return od_paced_new (&settings, NULL);
}

static void
destroy_outdial (void *dialer)
{
  od_paced_free (dialer);
}

int
main (int argc, char *argv[])
{
  const Judged outdial = { "outdial", od_paced_dialer, create_outdial, destroy_outdial };
  const Judged *const dialers[] = { &outdial, &judged_vicidial };
  double parameters[JUDGED_MAX_PARAMETERS] = { 0 };
  const Judged *dialer = NULL;
  OdStageResult result = { 0 };
  OdStageWorld stage;
  World world;

  for (int i = 0; i < 2; i++)
    if (argc > 8 && strcmp (argv[1], dialers[i]->name) == 0)
      dialer = dialers[i];
  if (dialer == NULL) {
    fprintf (stderr, "usage: judge-days outdial|vicidial AGENTS ANSWERS TALK DRIFT HOURS "
                     "DAYS SEED [PARAMETER...]\n");
    return 2;
  }

  world = (World){ .agents = atoi (argv[2]),
                   .answers = atof (argv[3]),
                   .talk = (WorldTalk) atoi (argv[4]),
                   .drift = (WorldDrift) atoi (argv[5]),
                   .hours = atof (argv[6]) };
  for (int i = 9; i < argc && i < 9 + JUDGED_MAX_PARAMETERS; i++)
    parameters[i - 9] = atof (argv[i]);
  world_set (&stage, &world);
  for (int i = 0; i < atoi (argv[7]); i++) {
    void *state = dialer->create (&world, parameters);

    od_stage_play (&stage, &dialer->stage, state, atol (argv[8]) + SEED_STEP * i,
                   &result);
    dialer->destroy (state);
  }

  printf ("utilisation %.5f idle_s %.4f abandoned %.6f breaches %ld placed %ld served "
          "%ld "
          "decisions %ld decision_us %.3f\n",
          result.busy_s / result.paid_s, (result.paid_s - result.busy_s) / result.served,
          (double) result.abandoned / result.answered, result.breaches, result.placed,
          result.served, result.decisions, result.deciding_us / result.decisions);
  return 0;
}
