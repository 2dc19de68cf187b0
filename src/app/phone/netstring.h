/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * Netstrings, "LEN:BYTES,", as baresip's control channel frames its messages.
 * No thread: each reader belongs to whoever made it.
 */

/* Longer messages are refused; baresip's longest is a reply of a few kilobytes. */
#define OD_NETSTRING_MAX 65535

typedef struct _OdNetstring OdNetstring;

typedef enum {
  OD_NETSTRING_MESSAGE, /* a whole message was taken */
  OD_NETSTRING_MORE,    /* no whole message is there yet */
  OD_NETSTRING_GARBAGE, /* what arrived is no netstring: close the channel */
} OdNetstringResult;

/** od_netstring_new: an empty reader. */
OdNetstring *od_netstring_new (void);
void od_netstring_free (OdNetstring *self);

/** od_netstring_feed: adds bytes as they arrive, in pieces of any size. */
void od_netstring_feed (OdNetstring *self, const char *bytes, gsize length);

/**
 * od_netstring_next:
 * @message: (out) (transfer full): the message, with a closing NUL of our own; set only
 *   for OD_NETSTRING_MESSAGE
 *
 * Takes the next message. Garbage stays garbage: after it every call says so again.
 */
OdNetstringResult od_netstring_next (OdNetstring *self, char **message, gsize *length);

/** od_netstring_wrap: (transfer full): @text as a netstring; no more than
 * OD_NETSTRING_MAX bytes, which is the caller's duty. */
GString *od_netstring_wrap (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdNetstring, od_netstring_free)
