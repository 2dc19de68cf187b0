/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/switch/sip-call.h"
#include "daemon/switch/switchgear.h"
#include "shared/model/trunk.h"

/** What an INVITE to a lead says to one trunk's carrier: all that is a trunk's own in SIP
 * is written here. Switch thread. */
typedef struct {
  OdSipParty party; /* its strings are those below and the originate's */
  char *target;
  char *from;
  char *contact;
  char *hop;
  char *headers;
} OdTrunkInvite;

/** od_sip_trunk_check: whether @originate can be written and sent: %OD_END_NONE: it can;
 * %OD_END_NOT_PLACED: for the reason in @why (lent); %OD_END_BAD_NUMBER. */
OdEndReason od_sip_trunk_check (const OdOriginate *originate, const char **why);

/** od_sip_trunk_write_invite: @originate has been checked and outlives @invite. */
void od_sip_trunk_write_invite (OdTrunkInvite *invite,
                                const OdSwitchgear *gear,
                                const OdOriginate *originate);
void od_sip_trunk_clear_invite (OdTrunkInvite *invite);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OdTrunkInvite, od_sip_trunk_clear_invite)
