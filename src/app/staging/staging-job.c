/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An order's life. Any thread, one at a time.
 */
#include "app/staging/staging-job.h"

static void
job_free (gpointer data)
{
  OdStagingJob *job = data;

  g_clear_pointer (&job->source, od_lead_source_unref);
  g_clear_pointer (&job->mapping, od_column_mapping_free);
  g_clear_pointer (&job->rows, g_array_unref);
  g_clear_object (&job->file);
  g_clear_error (&job->error);
  if (job->result != NULL)
    job->free_result (job->result);
  g_free (job->text);
  g_free (job->undo);
  g_free (job);
}

OdStagingJob *
od_staging_job_new (gpointer staging,
                    gpointer tag,
                    void (*run) (OdStagingJob *job, OdStagingStore *store),
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  OdStagingJob *job = g_new0 (OdStagingJob, 1);

  job->task = g_task_new (staging, cancellable, callback, user_data);
  job->run = run;
  g_task_set_source_tag (job->task, tag);
  g_task_set_task_data (job->task, job, job_free);
  /* What is changed is changed. */
  g_task_set_check_cancellable (job->task, FALSE);
  return job;
}

void
od_staging_job_attach (OdStagingJob *job,
                       GSourceFunc func,
                       gpointer data,
                       GDestroyNotify destroy)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, g_task_get_priority (job->task));
  g_source_set_callback (source, func, data, destroy);
  g_source_attach (source, g_task_get_context (job->task));
}
