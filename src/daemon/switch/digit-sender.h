/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#define OD_DIGIT_PAYLOAD   4 /* octets of a telephone-event (RFC 4733) */
#define OD_DIGIT_BURST     3 /* first and last packets are sent three times */
#define OD_DIGIT_QUEUE_MAX 64

/**
 * OdDigitSender: keys waiting to be sent as RFC 4733 events, one step every 20 ms: three
 * start packets, an update a step, three end packets at 100 ms, 60 ms of pause. Pure.
 */
typedef struct {
  char
    queue[OD_DIGIT_QUEUE_MAX + 1]; /* what is still to be sent, the current key first */
  guint step;                      /* of the current key, in 20 ms */
} OdDigitSender;

/** OdDigitStep: what to send in one step. */
typedef struct {
  guint n;        /* copies of payload to send, 0 in the pause */
  gboolean first; /* the key begins: the first copy has the marker, all later packets
                     of this key its timestamp */
  guint8 payload[OD_DIGIT_PAYLOAD];
} OdDigitStep;

/** od_digit_code: the event of a key, -1 when it is none; od_digit_from_code: the key of
 * an event, '\0' when it is none. */
int od_digit_code (char digit);
char od_digit_from_code (guint code);

/** od_digit_sender_push: FALSE, and nothing queued, when @digits holds something that is
 * no key or the queue would overflow. */
gboolean od_digit_sender_push (OdDigitSender *self, const char *digits);

/** od_digit_sender_step: FALSE when there is nothing to do; else @step says what is due.
 */
gboolean od_digit_sender_step (OdDigitSender *self, OdDigitStep *step);
