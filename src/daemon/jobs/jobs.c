/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What all jobs share: the store, the threads for passwords, and whether to go on.
 */
#include "daemon/jobs/jobs.h"

#include "daemon/jobs/jobs-state.h"
#include "shared/model/thread.h"

OdJobs *
od_jobs_new (OdStore *store)
{
  OdJobs *jobs = g_new0 (OdJobs, 1);

  OD_ASSERT_MAIN ();
  jobs->store = store;
  jobs->passwords = od_password_pool_new ();
  jobs->new_agents = g_hash_table_new (g_str_hash, g_str_equal);
  return jobs;
}

void
od_jobs_close (OdJobs *jobs)
{
  OD_ASSERT_MAIN ();
  jobs->closing = TRUE;
  g_clear_pointer (&jobs->late_recyclings, g_hash_table_unref);
}

guint
od_jobs_count (OdJobs *jobs)
{
  OD_ASSERT_MAIN ();
  return jobs->n_running;
}

void
od_jobs_free (OdJobs *jobs)
{
  OD_ASSERT_MAIN ();
  od_jobs_close (jobs);
  od_password_pool_free (jobs->passwords);
  g_hash_table_unref (jobs->new_agents);
  g_free (jobs);
}

OdPasswordPool *
od_jobs_get_passwords (OdJobs *jobs)
{
  OD_ASSERT_MAIN ();
  return jobs->passwords;
}
