/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/shift/shift.h"

#include <adwaita.h>

/**
 * OdAgentHeader:
 *
 * The line at the top: phone, Selected Campaign, Agent Status, Sign Out. Its buttons
 * are the window's actions: win.ready, win.change-campaign, win.retry-phone,
 * win.sign-out.
 */
#define OD_TYPE_AGENT_HEADER (od_agent_header_get_type ())
G_DECLARE_FINAL_TYPE (OdAgentHeader, od_agent_header, OD, AGENT_HEADER, AdwBin)

/** od_agent_header_show: @live: FALSE: the server is not heard, and what it said last is
 * shown as old. */
void od_agent_header_show (OdAgentHeader *self, OdShift *shift, gboolean live);

/** od_agent_header_focus: on Agent Status. */
void od_agent_header_focus (OdAgentHeader *self);
