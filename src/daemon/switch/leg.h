/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/switch/switchgear.h"

/**
 * struct od_leg: one phone at the other end, a lead's or an agent's: its SIP call, its
 * audio, its clocks. Every leg that was allocated tells ENDED exactly once. Switch
 * thread.
 */
struct od_leg;

/** od_leg_call_lead: sends the INVITE. On error nothing was sent and nothing told.
 * @originate has been checked (sip-trunk.h). */
int od_leg_call_lead (struct od_leg **legp,
                      OdSwitchgear *gear,
                      OdLegId id,
                      const OdOriginate *originate);

/** od_leg_call_agent: calls the phone of @user at @contact over @hop, its connection. */
int od_leg_call_agent (struct od_leg **legp,
                       OdSwitchgear *gear,
                       OdLegId id,
                       const char *user,
                       const char *contact,
                       const char *hop);

OdLegId od_leg_get_id (const struct od_leg *leg);
const char *od_leg_get_user (const struct od_leg *leg); /* NULL: a lead's */
struct od_sip_call *od_leg_get_call (const struct od_leg *leg);

/** od_leg_is_quiet: ended, told, and both sides have said their last word. */
bool od_leg_is_quiet (const struct od_leg *leg);

/** od_leg_is_gone: and nobody can answer its INVITE late any more: to be freed. */
bool od_leg_is_gone (const struct od_leg *leg);

/** od_leg_bridge: joins; nothing when @lead is not answered or either is taken. */
void od_leg_bridge (struct od_leg *lead, struct od_leg *agent);

void od_leg_hold (struct od_leg *lead, bool held);
void od_leg_push_digits (struct od_leg *leg, const char *digits);

/** od_leg_hang_up: ends as soon as the ring clock allows, for @reason unless another one
 * comes first. */
void od_leg_hang_up (struct od_leg *leg, OdEndReason reason);

/** od_leg_give_up: a lead nobody answers rings no longer than it must. */
void od_leg_give_up (struct od_leg *leg);

/** od_leg_shut_down: ends now, whatever the ring clock says. */
void od_leg_shut_down (struct od_leg *leg);

/** od_leg_lose_connection: the phone's TCP connection is gone; the leg lives as long as
 * its audio does. od_leg_regain_connection: its requests go over @hop from now on. */
void od_leg_lose_connection (struct od_leg *leg);
void od_leg_regain_connection (struct od_leg *leg, const char *hop);

/** od_leg_tick: every 20 ms: silence, keys, and all deadlines. */
void od_leg_tick (struct od_leg *leg, gint64 now_us);
