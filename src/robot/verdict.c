/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A weighted draw. Pure.
 */
#include "robot/verdict.h"

#include "shared/model/disposition.h"

#include <string.h>

#define OTHER_WEIGHT 3 /* of a campaign's own label */

/* Of the predefined ones, in their order: nobody was transferred, and few ask not to be
 * called again. */
static const guint weights[] = { 1, 40, 12, 0, 8, 10, 2, 6, 2, 18 };

static guint
weight_of (const char *label)
{
  gsize n;
  const OdDisposition *predefined = od_disposition_get_predefined (&n);

  for (gsize i = 0; i < MIN (n, G_N_ELEMENTS (weights)); i++) {
    if (strcmp (predefined[i].label, label) == 0)
      return weights[i];
  }

  return OTHER_WEIGHT;
}

const char *
od_verdict_choose (guint32 seed, const char *call, const char *const *offered)
{
  guint32 seeds[] = { seed, g_str_hash (call) };
  g_autoptr (GRand) random = g_rand_new_with_seed_array (seeds, G_N_ELEMENTS (seeds));
  guint total = 0;
  guint left;

  g_assert (offered[0] != NULL);
  for (gsize i = 0; offered[i] != NULL; i++)
    total += weight_of (offered[i]);
  if (total == 0)
    return offered[0];

  left = g_rand_int_range (random, 0, total);
  for (gsize i = 0;; i++) {
    guint weight = weight_of (offered[i]);

    if (left < weight)
      return offered[i];
    left -= weight;
  }
}
