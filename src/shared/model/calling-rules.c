/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The numbers of the law, once. Pure.
 */
#include "shared/model/calling-rules.h"

#include "shared/model/names.h"

#define MONTH 30 /* days */

/* US: 16 CFR 310.4(b)(4)(i), 3 %. UK: Ofcom's statement of 20 December 2016 knows no safe
 * harbour: 0, progressive only. EU: as strict as the strictest member we know. TEST: the
 * US figures, so that they are tested. */
#define RING OD_CALLING_RULES_MIN_RING_MS
/* One call per ready agent, or as many as the predictor finds wise under a cap that
 * leaves it room: the ceiling binds only where hardly anybody answers. */
#define PROGRESSIVE 10
#define PREDICTIVE  30
#define WAIT        OD_CALLING_RULES_WAIT_MS

/* Members by name: one that is added does not shift what stands behind it. */
/* clang-format off */
static const OdCallingProfile profiles[OD_RULES_N] = {
  [OD_RULES_NONE]   = { .name = "", .cap = 0, .multiplier_x10 = PROGRESSIVE,
                        .min_ring_ms = RING, .wait_ms = WAIT },
  [OD_RULES_US_TSR] = { .name = "US-TSR", .cap = 30, .multiplier_x10 = PREDICTIVE,
                        .min_ring_ms = RING, .wait_ms = WAIT },
  [OD_RULES_UK]     = { .name = "UK", .cap = 0, .multiplier_x10 = PROGRESSIVE,
                        .min_ring_ms = RING, .wait_ms = WAIT },
  [OD_RULES_EU]     = { .name = "EU", .cap = 0, .multiplier_x10 = PROGRESSIVE,
                        .min_ring_ms = RING, .wait_ms = WAIT },
  [OD_RULES_TEST]   = { .name = "TEST", .cap = 30, .multiplier_x10 = PROGRESSIVE,
                        .min_ring_ms = RING, .wait_ms = WAIT,
                        .loopback = TRUE, .shorts = TRUE },
};
/* clang-format on */

const OdCallingProfile *
od_calling_rules_get (OdCallingRules rules)
{
  g_assert (rules < OD_RULES_N);
  return &profiles[rules];
}

gboolean
od_calling_rules_from_name (const char *name, OdCallingRules *rules)
{
  guint found;

  if (!OD_NAMES_FIND (profiles, name, &found) || found == OD_RULES_NONE)
    return FALSE;

  *rules = found;
  return TRUE;
}

gint64
od_calling_rules_get_first_day (OdTallyWindow window, gint64 today)
{
  return window == OD_TALLY_DAY ? today : today - today % MONTH;
}
