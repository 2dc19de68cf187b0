/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "carrier/recording.h"

#include <re.h>

/*
 * What a callee hears: the caller's RTP, counted, its keys told apart (RFC 4733), its
 * sound kept if somebody asked for that.
 */

struct od_ear;

/** od_ear_first_h: the caller's first RTP packet came. */
typedef void (od_ear_first_h) (void *arg);

/** od_ear_digit_h: a key was pressed and let go. Called once a key. */
typedef void (od_ear_digit_h) (char digit, void *arg);

/** od_ear_alloc: an ear that begins to listen at @now_us (CLOCK_MONOTONIC). It takes
 * @recording to keep the sound in, also when it fails; NULL: it is not kept. Returns
 * errno. */
int od_ear_alloc (struct od_ear **earp,
                  struct od_recording *recording,
                  int64_t now_us,
                  od_ear_first_h *firsth,
                  od_ear_digit_h *digith,
                  void *arg);

/** od_ear_hear: one packet, from @mb's position on. @event_pt is the payload type the
 * caller uses for telephone-event, -1 for none. What is not RTP is not counted. */
void od_ear_hear (struct od_ear *ear, struct mbuf *mb, int event_pt, int64_t now_us);

/** od_ear_excuse: silence was agreed upon until @now_us (the caller is on hold). */
void od_ear_excuse (struct od_ear *ear, int64_t now_us);

/** od_ear_silent_us: microseconds since the last packet, or since the beginning. */
int64_t od_ear_silent_us (const struct od_ear *ear, int64_t now_us);

/** od_ear_packets: RTP packets heard. */
uint32_t od_ear_packets (const struct od_ear *ear);
