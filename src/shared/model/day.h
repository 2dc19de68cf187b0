/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * A day of the call centre: from midnight to midnight in its time zone, 23 to 25 hours
 * where the clock is changed. Days are counted from 1970-01-01, which is 0. Pure; any
 * thread. @zone NULL: UTC.
 */

/** od_day_zone_new: (transfer full) (nullable): the zone that IANA calls @name, like
 * America/New_York, from the machine's tzdata; "UTC" is always there. NULL: the machine
 * knows none of that name. */
GTimeZone *od_day_zone_new (const char *name);

/** od_day_of: the day on the calendar at the Unix milliseconds @at_ms. */
gint64 od_day_of (GTimeZone *zone, gint64 at_ms);

/** od_day_get_start_ms: Unix milliseconds of the first moment of @day: midnight, or,
 * where the clock is set forward then, what comes instead of it. */
gint64 od_day_get_start_ms (GTimeZone *zone, gint64 day);
