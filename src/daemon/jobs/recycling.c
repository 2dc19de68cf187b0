/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Leads move in turns, so that a call that is to be dialed never waits for a hundred
 * thousand of them:
 *
 *   begin + first turn (one work) --> turn --> turn --> … --> done
 *       the same request was answered before: done at once
 *       the server stops: the next one does the rest, and who asked is told to ask again
 *       a turn fails (no room on the disk): who asked is told that the rest follows, and
 *       it is tried again after a pause, by one timer for each recycling
 *
 * Main thread, but for what runs as OdStoreWork.
 */
#include "daemon/jobs/recycling.h"

#include "daemon/jobs/jobs-state.h"
#include "shared/model/thread.h"

#define FIRST_PAUSE_S 1 /* after a turn that failed; doubles with each in a row */
#define LAST_PAUSE_S  60

typedef struct {
  OdJobs *jobs;
  OdRecyclingOrder order; /* empty: who asked is gone with an earlier process */
  OdRecycling recycling;
  gboolean begun; /* it is on the disk, whatever becomes of this turn */
} Run;

/* A recycling whose last turn failed. */
typedef struct {
  OdJobs *jobs;
  gint64 id;
  guint pause_s;
  guint pause_id; /* source; 0: it is being tried */
} Late;

static gboolean on_pause_over (gpointer data); /* a turn that fails leads to a pause */

static void
late_free (gpointer data)
{
  Late *late = data;

  g_clear_handle_id (&late->pause_id, g_source_remove);
  g_free (late);
}

static Run *
run_new (OdJobs *jobs)
{
  Run *run = g_new0 (Run, 1);

  run->jobs = jobs;
  jobs->n_running++;
  return run;
}

static GHashTable *
get_late (OdJobs *jobs)
{
  if (jobs->late_recyclings == NULL)
    jobs->late_recyclings = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL,
                                                   late_free);
  return jobs->late_recyclings;
}

static void
try_later (OdJobs *jobs, gint64 id)
{
  Late *late = g_hash_table_lookup (get_late (jobs), &id);

  if (late == NULL) {
    late = g_new0 (Late, 1);
    late->jobs = jobs;
    late->id = id;
    g_hash_table_replace (get_late (jobs), &late->id, late);
  }
  if (late->pause_id != 0)
    return;

  late->pause_s = CLAMP (late->pause_s * 2, FIRST_PAUSE_S, LAST_PAUSE_S);
  late->pause_id = g_timeout_add_seconds (late->pause_s, on_pause_over, late);
}

/* What the rules refuse would be refused again; everything else is the database's. */
static gboolean
is_worth_another_try (Run *run, const GError *error)
{
  return run->begun && error->domain != OD_STORE_ERROR && !run->jobs->closing;
}

static void
end (Run *run, const GError *error)
{
  OdRecyclingOrder order = run->order;
  gboolean late = error != NULL && is_worth_another_try (run, error);
  OdRecyclingEnd how = late ? OD_RECYCLING_FOLLOWS
                       : error == NULL && od_recycling_is_open (&run->recycling)
                         ? OD_RECYCLING_CUT
                         : OD_RECYCLING_ENDED;

  run->jobs->n_running--;
  if (late || (error != NULL && order.done == NULL))
    g_warning ("recycling %" G_GINT64_FORMAT " does not go on%s: %s", run->recycling.id,
               late ? " for now" : "", error->message);
  if (late)
    try_later (run->jobs, run->recycling.id);
  g_free (run);
  if (order.done != NULL)
    order.done (how, late ? NULL : error, order.data);
}

static gboolean
turn (OdTx *tx, gpointer data, GError **error)
{
  Run *run = data;

  return od_recycle_store_turn (tx, run->recycling.id, &run->recycling, error);
}

static void
on_turned (gpointer data, const GError *error, gpointer user_data)
{
  Run *run = data;

  if (error == NULL) {
    run->begun = TRUE;
    g_hash_table_remove (get_late (run->jobs), &run->recycling.id);
  }
  if (error != NULL || run->jobs->closing || !od_recycling_is_open (&run->recycling))
    end (run, error);
  else
    od_store_write (run->jobs->store, turn, run, NULL, on_turned, NULL);
}

static gboolean
begin (OdTx *tx, gpointer data, GError **error)
{
  Run *run = data;
  g_autofree char *body = NULL;
  guint status;

  run->recycling.state = OD_RECYCLING_MOVED;
  if (!od_operation_store_find (tx, &run->order.operation, &status, &body, error))
    return FALSE;
  return status != 0
         || (run->order.begin (tx, run->order.data, &run->recycling, error)
             && od_recycle_store_turn (tx, run->recycling.id, &run->recycling, error));
}

void
od_recycling_run (OdJobs *jobs, const OdRecyclingOrder *order)
{
  Run *run = run_new (jobs);

  OD_ASSERT_MAIN ();
  run->order = *order;
  od_store_write (jobs->store, begin, run, NULL, on_turned, NULL);
}

static void
go_on (OdJobs *jobs, gint64 id)
{
  Run *run = run_new (jobs);

  run->recycling.id = id;
  run->begun = TRUE;
  od_store_write (jobs->store, turn, run, NULL, on_turned, NULL);
}

static gboolean
on_pause_over (gpointer data)
{
  Late *late = data;

  late->pause_id = 0;
  go_on (late->jobs, late->id);
  return G_SOURCE_REMOVE;
}

void
od_recycling_resume (OdJobs *jobs, GArray *ids)
{
  OD_ASSERT_MAIN ();
  for (guint i = 0; i < ids->len; i++)
    go_on (jobs, g_array_index (ids, gint64, i));
}
