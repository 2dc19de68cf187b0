/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/dialer/drop-watch.h"
#include "daemon/dialer/engine.h"
#include "daemon/dialer/ways/way.h"
#include "shared/model/campaign.h"
#include "shared/model/script.h"

/* One active campaign. Owned by the engine; main thread. */
typedef struct {
  OdEngine *engine; /* lent */
  gint64 id;
  const OdCampaign *campaign; /* the book's, as is the script */
  const OdScript *script;     /* NULL: none */
  const OdWay *way;
  OdPacer *pacer;
  OdPaceLimit limit;                  /* of what was dialed last */
  gint64 windows[OD_PACER_N_WINDOWS]; /* the first days of the pacer's windows */
  OdDropWatch drops;
  gboolean
    stopping;     /* it was found that nobody should be called; its end is on the way */
  gboolean stale; /* a window is another: its ledger must be read, */
  gboolean recounting; /* and is being read */
  guint claiming;      /* leads asked of the store and not come yet */
  gboolean dry;        /* the store had no more... */
  guint dry_supply;    /* ...until the engine's supply is another one, */
  gint64 dry_us;       /* or a minute has passed; monotonic */
} OdCampaignRun;

/** od_campaign_run_start: runs hear from the floor what their pacers have to know. */
void od_campaign_run_start (OdEngine *engine);

/** od_campaign_run_find: (nullable): NULL: not active. */
OdCampaignRun *od_campaign_run_find (OdEngine *engine, gint64 campaign_id);

/** od_campaign_run_load: reads @campaign_id, 0 for all, with script and ledger; then the
 * engine has a run for it if it is active, and none if it is not. */
void od_campaign_run_load (OdEngine *engine, gint64 campaign_id);

/** od_campaign_run_connect: hands waiting leads to available agents. */
void od_campaign_run_connect (OdEngine *engine, gint64 campaign_id);

/** od_campaign_run_may_release: whether one of the agents who asked to pause can go. */
gboolean od_campaign_run_may_release (OdEngine *engine, gint64 campaign_id);

/** od_campaign_run_lose_agent: @agent is about to change to another campaign. */
void od_campaign_run_lose_agent (OdEngine *engine, const OdFloorAgent *agent);

/** od_campaign_run_beat: asks how many calls are wanted now and claims as many leads. */
void od_campaign_run_beat (OdEngine *engine, gint64 campaign_id);

/** od_campaign_run_note_late_answer: somebody picked up for a call that had ended, and
 * met silence. */
void od_campaign_run_note_late_answer (OdEngine *engine, gint64 campaign_id);

/** od_campaign_run_note_verdict: what @event, of a call, says of who was on the line: at
 * its end, at the first disposition and at corrections. It counts in the windows that the
 * day of the call lies in. */
void od_campaign_run_note_verdict (OdEngine *engine, const OdEvent *event);

/** od_campaign_run_save: what the pacers have learned until now is written. */
void od_campaign_run_save (OdEngine *engine);

/** od_campaign_run_tick: a run without leads asks again now and then: the locks a crash
 * left on numbers end by the clock alone. */
void od_campaign_run_tick (OdEngine *engine);
