/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "carrier/call-log.h"
#include "carrier/line.h"
#include "carrier/town.h"

/*
 * One pretend person with one call: does what the town decided, and tells the log.
 */

struct od_callee;

/** struct od_callee_world: what all callees share; lent by the office, outlives them.
 */
struct od_callee_world {
  struct sip *sip;
  struct sipsess_sock *sock;
  struct od_call_log *log;
  struct sa laddr;
  struct od_line_ports ports;
  struct od_recorder *recorder;
  const char *record_dir; /* NULL: nothing is recorded */
};

/** od_callee_gone_h: the call is over and its last line is written. The callee may be
 * freed in here. */
typedef void (od_callee_gone_h) (struct od_callee *callee, void *arg);

/** od_callee_alloc: a callee for the INVITE @msg, with @le of @list as its place in the
 * house. Nothing is sent yet. Returns errno. */
int od_callee_alloc (struct od_callee **calleep,
                     struct od_callee_world *world,
                     const struct sip_msg *msg,
                     struct list *list,
                     od_callee_gone_h *goneh,
                     void *arg);

/** od_callee_start: lives @fate; @beat is the 20 ms beat we are in. May be gone when
 * this returns. */
void od_callee_start (struct od_callee *callee,
                      const struct od_town_fate *fate,
                      uint64_t beat);

/** od_callee_number: the number that was dialed. */
const char *od_callee_number (const struct od_callee *callee);

/** od_callee_beat: a beat of 20 ms. May be gone when this returns. */
void od_callee_beat (struct od_callee *callee, uint64_t beat, int64_t now_us);

/** od_callee_close: the office shuts down: refuses or hangs up. Is gone after this. */
void od_callee_close (struct od_callee *callee);
