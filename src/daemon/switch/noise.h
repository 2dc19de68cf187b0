/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What comes to our ports and is nothing we know: counted, so that nobody can fill a log
 * with it. Any thread, unless said otherwise. */
typedef enum {
  OD_NOISE_NO_SIP,   /* libre could not read it */
  OD_NOISE_STRANGER, /* to trunk_listen, from an address that is no trunk's */
  OD_NOISE_N
} OdNoise;

/** od_noise_add: one more. */
void od_noise_add (OdNoise noise);

/** od_noise_tell: says in the log how many there were, if there were any, and at most
 * once a minute of the monotonic @now_us. Switch thread. */
void od_noise_tell (gint64 now_us);
