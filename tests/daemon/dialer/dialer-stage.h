/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/dialer/dialer.h"
#include "daemon/switch/sip-peer.h"
#include "shared/model/call.h"
#include "support/waiting.h"

/*
 * The dialer with everything real around it: store on disk, floor, switch, the pretend
 * carrier as a process of its own, agents' phones that speak SIP and RTP. Only the clock
 * is the test's.
 */
#define LIMIT_S 10

typedef struct {
  char *dir;
  OdClock clock;
  gint ahead_s; /* atomic: the store's threads read the clock too */
  gint set_s;   /* the wall clock only; the same */
  OdStore *store;
  OdFloor *floor;
  OdDialer *dialer;
  GSubprocess *carrier;
  OdTrunk *trunk;
  char *book;          /* path of the carrier's own log */
  GString *moves;      /* "agent:1 paused ready\n", "call:44116 queued dialing\n" */
  GPtrArray *ends;     /* (element-type OdCall): calls that have ended, as on disk */
  gint64 committed_us; /* g_get_monotonic_time () when the last attempt's row was told */
  guint waker;
  gint64 campaign, ann; /* for the test's own use */
} Stage;

/* Numbers of the town: 441x answer and talk until hung up, 442x answer and hang up after
 * half a second, 443x ring for a second and then are busy, 444x ring for a second and
 * answer, 4450x busy, 4451 declined, 4452 unknown, 4453x no way, 4454 nobody lifts, 446x
 * ring for ever. */

/** stage_set_up, stage_tear_down: for g_test_add (). */
void stage_set_up (Stage *stage, gconstpointer data);
void stage_tear_down (Stage *stage, gconstpointer data);

/** stage_restart: outdiald stops in good order and starts again; phones have to
 * register again. */
void stage_restart (Stage *stage);

/** stage_write: work on the writer, waited for; it must go well. */
void stage_write (Stage *stage, OdStoreWork work, gpointer data);

/** stage_add_campaign: active, dials READY leads, wraps up for @wrap_up_ms. Returns: its
 * id. */
gint64 stage_add_campaign (Stage *stage, const char *name, gint64 wrap_up_ms);
void stage_set_active (Stage *stage, gint64 campaign_id, gboolean active);

/** stage_add_leads: a leadset of @campaign_id with @numbers, separated by spaces. */
void stage_add_leads (Stage *stage, gint64 campaign_id, const char *numbers);

/** stage_add_agent: an account, in no campaign as the store sees it. Returns: its id. */
gint64 stage_add_agent (Stage *stage, const char *name);

/** stage_sign_in: with a phone that registers; waited for. To be freed by the test. */
SipPeer *stage_sign_in (Stage *stage, gint64 agent_id);

/** stage_put_on_line: signed in, the phone's leg up, paused, in @campaign_id. */
SipPeer *stage_put_on_line (Stage *stage, gint64 agent_id, gint64 campaign_id);

/** stage_make_ready: signed in, ready for @campaign_id; waited for. */
SipPeer *stage_make_ready (Stage *stage, gint64 agent_id, gint64 campaign_id);

OdFloorAgent *stage_agent (Stage *stage, gint64 agent_id);
void stage_wait_agent (Stage *stage, gint64 agent_id, OdAgentState state);

/** stage_wait_call: until the call of @number is in @state. */
OdFloorCall *stage_wait_call (Stage *stage, const char *number, OdCallState state);

/** stage_wait_moves: until @line has been moved @n times. */
void stage_wait_moves (Stage *stage, const char *line, guint n);
guint stage_count_moves (Stage *stage, const char *line);

/** stage_wait_end: until a call of @number has ended on disk; (transfer none). */
const OdCall *stage_wait_end (Stage *stage, const char *number);

/** stage_dispose: SALE, as the API does it. */
void stage_dispose (Stage *stage, gint64 agent_id, gboolean then_pause);

/** stage_dup_learned: (transfer full) (nullable): what a pacer has learned, as the store
 * has it. */
char *stage_dup_learned (Stage *stage, gint64 campaign_id);

/** stage_settle_store: everything given to the writer so far is done and told. */
void stage_settle_store (Stage *stage);

/** stage_count_book: lines of the carrier's log with @event and, unless NULL, @number. */
guint stage_count_book (Stage *stage, const char *event, const char *number);
void stage_wait_book (Stage *stage, const char *event, const char *number, guint n);

/** stage_assert_pace: by the carrier's clock no second had more than @n INVITEs, and each
 * came as soon as it might. */
void stage_assert_pace (Stage *stage, guint n);

/** stage_allow_warnings: what the code says of a broken store is expected; until the
 * end of the test. */
void stage_allow_warnings (void);

/** stage_break_store: the disk takes no byte more (of this process); and again does. */
void stage_break_store (gboolean broken);

/** stage_ahead: the clock jumps. */
void stage_ahead (Stage *stage, gint seconds);

/** stage_set_wall: somebody sets the wall clock, also back. */
void stage_set_wall (Stage *stage, gint seconds);
