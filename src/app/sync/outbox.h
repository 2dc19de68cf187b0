/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/sync/backend.h"

/**
 * OdOutbox:
 *
 * Requests that must arrive: each is on the disk before it is called accepted, survives
 * any kill, and is sent until the server has answered. Requests of one lane (a call's
 * id) go one after the other; a lane that waits holds up no other. Main thread; the file
 * is used on a thread of its own.
 *
 * Signals:
 *   "sent" (const char *key, json_t *answer)          the server did it; @answer is lent
 *   "refused" (const char *key, const GError *error)  it said no: the request is dropped
 */
#define OD_TYPE_OUTBOX (od_outbox_get_type ())
G_DECLARE_FINAL_TYPE (OdOutbox, od_outbox, OD, OUTBOX, GObject)

/** od_outbox_new: @path: an SQLite file of its own, made when started, mode 0600. Takes a
 * reference to @backend. */
OdOutbox *od_outbox_new (const char *path, OdBackend *backend);

/** od_outbox_start_async: once: opens the file and begins to send what is left in it.
 * Connect to the signals first. */
void od_outbox_start_async (OdOutbox *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean od_outbox_start_finish (OdOutbox *self, GAsyncResult *result, GError **error);

/**
 * od_outbox_add_async:
 * @request: with a key of its own: the same key again is the same request
 *
 * When it finishes well the request is on the disk and will be sent.
 */
void od_outbox_add_async (OdOutbox *self,
                          const char *lane,
                          const OdBackendRequest *request,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
gboolean od_outbox_add_finish (OdOutbox *self, GAsyncResult *result, GError **error);

/** od_outbox_settle_async: waits until the disk has, or has refused, all that was given
 * to od_outbox_add_async before. Cannot fail. */
void
od_outbox_settle_async (OdOutbox *self, GAsyncReadyCallback callback, gpointer user_data);
void od_outbox_settle_finish (OdOutbox *self, GAsyncResult *result);

/** od_outbox_wake: tries at once, whatever the pause: signed in again, the link is up. */
void od_outbox_wake (OdOutbox *self);

/** od_outbox_stop: sends no more; what is left stays in the file. */
void od_outbox_stop (OdOutbox *self);

/** od_outbox_count: accepted and not yet answered. */
guint od_outbox_count (OdOutbox *self);
