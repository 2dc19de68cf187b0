/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What a campaign's past says of the days to come: what a rehearsal begins with. */
typedef struct {
  gint64 agents; /* assigned to it */
  gint64 leads;  /* that it would call, whether it is active or not */

  /* Of the last 30 days: calls that an agent talked on, and those of them with people. */
  gint64 talked;
  gint64 people;

  /* The abandonment ledger of the 30 days that the law looks at (OD_TALLY_MONTH). */
  gint64 month_people;
  gint64 month_abandoned;

  /* The trunk's limits; 0: none. */
  gint64 calls_per_second;
  gint64 channels;

  char *learned; /* by its pacer, in its own words; "": nothing yet */
} OdPast;

#define OD_PAST_DAYS 30

OdPast *od_past_new (void);
void od_past_free (OdPast *past);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdPast, od_past_free)
