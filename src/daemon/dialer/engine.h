/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/dialer/call-quota.h"
#include "daemon/dialer/hour-keeper.h"
#include "daemon/dialer/trunk-watch.h"
#include "daemon/floor/floor.h"
#include "daemon/store/store.h"
#include "daemon/switch/switch.h"

/*
 * What the runs of the dialer share: the rooms around it, the gate that a full disk
 * closes, and the turn. A turn is one fact, event, answer, request or tick with all that
 * it changes. A move on the floor touches its campaign by itself; what else concerns one
 * says so with od_engine_touch(). At the end of the turn every touched campaign is
 * settled, once: nothing is settled in the middle of a change. Main thread.
 */
typedef struct _OdEngine OdEngine;

struct _OdEngine {
  OdStore *store;
  OdFloor *floor;
  OdSwitch *sw;
  const OdClock *clock;
  OdTrunk *trunk;

  OdHourKeeper *hours;   /* owned: what the runs did lately */
  GHashTable *campaigns; /* the campaign book's, owned */
  GHashTable *runs;      /* campaign id -> OdCampaignRun, owned: the active ones */
  guint claiming;        /* leads asked of the store and not come yet, of all campaigns */
  guint supply;          /* goes up whenever there may be leads again */
  guint64 last_leg;
  guint pace_id;    /* asks the pacers now and then; 0: no campaign is predictive */
  gint64 saved_us;  /* when what pacers have learned was written; monotonic */
  guint wrap_up_id; /* when the next wrap-up ends; 0: nobody wraps up */

  OdTrunkWatch watch;
  OdCallQuota quota;    /* the trunk's */
  GHashTable *quotas;   /* campaign id -> OdCallQuota, owned: outlive a campaign's run */
  guint rate_id;        /* when a quota has room again; 0: nobody waits for it */
  gint64 rate_us;       /* when that is; monotonic */
  guint trying;         /* calls begun of which the trunk has said nothing yet */
  char *trunk_trouble;  /* for a supervisor, while the trunk is sick; NULL: it is not */
  char *want;           /* what is missing here for any call; NULL: nothing */
  gint64 want_until_us; /* when one is tried again */

  gboolean running;
  gboolean draining;
  gboolean store_fails; /* no room on the disk: nothing new is dialed */
  GQueue backlog;       /* of the journal, oldest first; empty while the store works */
  gboolean flushing;    /* a part of it is being written */

  GArray *touched; /* (element-type gint64): campaigns that this turn settles */
  GQueue over;     /* (element-type OdFloorCall): calls that ended in this turn */
  gboolean ending; /* the turn */
  void (*end_turn) (OdEngine *engine); /* the dialer's: settles what was touched */
};

/** od_engine_init: watches @floor. @engine is zeroed; store, floor, clock and trunk are
 * lent, the trunk copied; sw and end_turn are the caller's to set. */
void od_engine_init (OdEngine *engine,
                     OdStore *store,
                     OdFloor *floor,
                     const OdClock *clock,
                     const OdTrunk *trunk);
void od_engine_clear (OdEngine *engine);

/** od_engine_get_quota: (transfer none): of a campaign; one that was never asked for is
 * without limits. */
OdCallQuota *od_engine_get_quota (OdEngine *engine, gint64 campaign_id);

/** od_engine_await_room: every campaign is settled again at @next_us, when some quota
 * has room; 0: nobody waits. */
void od_engine_await_room (OdEngine *engine, gint64 next_us);

/** od_engine_touch: @campaign_id is settled at the end of this turn. */
void od_engine_touch (OdEngine *engine, gint64 campaign_id);

/** od_engine_take_touched: FALSE: none is left. */
gboolean od_engine_take_touched (OdEngine *engine, gint64 *campaign_id);

/** od_engine_touch_all: every active campaign is. */
void od_engine_touch_all (OdEngine *engine);

/** od_engine_refill: campaigns that had no more leads ask for some again. */
void od_engine_refill (OdEngine *engine);

/** od_engine_end_turn: the last line of whatever is called from outside of the room;
 * od_engine_write() and od_engine_read() do it themselves. */
void od_engine_end_turn (OdEngine *engine);

guint64 od_engine_next_leg (OdEngine *engine);

/** od_engine_note_store: @error of a write; one of the disk stops new calls until
 * od_engine_store_works(): every campaign is settled. */
void od_engine_note_store (OdEngine *engine, const GError *error);

/** od_engine_store_works: the backlog is written: dialing goes on. */
void od_engine_store_works (OdEngine *engine);

typedef void (*OdEngineDone) (OdEngine *engine, gpointer data, const GError *error);

/** od_engine_write, od_engine_read: as those of the store; the answer is a turn. */
void od_engine_write (OdEngine *engine,
                      OdStoreWork work,
                      gpointer data,
                      GDestroyNotify free_data,
                      OdEngineDone done);
void od_engine_read (OdEngine *engine,
                     OdStoreWork work,
                     gpointer data,
                     GDestroyNotify free_data,
                     OdEngineDone done);
