/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/dialer/engine.h"
#include "shared/model/campaign.h"
#include "shared/model/script.h"

/** od_call_run_begin: takes @lead, which is claimed for @campaign: the attempt is
 * committed, then the INVITE leaves. @script: NULL: none. */
void od_call_run_begin (OdEngine *engine,
                        const OdCampaign *campaign,
                        const OdScript *script,
                        OdLead *lead);

/** od_call_run_get_longest_waiting: (nullable): the call of @campaign_id whose lead said
 * hello first and has nobody yet. */
OdFloorCall *od_call_run_get_longest_waiting (OdEngine *engine, gint64 campaign_id);

/** od_call_run_connect: @agent is reserved for the lead of @call and they are bridged. */
void od_call_run_connect (OdEngine *engine, OdFloorCall *call, OdFloorAgent *agent);

/** od_call_run_give_up: the number of @lead_id must not be dialed any more: if its phone
 * rings, it does so no longer than it must. Who answers until then gets an agent. */
void od_call_run_give_up (OdEngine *engine, gint64 lead_id);

/** od_call_run_tick: ends calls of leads who were bridged with an agent that vanished in
 * that instant, and whom nobody took since: once a second. */
void od_call_run_tick (OdEngine *engine);

/** od_call_run_on_fact: what the switch says of a lead's leg. */
void od_call_run_on_fact (OdEngine *engine, OdFloorCall *call, const OdFact *fact);

/** od_call_run_journal_shutdown: what the switch has just hung up in good order is no
 * crash: the next process need not keep away from these numbers. */
void od_call_run_journal_shutdown (OdEngine *engine);
