/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "carrier/pretend-caller.h"
#include "support/waiting.h"

/*
 * The real carrier as a child process, and callers with real SIP and RTP on loopback.
 * What it did is read from its log, what it said is heard on the wire.
 */
enum { LIMIT_S = 20 };

typedef struct {
  char *dir;
  char *town;
  char *log;
  char *ready;
  GSubprocess *carrier; /* NULL once it was waited for */
  guint port;
  guint look; /* turns the main context, so that files are looked at again */
} OfficeStage;

/* Numbers of the town: 100 answers, 101 talks for 600 ms, 102 answers without ringing,
 * 103 hangs up at once, 104 busy, 105 rings out soon, 106 rings, 107 not found, 108
 * unavailable, 109 declines, 110 says nothing, 111 busy after a minute, 2x answer, talk
 * and hang up. */

/** office_stage_set_up, office_stage_tear_down: for g_test_add (). */
void office_stage_set_up (OfficeStage *f, gconstpointer data);
void office_stage_tear_down (OfficeStage *f, gconstpointer data);

typedef struct {
  const char *path;
  void (*run) (OfficeStage *, gconstpointer);
} OfficeTest;

/** office_stage_run: main() of a test program: each of @tests on a stage of its own. */
int office_stage_run (int *argc, char ***argv, const OfficeTest *tests, gsize n_tests);

/** office_stage_spawn: (transfer full): a carrier on the same town and log. */
GSubprocess *
office_stage_spawn (OfficeStage *f, const char *listen, GSubprocessFlags flags);

/** office_stage_stop: as a user would; it must say goodbye with 0. */
void office_stage_stop (OfficeStage *f);

/** office_stage_tell: (transfer full): event names of one call in their order:
 * " invite ringing answer". */
char *office_stage_tell (OfficeStage *f, const Caller *c);

/** office_stage_await: (transfer full): the log's first line of that event; waited for.
 */
char *office_stage_await (OfficeStage *f, const Caller *c, const char *event);

/** office_stage_check_told: that line holds @what. */
void office_stage_check_told (OfficeStage *f,
                              const Caller *c,
                              const char *event,
                              const char *what);

/** office_stage_check_story: when the call has ended, office_stage_tell() is @expected.
 */
void office_stage_check_story (OfficeStage *f, const Caller *c, const char *expected);

/** office_stage_dial: (transfer full) */
Caller *office_stage_dial (OfficeStage *f, const char *number);

/** office_stage_dial_and_talk: (transfer full): and it was answered. */
Caller *office_stage_dial_and_talk (OfficeStage *f, const char *number);

void caller_hang_up (Caller *c);

/** caller_heard_share: the share of one frequency in what was heard. */
double caller_heard_share (const Caller *c, double hz);

/* caller_has_…: of a Caller, to be waited for. */
gboolean caller_has_hung_up (gpointer caller);
gboolean caller_has_final_answer (gpointer caller);
gboolean caller_has_option_answer (gpointer caller);

/** caller_has_heard: half a second of what the far end says. */
gboolean caller_has_heard (gpointer caller);
