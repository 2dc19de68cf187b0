/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * Where passwords are hashed: argon2 takes 64 MiB and a tenth of a second, so that two
 * threads do it, apart from everything else. Who waits for them waits here, friends
 * before strangers, and only so many strangers may. Main thread.
 */
typedef struct _OdPasswordPool OdPasswordPool;

/** OD_PASSWORD_POOL_THREADS: who has much to do gives so many pieces at a time, and the
 * next one when one is done: others come in between. */
#define OD_PASSWORD_POOL_THREADS 2

OdPasswordPool *od_password_pool_new (void);

/** od_password_pool_free: what has not begun is dropped. */
void od_password_pool_free (OdPasswordPool *pool);

/** od_password_pool_run: for somebody who is signed in: before all strangers. @work runs
 * on a thread of the pool and touches only @data; then @done on the main thread. */
void od_password_pool_run (OdPasswordPool *pool,
                           void (*work) (gpointer data),
                           void (*done) (gpointer data),
                           gpointer data);

/* The work of somebody who is not signed in. */
typedef struct {
  /* Main thread, when its turn comes. FALSE: it is not wanted any more; it has answered,
   * and the data is gone. */
  gboolean (*begin) (gpointer data);
  void (*work) (gpointer data); /* on a thread of the pool: touches only its data */
  void (*done) (gpointer data); /* main thread */
  void (*cut) (gpointer data);  /* main thread: it has lost its place; frees the data */
} OdPasswordWork;

/** od_password_pool_has_room: od_password_pool_queue() would take somebody. */
gboolean od_password_pool_has_room (OdPasswordPool *pool, gboolean is_friend, guint most);

/** od_password_pool_queue: @work (lent for ever) waits its turn, if not more than @most
 * strangers wait; else FALSE, and nothing is taken. @from: where it came from.
 * @is_friend: waits among those signed in, and @most is theirs. */
gboolean od_password_pool_queue (OdPasswordPool *pool,
                                 const OdPasswordWork *work,
                                 gpointer data,
                                 const char *from,
                                 gboolean is_friend,
                                 guint most);

/** od_password_pool_count: how many strangers wait that came from @from. */
guint od_password_pool_count (OdPasswordPool *pool, const char *from);

/** od_password_pool_cut: while more than @most strangers wait, the last that came from
 * @from loses its place. */
void od_password_pool_cut (OdPasswordPool *pool, const char *from, guint most);
