/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/desk.h"

#include <adwaita.h>

/**
 * OdAgentChooser:
 *
 * Who is assigned to a campaign, as chips. Cannot be used before the server has said who
 * is; what somebody else changes meanwhile is taken over. Main thread.
 *
 * Signals:
 *   "changed"  by the person; also when something is half typed, or no longer
 */
#define OD_TYPE_AGENT_CHOOSER (od_agent_chooser_get_type ())
G_DECLARE_FINAL_TYPE (OdAgentChooser, od_agent_chooser, OD, AGENT_CHOOSER, AdwBin)

/** od_agent_chooser_set_campaign: once. @campaign_id: 0: a new one, nobody is assigned.
 */
void
od_agent_chooser_set_campaign (OdAgentChooser *self, OdDesk *desk, gint64 campaign_id);

/** od_agent_chooser_is_changed: others are chosen than the server has. */
gboolean od_agent_chooser_is_changed (OdAgentChooser *self);

/** od_agent_chooser_get_unfinished: (nullable): as od_chips_entry_get_unfinished(). */
const char *od_agent_chooser_get_unfinished (OdAgentChooser *self);

/** od_agent_chooser_make_body: (transfer full): {"agents": [ids]}. */
json_t *od_agent_chooser_make_body (OdAgentChooser *self);
