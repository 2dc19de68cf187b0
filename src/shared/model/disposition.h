/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The predefined label that says nobody was on the line: not a person who answered. */
#define OD_DISPOSITION_MACHINE "ANSWERING MACHINE"

/* And the one that says nobody could be. */
#define OD_DISPOSITION_BUSY "BUSY"

/* And the one that takes a lead out of the queue until somebody mends it. */
#define OD_DISPOSITION_WRONG "WRONG DETAILS"

/*
 * How a call came out. Two words by the engine, one by the agent.
 *
 * The system disposition is the guide's coarse word; every call has exactly one at
 * every moment. The end reason is ours and fine: it says which kind of Rejected it
 * was. The agent's disposition is text: a predefined label or a campaign's own.
 */
typedef enum {
  OD_SYSTEM_IN_PROGRESS,       /* queued or dialing */
  OD_SYSTEM_RINGING,           /* the lead's phone rings */
  OD_SYSTEM_ANSWERED,          /* connected to an agent */
  OD_SYSTEM_CONNECTED,         /* broadcast call answered without saved disposition */
  OD_SYSTEM_AGENT_UNAVAILABLE, /* answered and nobody was there: abandoned */
  OD_SYSTEM_REJECTED,          /* ended without pick-up */
  OD_SYSTEM_CONNECTION_ERROR,  /* the network, the trunk or the carrier failed */
  OD_SYSTEM_ERROR,             /* our own fault, with a reference in the log */
  OD_SYSTEM_N_DISPOSITIONS,
} OdSystemDisposition;

typedef enum {
  OD_END_NONE,          /* not ended */
  OD_END_LEAD_HUNG_UP,  /* after the answer */
  OD_END_AGENT_HUNG_UP, /* after the answer */
  OD_END_NO_AGENT,      /* 2.0 s with nobody there */
  OD_END_LEAD_LEFT,     /* the lead hung up while nobody was there yet */
  OD_END_BUSY,          /* 486, 600 */
  OD_END_DECLINED,      /* 603 */
  OD_END_NO_ANSWER,     /* 480 or our ring limit */
  OD_END_BAD_NUMBER,    /* 404, 410, 484, 604 */
  OD_END_TRUNK_REFUSED, /* any other 4xx to 6xx */
  OD_END_NO_REPLY,      /* nothing came back from the trunk: 408 without 18x */
  OD_END_TRANSPORT,     /* could not be sent, or no route */
  OD_END_NO_AUDIO,      /* answered, but the lead's audio stopped */
  OD_END_NUMBER_IN_USE, /* the same number is in another call of ours */
  OD_END_SHUTDOWN,      /* outdiald stopped in good order */
  OD_END_CRASH,         /* outdiald or its machine died during the call */
  OD_END_INTERNAL,      /* our own fault */
  OD_END_NOT_PLACED,    /* committed, but its INVITE never left */
  OD_END_N_REASONS,
} OdEndReason;

/** od_system_disposition_get_name: the guide's word, as shown: "Agent Unavailable". */
const char *od_system_disposition_get_name (OdSystemDisposition disposition);

/** od_end_reason_get_name: the word on the wire: "no-answer". */
const char *od_end_reason_get_name (OdEndReason reason);

/** od_end_reason_from_name: FALSE when @name is no reason. */
gboolean od_end_reason_from_name (const char *name, OdEndReason *reason);

/**
 * od_system_disposition_of_end:
 * @answered: whether the lead picked up
 * @bridged: whether lead and agent heard each other
 *
 * The one place that maps an ended call to the guide's word. An answered call that
 * was never bridged is Agent Unavailable whatever ended it: the person heard nobody.
 */
OdSystemDisposition
od_system_disposition_of_end (OdEndReason reason, gboolean answered, gboolean bridged);

/** od_disposition_get_predefined: (array zero-terminated=1): the labels every campaign
 * offers, in the guide's order, ours last. */
const char *const *od_disposition_get_predefined (void);

/** od_disposition_normalize: (transfer full): trimmed, inner space folded, upper case, so
 * that "Sale made" and "SALE MADE" are one; NULL when nothing is left or it is longer
 * than 64 characters. */
char *od_disposition_normalize (const char *text);

/** od_disposition_is_person: whether a slice of the pie says that a person was on the
 * line: an agent's disposition other than ANSWERING MACHINE. "Null" says nothing yet. */
gboolean od_disposition_is_person (const char *slice);
