/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/floor/floor.h"
#include "daemon/store/store.h"
#include "daemon/switch/switch.h"
#include "shared/model/campaign.h"
#include "shared/model/hour.h"
#include "shared/model/script.h"
#include "shared/model/tally.h"

/*
 * Joins store, floor, pacing and switch: how many calls, which leads, originate, pick
 * the agent, bridge. Decides after every event; the only clockwork is a tick a second
 * for presence and for leads whose time has come. Main thread.
 */
typedef struct _OdDialer OdDialer;

#define OD_DIALER_ERROR (od_dialer_error_quark ())
GQuark od_dialer_error_quark (void);

typedef enum {
  OD_DIALER_ERROR_NOT_THERE, /* the call has ended, the agent is offline */
  OD_DIALER_ERROR_NOT_YOURS, /* another agent's call */
} OdDialerError;

typedef struct {
  OdStore *store;
  OdFloor *floor;
  const OdClock *clock;
  const OdSwitchConfig *switch_config;
  const OdTrunk *trunk; /* copied */
} OdDialerParts;

/** od_dialer_new: listens (SIP) before it returns; @error names a busy port. */
OdDialer *od_dialer_new (const OdDialerParts *parts, GError **error);

/** od_dialer_free: ends all legs in good order. */
void od_dialer_free (OdDialer *dialer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdDialer, od_dialer_free)

/** od_dialer_start: reads sessions and campaigns, then dials by itself. @done is told
 * once; NULL @error: running. */
typedef void (*OdDialerStarted) (const GError *error, gpointer user_data);
void od_dialer_start (OdDialer *dialer, OdDialerStarted done, gpointer user_data);

/** od_dialer_on_fact: every fact of the switch passes here. @dialer is an OdDialer. */
void od_dialer_on_fact (const OdFact *fact, gpointer dialer);

/** od_dialer_on_event: every event of the store passes here. */
void od_dialer_on_event (OdDialer *dialer, const OdEvent *event);

/** od_dialer_get_trouble: (nullable): why nothing, or only a trial, is dialed now: a
 * sentence for supervisors. Lent until the next turn. */
const char *od_dialer_get_trouble (OdDialer *dialer);

/** od_dialer_is_behind: things that have happened are not on disk yet, because it was
 * full: what builds on them must wait. */
gboolean od_dialer_is_behind (OdDialer *dialer);

/** od_dialer_drain: places no call any more; @idle is told when the last has ended. */
void od_dialer_drain (OdDialer *dialer, GSourceFunc idle, gpointer user_data);

/** od_dialer_get_registrar: what agents' phones are told to register with. */
const char *od_dialer_get_registrar (OdDialer *dialer);

/** od_dialer_get_sip_address, od_dialer_get_trunk_address: the real host:port. */
const char *od_dialer_get_sip_address (OdDialer *dialer);
const char *od_dialer_get_trunk_address (OdDialer *dialer);

/** od_dialer_get_trunk: with its limits. */
const OdTrunk *od_dialer_get_trunk (OdDialer *dialer);

/** od_dialer_get_campaign: (nullable): as it is now, active or not; NULL: unknown. */
const OdCampaign *od_dialer_get_campaign (OdDialer *dialer, gint64 campaign_id);

/** od_dialer_get_script: (nullable): of a campaign, active or not, as shown now. */
const OdScript *od_dialer_get_script (OdDialer *dialer, gint64 campaign_id);

/** od_dialer_list_campaigns: (element-type OdCampaign) (transfer container): the active
 * ones, as dialed now: lent. */
GPtrArray *od_dialer_list_campaigns (OdDialer *dialer);

/** od_dialer_get_abandonment: what the pacer of an active campaign counts with; @windows
 * has OD_TALLY_N_WINDOWS places. FALSE: the campaign is not active. */
gboolean
od_dialer_get_abandonment (OdDialer *dialer, gint64 campaign_id, OdAbandonment *windows);

/** od_dialer_read_hour: what any campaign did in the last hour, active or not, and does
 * now. @hour: (out) */
void od_dialer_read_hour (OdDialer *dialer, gint64 campaign_id, OdHour *hour);

/* --- agents ----------------------------------------------------------------------- */

/** od_dialer_sign_in: a new session with the phone's credentials; an earlier one of the
 * same agent loses its phone. @sip_ha1: MD5 (user:outdial:password), hex. */
void od_dialer_sign_in (OdDialer *dialer,
                        gint64 agent_id,
                        const char *name,
                        const char *sip_user,
                        const char *sip_ha1);
void od_dialer_sign_out (OdDialer *dialer, gint64 agent_id);

/** od_dialer_seen: the agent's program gave a sign of life. */
void od_dialer_seen (OdDialer *dialer, gint64 agent_id);

/** od_dialer_ask_state: @ready: the agent wants calls; FALSE: a pause, which is granted
 * when no call can land any more. @campaign_id: 0 keeps the one chosen. */
void od_dialer_ask_state (OdDialer *dialer,
                          gint64 agent_id,
                          gint64 campaign_id,
                          gboolean ready);

/** od_dialer_disposed: @disposition is on disk. While the call is up this is remembered:
 * at its end the agent has nothing more to say. */
void od_dialer_disposed (OdDialer *dialer,
                         gint64 agent_id,
                         const char *call_id,
                         const char *disposition,
                         gboolean then_pause);

/* --- an agent's live call --------------------------------------------------------- */

gboolean od_dialer_hold (OdDialer *dialer,
                         gint64 agent_id,
                         const char *call_id,
                         gboolean held,
                         GError **error);
gboolean od_dialer_send_digits (OdDialer *dialer,
                                gint64 agent_id,
                                const char *call_id,
                                const char *digits,
                                GError **error);
gboolean od_dialer_hang_up (OdDialer *dialer,
                            gint64 agent_id,
                            const char *call_id,
                            GError **error);
