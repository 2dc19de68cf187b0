/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What a campaign has just now, and what keeps it from dialing more. */

/* The first that holds. */
typedef enum {
  OD_PACE_OFF,        /* the campaign is not active, or was just stopped */
  OD_PACE_TROUBLE,    /* what keeps every campaign from dialing; the dashboard says it */
  OD_PACE_NO_AGENT,   /* nobody works in it */
  OD_PACE_NO_LEAD,    /* nobody is there to be called */
  OD_PACE_RATE,       /* calls per second, its own or the trunk's */
  OD_PACE_CHANNELS,   /* calls at once, its own or the trunk's */
  OD_PACE_AGENTS,     /* one call for each free agent, and no more are free */
  OD_PACE_MULTIPLIER, /* calls for each agent */
  OD_PACE_PACER,      /* what is free, and what the cap leaves: the pacer decides */
  OD_PACE_N_LIMITS,
} OdPaceLimit;

typedef struct {
  gint64 free_agents; /* and staying: who asked to pause is not */
  gint64 free_soon;   /* will be free, these among them, in... */
  gint64 soon_s;      /* ...so many seconds, in which a call placed now would be answered;
                         -1 both: nobody dials, or nobody is there to be called */
  gint64 ringing;     /* calls placed or about to be, not answered */
  gint64 waiting;     /* answered, nobody there yet */
  gint64 cap_left; /* people who may yet be abandoned, by the fuller window; -1: no call
                      is placed ahead of an agent anyway */
  OdPaceLimit limit;
} OdPace;

/** od_pace_limit_get_name: the word on the wire: "calls-per-second". Any thread. */
const char *od_pace_limit_get_name (OdPaceLimit limit);
