/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/model/hour.h"

/*
 * One campaign's last hour, minute by minute. What is noted costs the same however much
 * was noted before; nothing has to be done when a minute is over. All times are
 * monotonic microseconds. Pure; one thread at a time.
 */
typedef enum {
  OD_MINUTE_PLACED,
  OD_MINUTE_ANSWERED,
  OD_MINUTE_ABANDONED,
  OD_MINUTE_N_KINDS,
} OdMinuteKind;

typedef struct {
  gint64 minute; /* which one it is, from the base on */
  gint64 counts[OD_MINUTE_N_KINDS];
  gint64 idle_us; /* summed over the agents */
} OdMinuteSlot;

typedef struct {
  gint64 base_us;    /* where minute 0 begins */
  gint64 born_us;    /* before, nobody knows how many agents were idle */
  gint64 counted_us; /* before, nobody knows what was placed */
  gint64 since_us;   /* until then idle agents are summed */
  gint64 idle;       /* agents, since then */
  OdMinuteSlot slots[OD_HOUR_MINUTES];
} OdMinuteRing;

/** od_minute_ring_init: @base_us: a minute begins then, at least an hour before all that
 * will be noted. @born_us: from then on it is told of idle agents; none is idle. */
void od_minute_ring_init (OdMinuteRing *ring, gint64 base_us, gint64 born_us);

/** od_minute_ring_note: one of @kind happened at @at_us, in any order; what is older than
 * an hour before the newest note may be forgotten already. */
void od_minute_ring_note (OdMinuteRing *ring, OdMinuteKind kind, gint64 at_us);

/** od_minute_ring_move_idle: from @now_us on there are @by more idle agents (or fewer).
 */
void od_minute_ring_move_idle (OdMinuteRing *ring, int by, gint64 now_us);

/** od_minute_ring_forget: what was placed before @at_us is not known in full: the minutes
 * that began earlier have no counts. */
void od_minute_ring_forget (OdMinuteRing *ring, gint64 at_us);

/** od_minute_ring_read: @minutes has OD_HOUR_MINUTES places; the last is that of @now_us.
 * Their at_ms is not touched. */
void od_minute_ring_read (OdMinuteRing *ring, gint64 now_us, OdHourMinute *minutes);
