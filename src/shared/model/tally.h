/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * The numbers on the screens, each set read in one go: all of one set are true at the
 * same seq of the log.
 */
typedef struct {
  gint64 seq;
  gint64
    agents_logged_in;   /* paused + waiting + reserved + in call + disposing + wrap-up */
  gint64 agents_paused; /* pausing counts as paused */
  gint64 agents_waiting;
  gint64 agents_reserved;
  gint64 agents_in_call;
  gint64 agents_disposing;
  gint64 agents_wrap_up;
  gint64 active_calls;   /* answered and live: waiting + bridged */
  gint64 calls_waiting;  /* answered, nobody there yet */
  gint64 calls_ringing;  /* originated, not answered: dialing + ringing */
  gint64 data_remaining; /* dialable leads of active leadsets of active campaigns */
} OdDashboard;

/* From the lead's answer to the agent's ear: how long, and how many calls. */
typedef struct {
  gint64 us;
  gint64 n;
} OdLatency;

/* Call numbers over one campaign or one leadset. placed = in_progress + ended. */
typedef struct {
  gint64 placed;  /* attempts whose INVITE was committed */
  gint64 dialing; /* live, not answered */
  gint64 ringing; /* of those, the phone rings */
  gint64 waiting;
  gint64 in_progress; /* all live ones */
  gint64 bridged_now;
  gint64 answered;    /* ever picked up */
  gint64 bridged;     /* ever connected to an agent */
  gint64 disposed;    /* bridged attempts with a saved disposition */
  gint64 abandoned;   /* answered, never bridged */
  gint64 failed;      /* ended unanswered */
  gint64 dropped;     /* abandoned, or cut after the answer by a fault */
  gint64 interrupted; /* by a crash */
} OdCallTally;

typedef struct {
  char *label;
  gint64 agent_id; /* 0 in a pie */
  gint64 n;
} OdSlice;

/* Why a lead is not dialed now. Of several reasons the first is told: a lead that is
 * finished stays so whatever is switched on. */
typedef enum {
  OD_TALLY_WHY_CALLING,     /* claimed or dialing */
  OD_TALLY_WHY_RETRY,       /* its time has not come */
  OD_TALLY_WHY_INTERRUPTED, /* a crash cut its call: its time has not come either */
  OD_TALLY_WHY_FINISHED,    /* was dialed */
  OD_TALLY_WHY_DO_NOT_CALL, /* whoever has the number asked not to be called */
  OD_TALLY_WHY_BAD_NUMBER,  /* the number reaches nobody, or not who it should */
  OD_TALLY_WHY_LEADSET,     /* ready, but the leadset is inactive */
  OD_TALLY_WHY_NO_CAMPAIGN, /* ready, but the leadset has none */
  OD_TALLY_WHY_CAMPAIGN,    /* ready, but the campaign is inactive */
  OD_TALLY_WHY_STATUS,      /* ready, but the campaign does not dial its status */
  OD_TALLY_N_WHYS,
} OdTallyWhy;

/** OD_TALLY_MAX_STATUSES: so many statuses are told apart as WHY_STATUS. */
#define OD_TALLY_MAX_STATUSES 6

typedef struct {
  OdTallyWhy why;
  char *status; /* of WHY_STATUS; NULL: all the others, together */
  gint64 n;     /* not 0 */
} OdNotDialable;

typedef struct {
  gint64 seq;
  gint64 leads_total;
  gint64 leads_dialable; /* would be dialed now, but for a number that is in a call */
  GArray *not_dialable;  /* (element-type OdNotDialable): total less dialable, exactly */
  OdCallTally calls;
  GArray *pie;      /* (element-type OdSlice): ended attempts by slice, largest first */
  GArray *activity; /* (element-type OdSlice): bridged attempts by agent and slice */
  GArray *agent_calls;   /* (element-type OdAgentCalls): campaign only */
  gint64 agents_active;  /* campaign only: in call now */
  gint64 agents_waiting; /* campaign only */
} OdBoard;

/* The windows in which abandoned calls are counted. */
typedef enum { OD_TALLY_DAY, OD_TALLY_MONTH, OD_TALLY_N_WINDOWS } OdTallyWindow;

/* What one window has seen: people who answered, and how many of them heard nobody. */
typedef struct {
  gint64 people;
  gint64 abandoned;
} OdAbandonment;

/* Calls an agent talked on and that have ended. */
typedef struct {
  gint64 agent_id;
  gint64 count; /* in all of the campaign's time */
  gint64 today;
} OdAgentCalls;

OdBoard *od_board_new (void);
void od_board_free (OdBoard *board);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdBoard, od_board_free)

/** od_board_add_leads: @n more leads that are not dialable. Statuses are told apart in
 * the order they come, as long as there is room: those with the most leads come first. */
void od_board_add_leads (OdBoard *board, OdTallyWhy why, const char *status, gint64 n);

const char *od_tally_why_get_name (OdTallyWhy why);

/** od_board_get_agent_calls: of @agent_id, added with zeroes if need be; lent until the
 * next one. */
OdAgentCalls *od_board_get_agent_calls (OdBoard *board, gint64 agent_id);

/** od_board_add_slice: appends a copy of @label to @slices. */
void od_board_add_slice (GArray *slices, const char *label, gint64 agent_id, gint64 n);
