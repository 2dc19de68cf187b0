/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/model/pace.h"

#define OD_HOUR_MINUTES 60

/* What one campaign did in one minute. Each thing counts in the minute it happened in: a
 * call that was placed in one may be answered in the next. -1: not known. */
typedef struct {
  gint64 at_ms;           /* when it began: Unix milliseconds, a whole minute */
  gint64 placed;          /* INVITEs that left */
  gint64 answered;        /* picked up, by a person or a machine */
  gint64 abandoned;       /* picked up, and ended before any agent heard it */
  gint64 idle_hundredths; /* agents whom a call could be handed to, on average */
} OdHourMinute;

/* A campaign's last hour, and how it stands now. */
typedef struct {
  OdHourMinute minutes[OD_HOUR_MINUTES]; /* oldest first; the last one is not over */
  OdPace now;
} OdHour;
