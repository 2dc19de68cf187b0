/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One line of the log: a plain value. Pure.
 */
#include "shared/model/event.h"

static const char *const names[OD_EVENT_N_KINDS] = {
  [OD_EVENT_LEADS_ADDED] = "leads-added",
  [OD_EVENT_CALL_MOVED] = "call-moved",
  [OD_EVENT_CALL_DISPOSED] = "call-disposed",
  [OD_EVENT_AGENT_MOVED] = "agent-moved",
  [OD_EVENT_LEADSET_SAVED] = "leadset-saved",
  [OD_EVENT_CAMPAIGN_SAVED] = "campaign-saved",
  [OD_EVENT_SCRIPT_SAVED] = "script-saved",
  [OD_EVENT_AGENTS_SAVED] = "agents-saved",
  [OD_EVENT_RECOVERED] = "recovered",
  [OD_EVENT_LEAD_SAVED] = "lead-saved",
  [OD_EVENT_LEADS_RECYCLED] = "leads-recycled",
  [OD_EVENT_RECYCLING_UNDONE] = "recycling-undone",
  [OD_EVENT_SCRIPT_DELETED] = "script-deleted",
  [OD_EVENT_RETRY_RULES_SAVED] = "retry-rules-saved",
  [OD_EVENT_LEAD_BARRED] = "lead-barred",
  [OD_EVENT_LEAD_FREED] = "lead-freed",
};

OdEvent *
od_event_copy (const OdEvent *event)
{
  OdEvent *copy = g_memdup2 (event, sizeof *event);

  copy->call_id = g_strdup (event->call_id);
  copy->word = g_strdup (event->word);
  copy->was = g_strdup (event->was);
  return copy;
}

void
od_event_free (OdEvent *event)
{
  g_free (event->call_id);
  g_free (event->word);
  g_free (event->was);
  g_free (event);
}

const char *
od_event_kind_get_name (OdEventKind kind)
{
  g_return_val_if_fail (kind < OD_EVENT_N_KINDS, NULL);
  return names[kind];
}
