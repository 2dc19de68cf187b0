/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "carrier/call-log.h"
#include "carrier/town.h"

/*
 * The telephone office of the pretend company: SIP over UDP on one loopback address.
 * Lives on the thread that runs re_main ().
 */

struct od_office;

/** struct od_office_config: copied, but for @record_dir, which is lent. */
struct od_office_config {
  struct sa listen; /* port 0: the system chooses */
  uint16_t rtp_lo;  /* 0: RTP ports are the system's choice */
  uint16_t rtp_hi;
  const char *record_dir; /* NULL: nothing is recorded */
};

/** od_office_closed_h: every farewell is sent and had its time to be answered. */
typedef void (od_office_closed_h) (void *arg);

/** od_office_open: listens and takes calls. @town and @log are lent. Returns errno:
 * EPERM if the address is not loopback, EADDRINUSE if it is taken. */
int od_office_open (struct od_office **officep,
                    const struct od_office_config *config,
                    struct od_town *town,
                    struct od_call_log *log);

/** od_office_move: from the next call on this @town is dialed. It is lent, and so are
 * those before it: calls that are up speak with their voices. */
void od_office_move (struct od_office *office, struct od_town *town);

/** od_office_address: where it listens, with the port that was chosen. */
const struct sa *od_office_address (const struct od_office *office);

/** od_office_close: takes no more calls, hangs up all that are up, refuses those that
 * ring, then calls @closedh, within a second. */
void od_office_close (struct od_office *office, od_office_closed_h *closedh, void *arg);
