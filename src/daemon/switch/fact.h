/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/model/disposition.h"
#include "shared/model/trunk.h"

/*
 * The values that cross the wall of the switch: what is asked of it and what it tells.
 * Plain data, any thread. Their strings are lent; a copy owns its own.
 */

/** OD_FACT_MAX_REACH_MS: 64 * T1 (RFC 3261): how long an INVITE may be on its way. */
#define OD_FACT_MAX_REACH_MS 32000

/** OdLegId: chosen by the caller, unique for the life of the process, never 0. */
typedef guint64 OdLegId;

typedef enum {
  OD_FACT_PHONE_REGISTERED, /* user can be called; again when on a new connection */
  OD_FACT_PHONE_GONE, /* unregistered, expired, removed, or its TCP connection ended */
  OD_FACT_PHONE_PING, /* how far a registered phone is; soon, then every 30 s */
  OD_FACT_RINGING,    /* the first 18x of a leg */
  OD_FACT_ANSWERED,
  OD_FACT_ENDED,       /* once per leg, its last fact but for a LATE_ANSWER; see end */
  OD_FACT_LATE_ANSWER, /* somebody picked up after ENDED and was hung up on; a lead's leg,
                          once; call_id */
  OD_FACT_BRIDGED,     /* leg is the lead's */
  OD_FACT_FIRST_AUDIO, /* the lead's first packet since the bridge left for the agent */
  OD_FACT_DIGIT,       /* the agent pressed a key; leg is the agent's */
  OD_FACT_AUDIO_LOST,  /* leg is an agent's, silent for 3 s; once until heard again */
} OdFactKind;

/* What a phone said of itself when it registered; no text is longer than a screen's line.
 */
typedef struct {
  const char *user_agent; /* "baresip v1.0.0"; NULL: it does not say */
  const char *registrar;  /* our host:port as it has it; NULL: not known */
  const char *protocol;   /* "SIP_TCP": what it came over; NULL: not known */
} OdPhoneInfo;

typedef struct {
  OdFactKind kind;
  OdLegId leg;            /* 0 in phone facts */
  const char *user;       /* phone facts and agent legs, else NULL */
  gint64 at_us;           /* g_get_monotonic_time () when it happened */
  gint64 latency_us;      /* FIRST_AUDIO: since the lead's 200 OK came in; PHONE_PING:
                             there and back, -1: it does not answer; else 0 */
  OdPhoneInfo phone;      /* PHONE_REGISTERED, else all NULL */
  OdEndReason end;        /* ENDED, else OD_END_NONE */
  guint sip_code;         /* ENDED: the final answer that ended it, 0 for none */
  const char *sip_reason; /* as the other side said it; NOT_PLACED: ours; NULL: none */
  guint retry_after_s; /* ENDED: the other side asks for so long a pause; 0: for none */
  char digit;          /* DIGIT */
  gboolean answered;   /* ENDED: the other side had picked up, even if our CANCEL was
                          already on its way */
  guint reach_ms;      /* ENDED: for so long an INVITE that nobody has answered may still
                          make a phone ring; 0: no longer */
  const char *call_id; /* LATE_ANSWER, else NULL */
} OdFact;

/** OdFactCopy: a fact that outlives its telling. */
typedef struct {
  OdFact fact; /* its strings are those below */
  char *user;
  char *sip_reason;
  char *user_agent;
  char *registrar;
  char *protocol;
  char *call_id;
} OdFactCopy;

/** od_fact_copy_init: carriers and phones may say anything: what is kept of it is valid
 * UTF-8, for logs and screens. */
void od_fact_copy_init (OdFactCopy *copy, const OdFact *fact);
void od_fact_copy_clear (OdFactCopy *copy);

typedef struct {
  const char *call_id; /* becomes the SIP Call-ID, letter for letter */
  const OdTrunk *trunk;
  const char *number;    /* digits, as the trunk wants them */
  const char *caller_id; /* digits */
  guint ring_limit_ms;   /* from the first 18x */
  guint setup_limit_ms;  /* from the INVITE while no 18x came */
  guint min_ring_ms;     /* no CANCEL to a phone that has rung for less */
  guint min_unrung_ms;   /* no CANCEL sooner after an INVITE that rings nowhere */
  guint wait_limit_ms;   /* from the answer, for the first bridge */
  gboolean no_shorts;    /* a short number is refused as a bad one, and nothing is sent */
} OdOriginate;

/** OdOriginateCopy: an OdOriginate that outlives the asking. */
typedef struct {
  OdOriginate originate; /* its strings are those below */
  char *call_id;
  OdTrunk *trunk;
  char *number;
  char *caller_id;
} OdOriginateCopy;

OdOriginateCopy *od_originate_copy_new (const OdOriginate *originate);
void od_originate_copy_free (OdOriginateCopy *copy);

typedef struct {
  guint legs;              /* that hold a SIP session or an audio port */
  guint64 packets_in;      /* RTP packets taken */
  guint64 packets_out;     /* RTP packets sent, silence included */
  guint64 packets_refused; /* malformed, or not from where the leg's audio comes */
} OdSwitchFigures;
