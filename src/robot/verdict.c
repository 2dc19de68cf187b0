/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A weighted draw. Pure.
 */
#include "robot/verdict.h"

#include "shared/model/disposition.h"

#include <string.h>

#define OTHER_WEIGHT 3 /* of a campaign's own label */

/* clang-format off */
static const struct {
  const char *label;
  guint weight;
} weights[] = {
  { "NOT INTERESTED",      40 },
  { "ANSWERING MACHINE",   18 },
  { "SALE MADE",           12 },
  { "CALL BACK",           10 },
  { "BUSY",                 8 },
  { "DECLINED SALE",        6 },
  { "DISCONNECTED NUMBER",  2 },
  { "WRONG DETAILS",        2 },
  { "DO NOT CALL",          1 },
  { "CALL TRANSFERRED",     0 }, /* nobody was transferred */
};
/* clang-format on */

static guint
weight_of (const char *label)
{
  for (gsize i = 0; i < G_N_ELEMENTS (weights); i++) {
    if (strcmp (weights[i].label, label) == 0)
      return weights[i].weight;
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

  if (offered == NULL || offered[0] == NULL)
    offered = od_disposition_get_predefined ();
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
