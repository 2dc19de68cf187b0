/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/model/tally.h"

/*
 * Under whose law a campaign calls: a row of numbers for each profile, and functions that
 * read it. No other place knows a number of the law.
 */
typedef enum {
  OD_RULES_NONE, /* not chosen: such a campaign cannot be saved */
  OD_RULES_US_TSR,
  OD_RULES_UK,
  OD_RULES_EU,
  OD_RULES_TEST, /* only with trunks on loopback */
  OD_RULES_N,
} OdCallingRules;

/** OD_CALLING_RULES_MIN_RING_MS: of every profile: a phone that rings is not given up
 * before. 47 CFR 64.1200(a)(6): 15 s; Ofcom asks the same. */
#define OD_CALLING_RULES_MIN_RING_MS 15000

/** OD_CALLING_RULES_WAIT_MS: of every profile: a person who answered and hears nobody for
 * so long has been abandoned. 16 CFR 310.4(b)(4)(iii): 2 s. */
#define OD_CALLING_RULES_WAIT_MS 2000

/* One profile. */
typedef struct {
  const char *name; /* on the wire */
  guint cap;        /* abandoned of those answered by a person, in tenths of a percent */
  guint multiplier_x10; /* the Outbound Multiplier that a new campaign begins with */
  gint64 min_ring_ms;
  gint64 wait_ms;
  gboolean loopback; /* may be chosen only where all trunks are on loopback */
  gboolean shorts;   /* numbers too short for a subscriber are called: tests, extensions;
                        else somebody's 112 in a list would be */
} OdCallingProfile;

/** od_calling_rules_get: never NULL. */
const OdCallingProfile *od_calling_rules_get (OdCallingRules rules);

/** od_calling_rules_from_name: FALSE when @name is no profile. */
gboolean od_calling_rules_from_name (const char *name, OdCallingRules *rules);

/** od_calling_rules_get_first_day: of the window that the day @today (day.h) lies in:
 * itself, or the 30 days that begin with every 30th. The cap holds in each by itself. */
gint64 od_calling_rules_get_first_day (OdTallyWindow window, gint64 today);
