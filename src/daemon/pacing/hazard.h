/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/*
 * How soon something ends, learned from how old it was when others ended: for each age
 * the time that was watched at it, and how often it ended there, by one of two causes.
 * What has not ended yet is watched time, too: without it (right censoring) the short
 * ones, which end first, would stand for all of them, and the first minutes of a day
 * would promise agents who do not come.
 *
 * Ages lie in bins of 1 s up to 32 s, where ringing and short talks are decided; from
 * there each is 13.5 % longer than the one before, as finely as anybody's talk is known,
 * up to half an hour.
 */
enum { OD_HAZARD_BINS = 64, OD_HAZARD_FINE = 32, OD_HAZARD_CAUSES = 2 };

typedef struct {
  double watched_s[OD_HAZARD_BINS];
  double ended[OD_HAZARD_CAUSES][OD_HAZARD_BINS];
} OdHazard;

/** od_hazard_get_edge: the age in seconds at which @bin begins; of OD_HAZARD_BINS: where
 * the last one ends. */
double od_hazard_get_edge (int bin);

/** od_hazard_find_bin: older than all bins, younger than 0 or not a number: the bin at
 * that end. */
int od_hazard_find_bin (double age_s);

/** od_hazard_get_age: what stands for all ages of @bin, where a table has one row for
 * each: whole seconds, and of the wider ones the middle. */
double od_hazard_get_age (int bin);

/** od_hazard_watch: adds what was watched of one that is @age_s old, ended or not. */
void od_hazard_watch (OdHazard *hazard, double age_s);

/** od_hazard_end: one ended by @cause at @age_s; od_hazard_watch() included. */
void od_hazard_end (OdHazard *hazard, int cause, double age_s);

/** od_hazard_fade: once more than @most were watched, old ones begin to count less. */
void od_hazard_fade (OdHazard *hazard, double most);
