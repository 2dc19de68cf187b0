/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/dialer/dialer.h"
#include "daemon/pacing/pacer.h"

/* What the files of this room share. Main thread. */

/* One active campaign. Owned by the dialer. */
typedef struct {
  OdDialer *dialer; /* lent */
  OdCampaign *campaign;
  OdScript *script; /* NULL: none */
  OdPacer *pacer;
  gint64 windows[OD_PACER_N_WINDOWS]; /* when the pacer's windows began */
  guint claiming;                     /* leads asked of the store and not come yet */
  gboolean dry;  /* the store had no more; until something changes there */
  gint64 dry_us; /* monotonic: since when */
} OdCampaignRun;

struct _OdDialer {
  OdStore *store;
  OdFloor *floor;
  OdSwitch *exchange;
  const OdClock *clock;
  char *trunk;
  GHashTable *runs; /* campaign id -> OdCampaignRun, owned: the active ones */
  guint64 last_leg;
  guint tick_id;
  guint rest_id;        /* when the next rest ends; 0: nobody rests */
  guint unanswered;     /* INVITEs in a row the trunk said nothing to */
  gboolean store_fails; /* no room on the disk: nothing new is dialed */
  GQueue backlog;       /* of the journal, oldest first; empty while the store works */
  gboolean flushing;    /* a part of it is being written */
  gboolean running;
  gboolean draining;
  GSourceFunc idle; /* told when the drain is over */
  gpointer idle_data;
  OdDialerStarted started;
  gpointer started_data;
};

OdCampaignRun *od_dialer_find_run (OdDialer *dialer, gint64 campaign_id);

/** od_dialer_settle: connects who waits, grants pauses, places calls: after every event
 * that concerns @campaign_id. */
void od_dialer_settle (OdDialer *dialer, gint64 campaign_id);

/** od_dialer_refill: campaigns that had no more leads ask for some again. */
void od_dialer_refill (OdDialer *dialer);

guint64 od_dialer_next_leg (OdDialer *dialer);

/** od_dialer_note_store: @error of a write; a full disk stops new calls until
 * od_dialer_store_works(). */
void od_dialer_note_store (OdDialer *dialer, const GError *error);

/** od_dialer_store_works: the backlog is written: dialing goes on. */
void od_dialer_store_works (OdDialer *dialer);

/** od_dialer_check_drain: tells the waiting one when nothing is in flight any more. */
void od_dialer_check_drain (OdDialer *dialer);
