/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * Minutes in a row, each with some figures: as columns of a picture and as words. A
 * figure that is NAN is not known. Pure; any thread.
 */
#define OD_MINUTES_MAX 60

typedef enum {
  OD_MINUTES_DIALED,
  OD_MINUTES_ANSWERED,
  OD_MINUTES_ABANDONED,
  OD_MINUTES_IDLE_AGENTS, /* on average */
  OD_MINUTES_N_LANES,
} OdMinutesLane;

typedef struct {
  gint64 at_ms; /* when it began: Unix milliseconds */
  double values[OD_MINUTES_N_LANES];
} OdMinute;

/* Whole pixels, from the left edge. */
typedef struct {
  int x;
  int width;
} OdMinutesColumn;

/** od_minutes_get_title: (transfer none): of a lane, translated. */
const char *od_minutes_get_title (OdMinutesLane lane);

/** od_minutes_place: the @i-th of @n columns that fill @across pixels; there is a gap
 * before the next one where there is room for it. */
OdMinutesColumn od_minutes_place (gsize i, gsize n, int across);

/** od_minutes_find: whose column is @x pixels from the left? Of the outside: the nearest.
 * @n: at least 1. */
gsize od_minutes_find (double x, gsize n, int across);

/** od_minutes_get_most: of a lane; 0: there is nothing, or nothing is known. */
double od_minutes_get_most (const OdMinute *minutes, gsize n, OdMinutesLane lane);

/** od_minutes_get_height: in pixels of @tall, which is @most; what is not nothing can be
 * seen. */
int od_minutes_get_height (double value, double most, int tall);

/** od_minutes_dup_time: (transfer full): "14:03", here. */
char *od_minutes_dup_time (const OdMinute *minute);

/** od_minutes_dup_figure: (transfer full): "12", "1.5", "unknown". */
char *od_minutes_dup_figure (OdMinutesLane lane, double value);

/** od_minutes_dup_words: (transfer full): "14:03: Dialed 12, Answered 5, Abandoned 0,
 * Idle Agents 1.5". @so_far: the minute is not over. */
char *od_minutes_dup_words (const OdMinute *minute, gboolean so_far);

/** od_minutes_dup_sum: (transfer full): the same of all of them: counts are summed, idle
 * agents are the mean; of what is known. */
char *od_minutes_dup_sum (const OdMinute *minutes, gsize n);

/* What a column is, where it is said. */
typedef enum { OD_MINUTES_A_MINUTE, OD_MINUTES_A_QUARTER } OdMinutesStep;

/** od_minutes_dup_scale: (transfer full): what stands beside a lane's columns: its sum,
 * or mean, and how much the highest one is. */
char *od_minutes_dup_scale (const OdMinute *minutes,
                            gsize n,
                            OdMinutesLane lane,
                            OdMinutesStep step);
