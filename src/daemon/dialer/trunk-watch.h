/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * Does the trunk let calls through? Told of each call what the trunk made of it, it says
 * whether more may be placed, and which leads were refused while others got through.
 * Arithmetic only: no clock of its own, no call, no lead.
 *
 *             3 refusals in a row, 20 bad numbers in a row,
 *             or far more refusals than this trunk ever had
 *      WELL ----------------------------------------------> SICK --+
 *       ^                                                   |  ^   | refused again, or no
 *       |             a phone rings, or somebody answers,   |  +---+ such number: longer
 *       |             is busy, declines or rings out        v        pause
 *       +--- 3 calls in a row get through ------------- RECOVERING
 *                                                           |
 *                     one refusal ---> SICK, the pause goes on growing
 *
 * A sick trunk is tried by one call at a time, each after a pause and with another lead.
 * A phone that rings is believed at once, so that no agent waits for its end; but
 * carriers also ring and then refuse ("your credit is used up"), so that a single
 * refusal after it is enough.
 */

typedef enum {
  OD_TRUNK_RANG,    /* a phone rings: said once of a call, before its end */
  OD_TRUNK_THROUGH, /* a person or a phone decided: answered, busy, declined, rang out */
  OD_TRUNK_REFUSED, /* the trunk would not, or said nothing at all */
  OD_TRUNK_NO_NUMBER, /* there is no such number: its own fault, unless all are */
} OdTrunkWord;

typedef enum {
  OD_TRUNK_WELL,
  OD_TRUNK_RECOVERING,
  OD_TRUNK_SICK,
} OdTrunkState;

enum {
  OD_TRUNK_REFUSED_IN_A_ROW = 3,
  OD_TRUNK_NO_NUMBER_IN_A_ROW = 20,
  OD_TRUNK_RECENT = 40, /* calls that are compared with all before them */
};

#define OD_TRUNK_FIRST_PAUSE_US   (1 * G_USEC_PER_SEC)
#define OD_TRUNK_LONGEST_PAUSE_US (120 * G_USEC_PER_SEC)
/* What a carrier may ask for by Retry-After; one that asks for more is tried sooner. */
#define OD_TRUNK_LONGEST_RETRY_AFTER_S 3600

typedef struct {
  OdTrunkState state;
  guint refused;   /* in a row: nobody got through in between */
  guint no_number; /* in a row, likewise */
  guint through;   /* in a row, while it recovers */
  guint64 recent;  /* a bit a call, the newest lowest: refused */
  guint n_recent;  /* of them that are known */
  double past;     /* the share that was refused, of what is not recent any more */
  gint64 pause_us; /* the next one's length */
  gint64 next_us;  /* SICK: when the next trial is due, by the monotonic clock */
  gint64 sick_us;  /* since when; 0: it is WELL */
  gint64
    suspects[OD_TRUNK_REFUSED_IN_A_ROW]; /* leads refused since somebody got through */
  guint n_suspects;
} OdTrunkWatch;

/** od_trunk_watch_init: a trunk nothing is known of is believed to be well. */
void od_trunk_watch_init (OdTrunkWatch *watch);

/**
 * od_trunk_watch_note:
 * @lead_id: whose call it was
 * @retry_after_s: what the trunk asked for, 0: nothing
 * @accused: (out) (nullable) (transfer container) (element-type gint64): leads that were
 *   refused although calls before and after them got through: it may be their own fault;
 *   NULL for none
 *
 * One word of the trunk on one call, in the order they come in.
 *
 * Returns: whether the state is another now.
 */
gboolean od_trunk_watch_note (OdTrunkWatch *watch,
                              OdTrunkWord word,
                              gint64 lead_id,
                              guint retry_after_s,
                              gint64 now_us,
                              GArray **accused);

/**
 * od_trunk_watch_get_room:
 * @trying: calls of which the trunk has said nothing yet, or leads claimed for one
 *
 * Returns: how many more may be placed now: G_MAXINT while the trunk is not sick, else 1
 *   or 0.
 */
int od_trunk_watch_get_room (const OdTrunkWatch *watch, guint trying, gint64 now_us);
