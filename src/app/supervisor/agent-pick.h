/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/desk.h"

/**
 * OdAgentPick:
 *
 * Some of the desk's agents in an order of its own, kept current by the live stream: who
 * waits, who is assigned. Main thread.
 *
 * Signals:
 *   "updated"  the agents were looked through again, also if none came or went
 */
#define OD_TYPE_AGENT_PICK (od_agent_pick_get_type ())
G_DECLARE_FINAL_TYPE (OdAgentPick, od_agent_pick, OD, AGENT_PICK, GObject)

/** od_agent_pick_new: @wants: who belongs to it. @compare: of OdRecord; NULL: the desk's
 * order. @data is lent to both while the pick lives. */
OdAgentPick *od_agent_pick_new (OdDesk *desk,
                                gboolean (*wants) (OdRecord *agent, gpointer data),
                                GCompareDataFunc compare,
                                gpointer data);

/** od_agent_pick_get_rows: of OdRecord. Lent. */
GListModel *od_agent_pick_get_rows (OdAgentPick *self);

/** od_agent_pick_update: looks through all agents now. */
void od_agent_pick_update (OdAgentPick *self);
