/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * One line of the one log everything is counted from. Its seq is the live stream's id.
 * What word, was and n mean depends on the kind:
 *
 *   kind            word              was             n
 *   leads-added     upload's UUID     -               leads added by one batch
 *   call-moved      new call state    old call state  -
 *   call-disposed   new slice         old slice       1: the call had ended, else 0
 *   agent-moved     new agent state   old agent state -
 *   leadset-saved, campaign-saved, script-saved, agents-saved
 *                   -                 -               the row's new version
 *   script-deleted  -                 -               its last version
 *   recovered       -                 -               calls interrupted
 *   lead-saved      -                 -               the lead's new version
 *   leads-recycled  their new status  -               leads to be dialed again
 *   retry-rules-saved  -              -               how many the leadset has now
 *   lead-barred     where its number     -         -
 *                   puts the lead: do-not-call, bad-number; when its call is over, if it
 *                   is in one
 *   lead-freed      where it stands now  -         -
 *   recycling-undone  the status they had so long  -  leads that are done again
 */
typedef enum {
  OD_EVENT_LEADS_ADDED,
  OD_EVENT_CALL_MOVED,
  OD_EVENT_CALL_DISPOSED,
  OD_EVENT_AGENT_MOVED,
  OD_EVENT_LEADSET_SAVED,
  OD_EVENT_CAMPAIGN_SAVED,
  OD_EVENT_SCRIPT_SAVED,
  OD_EVENT_AGENTS_SAVED,
  OD_EVENT_RECOVERED,
  OD_EVENT_LEAD_SAVED,
  OD_EVENT_LEADS_RECYCLED,
  OD_EVENT_RECYCLING_UNDONE,
  OD_EVENT_SCRIPT_DELETED,
  OD_EVENT_RETRY_RULES_SAVED,
  OD_EVENT_LEAD_BARRED,
  OD_EVENT_LEAD_FREED,
  OD_EVENT_N_KINDS,
} OdEventKind;

typedef struct {
  gint64 seq;   /* dense, ascending; given by the store */
  gint64 at_ms; /* given by the store when 0 */
  OdEventKind kind;
  gint64 campaign_id; /* 0 where the event has none; so below */
  gint64 leadset_id;
  gint64 lead_id;
  gint64 agent_id;
  char *call_id; /* NULL: none; so below */
  char *word;
  char *was;
  gint64 n;
  /* Of a call's events, what they change of the sums of the day it was placed on
   * (shared/model/day.h). For who hears them in the process; it is not kept. */
  gint64 day;
  int people;
  int abandoned;
} OdEvent;

OdEvent *od_event_copy (const OdEvent *event);
void od_event_free (OdEvent *event);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdEvent, od_event_free)

const char *od_event_kind_get_name (OdEventKind kind);
