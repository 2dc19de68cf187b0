/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/dialer/engine.h"
#include "daemon/dialer/ways/way.h"

/*
 * What a campaign's pacer is told, and sees, of the floor. Main thread.
 */

/** od_pace_feed_get_view: the floor of @campaign_id as its pacer wants it; @claiming
 * leads are on their way to be called. */
OdPacerView od_pace_feed_get_view (OdEngine *engine, gint64 campaign_id, guint claiming);

void od_pace_feed_tell (OdEngine *engine,
                        OdPacer *pacer,
                        OdPacerEventKind kind,
                        guint64 call,
                        gint64 agent);

/** od_pace_feed_call: @call has moved. */
void od_pace_feed_call (OdEngine *engine,
                        OdPacer *pacer,
                        const OdFloorCall *call,
                        OdCallState from);

/** od_pace_feed_agent: @agent has moved, or wants something else. */
void od_pace_feed_agent (OdEngine *engine,
                         OdPacer *pacer,
                         const OdFloorAgent *agent,
                         OdAgentState from);

/** od_pace_feed_is_over_cap: in one of its windows, which is in @ledger then: within one
 * call per agent the guard lets everything through, and somebody has to look. 0: no cap.
 */
gboolean
od_pace_feed_is_over_cap (const OdPacer *pacer, int cap_permille, OdLedger *ledger);
