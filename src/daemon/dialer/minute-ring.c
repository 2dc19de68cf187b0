/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A slot a minute, taken again after an hour: whoever comes to a slot of an older minute
 * empties it first, and whoever looks at one sees whose it is. Pure.
 */
#include "daemon/dialer/minute-ring.h"

#define MINUTE_US (60 * G_USEC_PER_SEC)

void
od_minute_ring_init (OdMinuteRing *ring, gint64 base_us, gint64 born_us)
{
  *ring = (OdMinuteRing){
    .base_us = base_us, .born_us = born_us, .counted_us = base_us, .since_us = born_us
  };
  for (guint i = 0; i < OD_HOUR_MINUTES; i++)
    ring->slots[i].minute = -1;
}

static gint64
minute_of (const OdMinuteRing *ring, gint64 at_us)
{
  return (at_us - ring->base_us) / MINUTE_US;
}

/* NULL: a newer minute has its place. */
static OdMinuteSlot *
take_slot (OdMinuteRing *ring, gint64 minute)
{
  OdMinuteSlot *slot = &ring->slots[minute % OD_HOUR_MINUTES];

  if (slot->minute < minute)
    *slot = (OdMinuteSlot){ .minute = minute };
  return slot->minute == minute ? slot : NULL;
}

void
od_minute_ring_note (OdMinuteRing *ring, OdMinuteKind kind, gint64 at_us)
{
  OdMinuteSlot *slot = at_us >= ring->base_us ? take_slot (ring, minute_of (ring, at_us))
                                              : NULL;

  if (slot != NULL)
    slot->counts[kind]++;
}

/* At most the last hour of it. */
static void
sum_idle (OdMinuteRing *ring, gint64 now_us)
{
  gint64 last = minute_of (ring, now_us);
  gint64 first = MAX (minute_of (ring, ring->since_us), last - OD_HOUR_MINUTES + 1);

  for (gint64 minute = first; ring->idle > 0 && minute <= last; minute++) {
    gint64 begin_us = ring->base_us + minute * MINUTE_US;
    gint64 from_us = MAX (begin_us, ring->since_us);
    OdMinuteSlot *slot = take_slot (ring, minute);

    if (slot != NULL)
      slot->idle_us += ring->idle * (MIN (begin_us + MINUTE_US, now_us) - from_us);
  }
  ring->since_us = MAX (ring->since_us, now_us);
}

void
od_minute_ring_move_idle (OdMinuteRing *ring, int by, gint64 now_us)
{
  sum_idle (ring, now_us);
  ring->idle += by;
}

void
od_minute_ring_forget (OdMinuteRing *ring, gint64 at_us)
{
  ring->counted_us = MAX (ring->counted_us, at_us);
}

static void
read_minute (const OdMinuteRing *ring, gint64 minute, gint64 now_us, OdHourMinute *to)
{
  const OdMinuteSlot *slot = &ring->slots[minute % OD_HOUR_MINUTES];
  const OdMinuteSlot nothing = { 0 };
  gint64 begin_us = ring->base_us + minute * MINUTE_US;
  gint64 known_us = MIN (begin_us + MINUTE_US, now_us) - MAX (begin_us, ring->born_us);
  gboolean counted = begin_us >= ring->counted_us;

  if (slot->minute != minute)
    slot = &nothing;
  to->placed = counted ? slot->counts[OD_MINUTE_PLACED] : -1;
  to->answered = counted ? slot->counts[OD_MINUTE_ANSWERED] : -1;
  to->abandoned = counted ? slot->counts[OD_MINUTE_ABANDONED] : -1;
  to->idle_hundredths = known_us > 0 ? (slot->idle_us * 100 + known_us / 2) / known_us
                                     : -1;
}

void
od_minute_ring_read (OdMinuteRing *ring, gint64 now_us, OdHourMinute *minutes)
{
  gint64 first = minute_of (ring, now_us) - OD_HOUR_MINUTES + 1;

  sum_idle (ring, now_us);
  for (gint64 i = 0; i < OD_HOUR_MINUTES; i++)
    read_minute (ring, first + i, now_us, &minutes[i]);
}
