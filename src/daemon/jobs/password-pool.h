/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * Where passwords are hashed: argon2 takes 64 MiB and a tenth of a second, so that two
 * threads do it, apart from everything else. Main thread.
 */
typedef struct _OdPasswordPool OdPasswordPool;

/** OD_PASSWORD_POOL_THREADS: who has much to do gives so many pieces at a time, and the
 * next one when one is done: others come in between. */
#define OD_PASSWORD_POOL_THREADS 2

OdPasswordPool *od_password_pool_new (void);

/** od_password_pool_free: what has not begun is dropped. */
void od_password_pool_free (OdPasswordPool *pool);

/** od_password_pool_run: @work runs on a thread of the pool and touches only @data; then
 * @done on the main thread. */
void od_password_pool_run (OdPasswordPool *pool,
                           void (*work) (gpointer data),
                           void (*done) (gpointer data),
                           gpointer data);
