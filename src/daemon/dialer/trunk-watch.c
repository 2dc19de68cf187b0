/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether a trunk lets calls through. Pure.
 */
#include "daemon/dialer/trunk-watch.h"

#define THROUGH_TO_BE_WELL 3

/* The past forgets slowly: 200 calls weigh as much as all before them. What is refused
 * below one call in 20 is not told from chance. */
#define PAST_WEIGHT (1.0 / 200)
#define LEAST_PAST  0.05

/* That many deviations from what is usual come by chance once in some million calls. */
#define DEVIATIONS 5.0

void
od_trunk_watch_init (OdTrunkWatch *watch)
{
  *watch = (OdTrunkWatch){ .past = LEAST_PAST, .pause_us = OD_TRUNK_FIRST_PAUSE_US };
}

static void
remember (OdTrunkWatch *watch, gboolean refused)
{
  if (watch->n_recent == OD_TRUNK_RECENT) {
    gboolean oldest = watch->recent >> (OD_TRUNK_RECENT - 1) & 1;

    watch->past += (oldest - watch->past) * PAST_WEIGHT;
  } else {
    watch->n_recent++;
  }

  watch->recent = watch->recent << 1 | refused;
}

static guint
count_recent (const OdTrunkWatch *watch)
{
  guint n = 0;

  for (guint i = 0; i < watch->n_recent; i++)
    n += watch->recent >> i & 1;
  return n;
}

/* The binomial distribution has the mean n p and the variance n p (1 - p). */
static gboolean
is_far_from_past (const OdTrunkWatch *watch)
{
  double p = CLAMP (watch->past, LEAST_PAST, 1.0);
  double more = count_recent (watch) - watch->n_recent * p;

  return more > 0.0
         && more * more > DEVIATIONS * DEVIATIONS * OD_TRUNK_RECENT * p * (1.0 - p);
}

/* Only a trial makes the pause longer: what is refused during one was placed before. */
static void
wait_for_trial (OdTrunkWatch *watch, guint retry_after_s, gint64 now_us)
{
  gint64 asked_us = (gint64) MIN (retry_after_s, OD_TRUNK_LONGEST_RETRY_AFTER_S)
                    * G_USEC_PER_SEC;

  if (now_us >= watch->next_us) {
    watch->next_us = now_us + watch->pause_us;
    watch->pause_us = MIN (watch->pause_us * 3 / 2, OD_TRUNK_LONGEST_PAUSE_US);
  }
  watch->next_us = MAX (watch->next_us, now_us + asked_us);
}

static void
fall_sick (OdTrunkWatch *watch, guint retry_after_s, gint64 now_us)
{
  if (watch->sick_us == 0)
    watch->sick_us = now_us;
  watch->state = OD_TRUNK_SICK;
  watch->next_us = 0;
  watch->n_suspects = 0; /* it was not their fault */
  wait_for_trial (watch, retry_after_s, now_us);
}

static void
get_well (OdTrunkWatch *watch)
{
  watch->state = OD_TRUNK_WELL;
  watch->sick_us = 0;
  watch->pause_us = OD_TRUNK_FIRST_PAUSE_US;
}

/* What was refused while it was sick says nothing of what comes. */
static void
recover (OdTrunkWatch *watch)
{
  watch->state = OD_TRUNK_RECOVERING;
  watch->through = 0;
  watch->recent = 0;
  watch->n_recent = 0;
}

static void
on_refused (OdTrunkWatch *watch, gint64 lead_id, guint retry_after_s, gint64 now_us)
{
  watch->refused++;
  if (watch->state == OD_TRUNK_SICK) {
    wait_for_trial (watch, retry_after_s, now_us);
    return;
  }

  remember (watch, TRUE);
  if (watch->n_suspects < G_N_ELEMENTS (watch->suspects))
    watch->suspects[watch->n_suspects++] = lead_id;
  if (watch->refused >= OD_TRUNK_REFUSED_IN_A_ROW || watch->state == OD_TRUNK_RECOVERING
      || is_far_from_past (watch))
    fall_sick (watch, retry_after_s, now_us);
}

static void
on_no_number (OdTrunkWatch *watch, gint64 now_us)
{
  watch->no_number++;
  if (watch->state == OD_TRUNK_SICK)
    wait_for_trial (watch, 0, now_us);
  else if (watch->no_number >= OD_TRUNK_NO_NUMBER_IN_A_ROW)
    fall_sick (watch, 0, now_us);
}

static void
on_through (OdTrunkWatch *watch, GArray **accused)
{
  watch->refused = 0;
  watch->no_number = 0;
  if (watch->state == OD_TRUNK_SICK)
    recover (watch);
  remember (watch, FALSE);
  if (watch->n_suspects > 0 && watch->state == OD_TRUNK_WELL) {
    *accused = g_array_new (FALSE, FALSE, sizeof (gint64));
    g_array_append_vals (*accused, watch->suspects, watch->n_suspects);
  }
  watch->n_suspects = 0;
  if (watch->state == OD_TRUNK_RECOVERING && ++watch->through >= THROUGH_TO_BE_WELL)
    get_well (watch);
}

gboolean
od_trunk_watch_note (OdTrunkWatch *watch,
                     OdTrunkWord word,
                     gint64 lead_id,
                     guint retry_after_s,
                     gint64 now_us,
                     GArray **accused)
{
  OdTrunkState was = watch->state;

  *accused = NULL;
  switch (word) {
  case OD_TRUNK_RANG:
    if (watch->state == OD_TRUNK_SICK)
      recover (watch);
    break;
  case OD_TRUNK_THROUGH:
    on_through (watch, accused);
    break;
  case OD_TRUNK_REFUSED:
    on_refused (watch, lead_id, retry_after_s, now_us);
    break;
  case OD_TRUNK_NO_NUMBER:
    on_no_number (watch, now_us);
    break;
  }

  return watch->state != was;
}

int
od_trunk_watch_get_room (const OdTrunkWatch *watch, guint trying, gint64 now_us)
{
  if (watch->state != OD_TRUNK_SICK)
    return G_MAXINT;

  return trying == 0 && now_us >= watch->next_us ? 1 : 0;
}
