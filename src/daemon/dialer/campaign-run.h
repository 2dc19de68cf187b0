/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/dialer/dialer-private.h"

/** od_campaign_run_load: reads @campaign_id, its script and its ledger; then the dialer
 * has a run for it if it is active, and none if it is not. */
void od_campaign_run_load (OdDialer *dialer, gint64 campaign_id);

/** od_campaign_run_load_all: at start. */
void od_campaign_run_load_all (OdDialer *dialer);

/** od_campaign_run_check_agents: who was removed from the campaign gets no more of its
 * calls. */
void od_campaign_run_check_agents (OdDialer *dialer, gint64 campaign_id);

/** od_campaign_run_beat: asks the pacer and claims what it says. */
void od_campaign_run_beat (OdCampaignRun *run);

/** od_campaign_run_tick: a run without leads asks again now and then: the locks a crash
 * left on numbers end by the clock alone. */
void od_campaign_run_tick (OdDialer *dialer);

/** od_campaign_run_get_view: the floor as the pacer wants it. */
OdPacerView od_campaign_run_get_view (OdCampaignRun *run);

/** od_campaign_run_tell: an event for the pacer. */
void od_campaign_run_tell (OdCampaignRun *run,
                           OdPacerEventKind kind,
                           guint64 call,
                           gint64 agent);

void od_campaign_run_free (gpointer run);
