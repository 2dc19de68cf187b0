/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/sync/backend.h"

/**
 * OdLiveFeed:
 *
 * What happens on the server, as it happens: keeps the live stream open, resumes it where
 * it broke, and pings while it runs. Main thread.
 *
 * Signals:
 *   "event" (const char *name, gint64 id, json_t *body)
 *                  one line of news; @id is 0 where it has none; @body is lent
 *   "link-changed" (gboolean up)  the server can be heard, or no longer: three of the
 *                  heartbeats it sends every second did not come, or the stream broke
 *   "reset"        too much was missed: read everything again
 *   "signed-out"   the token is no longer good; the feed has stopped
 */
#define OD_TYPE_LIVE_FEED (od_live_feed_get_type ())
G_DECLARE_FINAL_TYPE (OdLiveFeed, od_live_feed, OD, LIVE_FEED, GObject)

/** od_live_feed_new: takes a reference to @backend, which must be signed in at start. */
OdLiveFeed *od_live_feed_new (OdBackend *backend);

/** od_live_feed_start: begins at this moment's news; does nothing if it runs. */
void od_live_feed_start (OdLiveFeed *self);

/** od_live_feed_stop: says nothing any more, and forgets where it was. Must be called
 * before the last reference goes. */
void od_live_feed_stop (OdLiveFeed *self);

gboolean od_live_feed_is_up (OdLiveFeed *self);

/** od_live_feed_get_heard_us: when the server last said anything, heartbeats counted, in
 * g_get_monotonic_time(); 0: never. */
gint64 od_live_feed_get_heard_us (OdLiveFeed *self);
