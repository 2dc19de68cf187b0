/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/dialer/dialer-private.h"

/** od_call_run_begin: takes @lead, which is claimed: the attempt is committed, then the
 * INVITE leaves. */
void od_call_run_begin (OdCampaignRun *run, OdLead *lead);

/** od_call_run_connect: hands waiting leads to ready agents, oldest to longest ready. */
void od_call_run_connect (OdDialer *dialer, gint64 campaign_id);

/** od_call_run_tick: ends calls of leads who were bridged with an agent that vanished in
 * that instant, and whom nobody took since: once a second. */
void od_call_run_tick (OdDialer *dialer);

/** od_call_run_is_trunk_silent: one call at a time may try it. */
gboolean od_call_run_is_trunk_silent (OdDialer *dialer);

/** od_call_run_on_fact: what the switch says of a lead's leg. */
void od_call_run_on_fact (OdDialer *dialer, OdFloorCall *call, const OdFact *fact);
