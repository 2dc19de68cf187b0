/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/model/agent-state.h"

/* A user who answers calls. */
typedef struct {
  gint64 id; /* the user's id */
  char *name;
  OdAgentState state;   /* as last committed */
  gint64 campaign_id;   /* chosen for this day; 0: none */
  gboolean wants_ready; /* the last state granted: restored after a restart */
} OdAgent;

void od_agent_free (OdAgent *agent);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdAgent, od_agent_free)
