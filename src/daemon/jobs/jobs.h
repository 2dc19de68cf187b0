/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/jobs/password-pool.h"
#include "daemon/store/store.h"

/*
 * What takes many turns of the store, or long on a thread of its own, and is more than
 * one request's work. Jobs know the store and never a request: who asked gives a
 * callback. Main thread.
 */
typedef struct _OdJobs OdJobs;

OdJobs *od_jobs_new (OdStore *store);

/** od_jobs_close: no turn begins any more; jobs under way end at their next stop, and
 * say so. */
void od_jobs_close (OdJobs *jobs);

/** od_jobs_count: how many are under way. */
guint od_jobs_count (OdJobs *jobs);

/** od_jobs_free: none may be under way. */
void od_jobs_free (OdJobs *jobs);

/** od_jobs_get_passwords: where passwords are hashed; lent. */
OdPasswordPool *od_jobs_get_passwords (OdJobs *jobs);
