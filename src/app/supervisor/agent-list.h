/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/desk.h"

#include <adwaita.h>

/**
 * OdAgentList:
 *
 * The Agents tab: all agents and what they do now. Main thread.
 */
#define OD_TYPE_AGENT_LIST (od_agent_list_get_type ())
G_DECLARE_FINAL_TYPE (OdAgentList, od_agent_list, OD, AGENT_LIST, AdwBin)

GtkWidget *od_agent_list_new (OdDesk *desk);
