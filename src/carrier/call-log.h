/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <re.h>

#include <glib.h>

/*
 * The judge's book: what was really dialed, told by the one who was dialed.
 *
 * The file is only ever added to: one JSON object a line, each line handed to the
 * kernel by one write(2), so that a line is there whole or not at all, whoever is
 * killed. It holds whole telephone numbers: it is made readable by its owner only.
 *
 * Every line has
 *   at_ms    Unix time in milliseconds
 *   mono_us  CLOCK_MONOTONIC in microseconds; comparable between processes of one boot
 *   event    what happened, from the list below
 *   call     the SIP Call-ID
 *   number   the user part of the request URI: the number that was dialed
 *
 * and then, by event (null where nothing was said):
 *   invite     caller_id (user of From), asserted_id (user of P-Asserted-Identity or
 *              null), does (the behaviour drawn: see town.h)
 *   ringing    -                            180 was sent
 *   answer     codec (PCMU, PCMA, or null when the caller has not offered yet)
 *   reject     code                         the final answer, 4xx to 6xx
 *   cancel     -                            the caller gave up before an answer
 *   first-rtp  -                            the caller's first RTP packet came
 *   digit      digit                        one RFC 4733 key, when it was let go
 *   bye        by (caller, callee), why: caller; talked (talk_ms are over), no-rtp
 *              (5 s without a packet), hangs-up, shutdown (of this program), no-ack
 *              (our 200 was never acknowledged)
 *   end        rtp_in, rtp_out (packets), talk_ms (since the 200, 0 without one);
 *              exactly once a call, and its last line
 */

struct od_call_log;

enum od_call_log_kind { OD_CALL_LOG_TEXT, OD_CALL_LOG_NUMBER };

/** struct od_call_log_field: one "key": value of a line; the strings are lent. */
struct od_call_log_field {
  const char *key;
  enum od_call_log_kind kind;
  const char *text; /* NULL is written as null */
  int64_t number;
};

/** od_call_log_broken_h: a line could not be written, for this errno. Called once. */
typedef void (od_call_log_broken_h) (int err, void *arg);

/** od_call_log_open: opens @path for adding, or makes it. Returns errno. @brokenh may
 * be NULL. Any thread, but always the same one. */
int od_call_log_open (struct od_call_log **logp,
                      const char *path,
                      od_call_log_broken_h *brokenh,
                      void *arg);

/** od_call_log_add: writes one line, now. */
void od_call_log_add (struct od_call_log *log,
                      const char *event,
                      const char *call,
                      const char *number,
                      const struct od_call_log_field *fields,
                      size_t n);

/** od_call_log_quote: adds @text to @line as a JSON string, or null. Bytes that are
 * not UTF-8 become U+FFFD. */
void od_call_log_quote (GString *line, const char *text);
