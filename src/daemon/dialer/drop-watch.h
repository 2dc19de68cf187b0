/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * People who pick up and are cut off because nothing can be heard (no codec of ours in
 * the answer, no address, no port): each of them is somebody called in vain, and what is
 * wrong with one is mostly wrong with the next. Arithmetic only.
 */
enum {
  OD_DROP_IN_A_ROW = 3,
  OD_DROP_RECENT = 20, /* people among whom as many are too many, too */
};

typedef struct {
  guint32 recent; /* a bit a person, the last one lowest: was cut off */
} OdDropWatch;

/** od_drop_watch_note: somebody picked up. Returns: whether so many were @dropped that
 * nobody else should be called. */
gboolean od_drop_watch_note (OdDropWatch *watch, gboolean dropped);
