/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/switch/fact.h"
#include "daemon/switch/switch-limits.h"

/*
 * The telephone exchange of outdiald. Its SIP and audio live on a thread of their own;
 * behind this door is libre and nothing of it is seen here. Every function is called on
 * the GLib main thread, asks for something and returns at once; what came of it arrives
 * later as facts, on the main thread too. An ask that cannot be done any more (the leg
 * has just ended) does nothing: the fact that says why is already under way.
 */
typedef struct _OdSwitch OdSwitch;

typedef struct {
  const char *sip_listen;    /* "127.0.0.1:5060", agents' phones, TCP and UDP; port 0 =
                                chosen */
  const char *sip_advertise; /* host or host:port written to phones; NULL: as listened */
  const char *trunk_listen;  /* "127.0.0.1:5080", UDP, carriers; port 0 = chosen */
  const char *trunk_host;    /* the carrier's "host:port": what comes to trunk_listen from
                                elsewhere and is of no call gets no answer; NULL: from
                                anywhere is good */
  const char *rtp_address;   /* numeric, written in SDP and bound */
  guint16 rtp_port_min;      /* audio ports; both 0 = the kernel's choice */
  guint16 rtp_port_max;
} OdSwitchConfig;

/** OdSwitchFactFunc: called on the main thread at high priority; @fact lives for the
 * call. */
typedef void (*OdSwitchFactFunc) (const OdFact *fact, gpointer user_data);

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

/** od_switch_new_with_limits: od_switch_new(), for tests. */
OdSwitch *od_switch_new_with_limits (const OdSwitchConfig *config,
                                     const OdSwitchLimits *limits,
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
 * once, %OD_END_BAD_NUMBER or %OD_END_NOT_PLACED, and nothing is sent; so does a call for
 * which there is no audio port, descriptor or way: sip_reason says what is missing. */
void od_switch_originate (OdSwitch *self, OdLegId leg, const OdOriginate *originate);

/** od_switch_bridge: joins an answered lead with an agent's leg that is up and free.
 * Undone by either leg's end; the agent's leg stays up. A lead that is not bridged
 * within its wait limit ends with %OD_END_NO_AGENT. */
void od_switch_bridge (OdSwitch *self, OdLegId lead, OdLegId agent);

/** od_switch_hold: while @held both hear silence; the agent's leg is not touched. A new
 * bridge is not held. */
void od_switch_hold (OdSwitch *self, OdLegId lead, gboolean held);

/** od_switch_send_digits: keys (0-9 * # A-D) to the other side of @leg, queued. */
void od_switch_send_digits (OdSwitch *self, OdLegId leg, const char *digits);

/** od_switch_hang_up: BYE after the answer. Before it CANCEL, yet never before a lead's
 * phone has rung as long as its OdOriginate says: the leg waits. @reason
 * comes back in the ENDED fact, unless the leg ended by something else first; of two asks
 * the first one's. */
void od_switch_hang_up (OdSwitch *self, OdLegId leg, OdEndReason reason);

/** od_switch_give_up: a lead that nobody answers is cancelled when it has rung as long as
 * its OdOriginate says it must (%OD_END_NO_ANSWER). Who answers before that is there, as
 * if this had not been asked. */
void od_switch_give_up (OdSwitch *self, OdLegId leg);

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
