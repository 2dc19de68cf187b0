/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <re.h>
#include <rem.h>

/* How much of the energy of a sound is a tone of @hz: 1 for the tone alone, 0 for
 * anything else and for silence. */
static double
tone_share (const int16_t *sampv, size_t sampc, double hz)
{
  struct goertzel g;
  double energy = 0;

  goertzel_init (&g, hz, 8000);
  for (size_t i = 0; i < sampc; i++) {
    goertzel_update (&g, sampv[i]);
    energy += (double) sampv[i] * sampv[i];
  }

  return energy > 0 ? 2 * goertzel_result (&g) / (sampc * energy) : 0;
}
