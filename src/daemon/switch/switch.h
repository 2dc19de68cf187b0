/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "shared/model/disposition.h"

/*
 * The telephone exchange of outdiald. Its SIP and audio live on a thread of their own;
 * behind this door is libre and nothing of it is seen here. Every function is called on
 * the GLib main thread, asks for something and returns at once; what came of it arrives
 * later as facts, on the main thread too. An ask that cannot be done any more (the leg
 * has just ended) does nothing: the fact that says why is already under way.
 */
typedef struct _OdSwitch OdSwitch;

/** OdLegId: chosen by the caller, unique for the life of the process, never 0. */
typedef guint64 OdLegId;

typedef struct {
  const char *sip_listen;    /* "127.0.0.1:5060", agents' phones, TCP and UDP; port 0 =
                                chosen */
  const char *sip_advertise; /* host or host:port written to phones; NULL: as listened */
  const char *trunk_listen;  /* "127.0.0.1:5080", UDP, carriers; port 0 = chosen */
  const char *rtp_address;   /* numeric, written in SDP and bound */
  guint16 rtp_port_min;      /* audio ports; both 0 = the kernel's choice */
  guint16 rtp_port_max;
} OdSwitchConfig;

typedef enum {
  OD_FACT_PHONE_REGISTERED, /* user can be called; again when on a new connection */
  OD_FACT_PHONE_GONE, /* unregistered, expired, removed, or its TCP connection ended */
  OD_FACT_PHONE_PING, /* how far a registered phone is; soon, then every 30 s */
  OD_FACT_RINGING,    /* the first 18x of a leg */
  OD_FACT_ANSWERED,
  OD_FACT_ENDED,       /* once per leg, always its last fact; see end */
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
} OdPhoneWords;

typedef struct {
  OdFactKind kind;
  OdLegId leg;            /* 0 in phone facts */
  const char *user;       /* phone facts and agent legs, else NULL */
  gint64 at_us;           /* g_get_monotonic_time () when it happened */
  gint64 latency_us;      /* FIRST_AUDIO: since the lead's 200 OK came in; PHONE_PING:
                             there and back, -1: it does not answer; else 0 */
  OdPhoneWords phone;     /* PHONE_REGISTERED, else all NULL */
  OdEndReason end;        /* ENDED, else OD_END_NONE */
  guint sip_code;         /* ENDED: the final answer that ended it, 0 for none */
  const char *sip_reason; /* as the other side said it, NULL for none */
  char digit;             /* DIGIT */
  gboolean answered;      /* ENDED: the other side had picked up, even if our CANCEL was
                             already on its way */
} OdFact;

/** OdSwitchFactFunc: called on the main thread at high priority; @fact lives for the
 * call. */
typedef void (*OdSwitchFactFunc) (const OdFact *fact, gpointer user_data);

typedef struct {
  const char *call_id;   /* becomes the SIP Call-ID, letter for letter */
  const char *trunk;     /* "host:port", numeric host */
  const char *number;    /* digits, as the trunk wants them */
  const char *caller_id; /* digits */
  guint ring_limit_ms;   /* from the first 18x; 0 = 25 s; never less than 15 s */
  guint setup_limit_ms;  /* from the INVITE while no 18x came; 0 = 10 s, the least */
} OdOriginate;

typedef struct {
  guint legs;              /* that hold a SIP session or an audio port */
  guint64 packets_in;      /* RTP packets taken */
  guint64 packets_out;     /* RTP packets sent, silence included */
  guint64 packets_refused; /* malformed, or not from where the leg's audio comes */
} OdSwitchFigures;

#define OD_SWITCH_ERROR (od_switch_error_quark ())
GQuark od_switch_error_quark (void);

typedef enum {
  OD_SWITCH_ERROR_IN_USE,  /* another program has the port: choose another */
  OD_SWITCH_ERROR_ADDRESS, /* an address of the configuration cannot be used */
  OD_SWITCH_ERROR_SYSTEM,  /* no memory, no descriptors */
} OdSwitchError;

/**
 * od_switch_new:
 * @on_fact: gets every fact, in the thread-default main context of this call
 *
 * Starts the thread; both SIP addresses are listening when this returns.
 *
 * Returns: (transfer full): to be given to od_switch_free(); %NULL with @error set
 */
OdSwitch *od_switch_new (const OdSwitchConfig *config,
                         OdSwitchFactFunc on_fact,
                         gpointer user_data,
                         GError **error);

/** od_switch_get_sip_address: the real host:port of the agents' side. */
const char *od_switch_get_sip_address (OdSwitch *self);

/** od_switch_get_advertised_address: the host:port that phones register with. */
const char *od_switch_get_advertised_address (OdSwitch *self);

/** od_switch_get_trunk_address: the real host:port of the carriers' side. */
const char *od_switch_get_trunk_address (OdSwitch *self);

/** od_switch_add_phone: @user may register with @password from now on (realm "outdial").
 * Only a digest of it is kept. A known user gets the new password. */
void od_switch_add_phone (OdSwitch *self, const char *user, const char *password);

/** od_switch_add_phone_digest: as od_switch_add_phone(), for who has only the digest:
 * MD5 (user:outdial:password) in hex. */
void od_switch_add_phone_digest (OdSwitch *self, const char *user, const char *ha1);

/** od_switch_remove_phone: forgets the credentials and the registration, ends its leg. */
void od_switch_remove_phone (OdSwitch *self, const char *user);

/** od_switch_call_phone: calls the registered phone of @user; the leg stays up until
 * somebody hangs up. A phone that is not registered ends at once with
 * %OD_END_TRANSPORT. */
void od_switch_call_phone (OdSwitch *self, OdLegId leg, const char *user);

/** od_switch_originate: calls a lead. A number or caller id that is not digits ends at
 * once, %OD_END_BAD_NUMBER or %OD_END_INTERNAL, and nothing is sent. */
void od_switch_originate (OdSwitch *self, OdLegId leg, const OdOriginate *originate);

/** od_switch_bridge: joins an answered lead with an agent's leg that is up and free.
 * Undone by either leg's end; the agent's leg stays up. A lead that is not bridged
 * within 2.0 s of its answer ends with %OD_END_NO_AGENT. */
void od_switch_bridge (OdSwitch *self, OdLegId lead, OdLegId agent);

/** od_switch_hold: while @held both hear silence; the agent's leg is not touched. A new
 * bridge is not held. */
void od_switch_hold (OdSwitch *self, OdLegId lead, gboolean held);

/** od_switch_send_digits: keys (0-9 * # A-D) to the other side of @leg, queued. */
void od_switch_send_digits (OdSwitch *self, OdLegId leg, const char *digits);

/** od_switch_hang_up: BYE after the answer. Before it CANCEL, yet never before a lead's
 * phone has rung 15 s (10 s after the INVITE if it does not ring): the leg waits. */
void od_switch_hang_up (OdSwitch *self, OdLegId leg);

/** od_switch_get_figures: counters as they are this moment. */
OdSwitchFigures od_switch_get_figures (OdSwitch *self);

/**
 * od_switch_free:
 * @drain: wait up to 2 s for the other sides to confirm, else send and go
 *
 * BYE to every answered leg, CANCEL to every other, without the 15 s: whoever wants
 * ringing calls to have their time lets them end first. Joins the thread; no fact is
 * delivered after it, those still in the queue are dropped.
 */
void od_switch_free (OdSwitch *self, gboolean drain);
