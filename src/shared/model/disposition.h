/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

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

/** od_end_reason_is_trunks: no person, phone or number decided: before an answer it was
 * the trunk that would not. */
gboolean od_end_reason_is_trunks (OdEndReason reason);

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

/*
 * What an agent says of a call, and what that means: a row of a table, a predefined one
 * and a campaign's own alike. No other place knows what a label means. A label that is
 * in no table any more is a person's final word.
 */
typedef struct {
  char *label;             /* normalized; the row's name within its campaign */
  gboolean person;         /* a person was on the line: counts for the abandonment cap */
  gboolean final;          /* no rule and no recycling has the lead called again */
  gboolean mended_by_edit; /* final until somebody edits the lead */
  gboolean call_back;      /* the lead wants to be called later */
  gboolean do_not_call;    /* and this one never again */
  gboolean bad_number;     /* the number reaches nobody */
  char key;                /* the digit that chooses it; 0: the next one that is free */
} OdDisposition;

/** od_disposition_new: a person's final word, the next free key. */
OdDisposition *od_disposition_new (const char *label);
OdDisposition *od_disposition_copy (const OdDisposition *disposition);
void od_disposition_free (OdDisposition *disposition);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdDisposition, od_disposition_free)

/* One yes or no of a disposition, for who reads, writes or shows them all. */
typedef struct {
  const char *name; /* on the wire */
  gsize offset;     /* of its gboolean */
  gboolean own;     /* a campaign's own dispositions may choose it */
} OdDispositionFlag;

/** od_disposition_get_flags: (array length=n): all there are, in the order above. */
const OdDispositionFlag *od_disposition_get_flags (gsize *n);

/** od_disposition_get_predefined: (array length=n): what every campaign offers, in the
 * guide's order, ours last. */
const OdDisposition *od_disposition_get_predefined (gsize *n);

/** od_disposition_get_mended_by_edit: the predefined one that says a lead's details are
 * wrong: said beside those details, not in the list of outcomes. */
const OdDisposition *od_disposition_get_mended_by_edit (void);

/** od_disposition_list_new: (transfer full): (element-type OdDisposition): empty. */
GPtrArray *od_disposition_list_new (void);

/** od_disposition_is_irreversible: it ends more than this call: the number is not dialed
 * any more. Such a one is chosen on purpose: it stands last, and never on the first key.
 */
gboolean od_disposition_is_irreversible (const OdDisposition *disposition);

/** od_disposition_find: (nullable): the predefined one called @label, or one of @own
 * (element-type OdDisposition). */
const OdDisposition *od_disposition_find (GPtrArray *own, const char *label);

/**
 * od_disposition_list_offered:
 * @own: (element-type OdDisposition): a campaign's own, in their order
 *
 * What an agent of the campaign chooses from: the predefined ones, then @own, each with
 * the key it really has. An own one takes the key it asks for, even a predefined one's;
 * who asked for none gets the next that nobody has, while there are any. An irreversible
 * one never gets the first key, 1.
 *
 * Returns: (transfer full): (element-type OdDisposition)
 */
GPtrArray *od_disposition_list_offered (GPtrArray *own);

/** od_disposition_normalize: (transfer full): trimmed, inner space folded, upper case, so
 * that "Sale made" and "SALE MADE" are one; NULL when nothing is left or it is longer
 * than 64 characters. */
char *od_disposition_normalize (const char *text);
