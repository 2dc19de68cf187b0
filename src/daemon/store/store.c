/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Opens the database, brings it to the newest schema, and owns the threads that touch it:
 * a writer and lanes of readers, each with a snapshot of its own. Group commit: what
 * waits for the writer is committed once, each work in a savepoint of its own, so that a
 * hundred calls a second cost a few fsyncs; events get their numbers right before the
 * commit.
 */
#include "daemon/store/store.h"

#include "daemon/store/day-store.h"
#include "daemon/store/event-store.h"
#include "daemon/store/recovery-store.h"
#include "daemon/store/steady-store.h"
#include "daemon/store/schema.h"
#include "daemon/store/store-folder.h"
#include "shared/db/copy.h"
#include "shared/db/db-thread.h"
#include "shared/model/day.h"
#include "shared/model/thread.h"

#include <gio/gio.h>
#include <string.h>
#include <unistd.h>

#define MAX_GROUP 256 /* works per commit */
#define CHECKPOINT_SIZE                                                                  \
  (16 * 1024 * 1024) /* write-ahead log longer than this is folded in */

/* Reading costs a processor and waits for nothing, its pages being cached: lanes are not
 * there to be faster, but so that no read waits for one that takes long. Searches have
 * their own, which quick reads never enter, and there are two of each: one that turns out
 * slow holds up none of its kind. A lane costs a thread and 2 MB of cache. */
#define LANES_OF_A_KIND 2

typedef enum { LANE_QUICK, LANE_SEARCH, N_LANE_KINDS } LaneKind;

#define N_LANES (N_LANE_KINDS * LANES_OF_A_KIND)

typedef struct {
  OdDb *db;
  OdDbThread *thread;
  guint given; /* works that were not answered yet; the main thread's */
} Lane;

typedef struct {
  OdStore *store;
  Lane *lane; /* lent; NULL: it writes */
  OdStoreWork work;
  gpointer data;
  GDestroyNotify free_data;
  OdStoreDone done;
  gpointer user_data;
  GPtrArray *events; /* (element-type OdEvent) */
} Job;

struct _OdStore {
  const OdClock *clock;
  GMainContext *context;
  OdDb *write_db;
  OdDbThread *writer;
  Lane lanes[N_LANES]; /* kind by kind */
  guint64 version;     /* works that were committed and told */
  gint64 epoch;
  gint64 steady_ms; /* steady time, less the time since the machine was started */
  GTimeZone *zone;
  GPtrArray *fresh; /* (element-type OdEvent): lent; the group's, without numbers yet */
  int lock_fd;
  OdStoreEventFunc event_func;
  gpointer event_data;
};

static void
job_free (gpointer data)
{
  Job *job = data;

  if (job->free_data != NULL)
    job->free_data (job->data);
  g_ptr_array_unref (job->events);
  g_free (job);
}

/* Main thread. Work by work, as it ran: who was told "there is no lead" must hear of the
 * leads that came after, not before. */
static void
on_job_done (gpointer data, const GError *error, gpointer user_data)
{
  Job *job = data;
  OdStore *store = user_data;

  if (job->lane != NULL)
    job->lane->given--;
  else if (error == NULL)
    store->version++;
  if (store->event_func != NULL && error == NULL) {
    for (guint i = 0; i < job->events->len; i++)
      store->event_func (g_ptr_array_index (job->events, i), store->event_data);
  }
  if (job->done != NULL)
    job->done (job->data, error, job->user_data);
}

static OdTx
tx_new (OdStore *store, OdDb *db, GPtrArray *events)
{
  return (OdTx){ .db = db,
                 .now_ms = od_clock_now_ms (store->clock),
                 .steady_ms = od_clock_boot_ms (store->clock) + store->steady_ms,
                 .epoch = store->epoch,
                 .zone = store->zone,
                 .events = events };
}

static gboolean
begin_group (gpointer owner, GError **error)
{
  OdStore *store = owner;

  g_ptr_array_set_size (store->fresh, 0);
  return od_db_begin (store->write_db, error);
}

static gboolean
commit_group (gpointer owner, GError **error)
{
  OdStore *store = owner;
  OdTx tx = tx_new (store, store->write_db, NULL);

  if (od_event_store_append (&tx, store->fresh, error) && od_db_commit (tx.db, error)) {
    od_db_checkpoint (tx.db, CHECKPOINT_SIZE);
    return TRUE;
  }

  od_db_rollback (tx.db);
  return FALSE;
}

/* One work inside the group: it stands or falls alone. */
static gboolean
run_write (gpointer data, GError **error)
{
  Job *job = data;
  OdStore *store = job->store;
  OdTx tx = tx_new (store, store->write_db, job->events);

  if (!od_db_begin (tx.db, error))
    return FALSE;
  if (job->work (&tx, job->data, error) && od_db_commit (tx.db, error)) {
    g_ptr_array_extend (store->fresh, job->events, NULL, NULL);
    return TRUE;
  }

  od_db_rollback (tx.db);
  return FALSE;
}

static gboolean
run_read (gpointer data, GError **error)
{
  Job *job = data;
  OdTx tx = tx_new (job->store, job->lane->db, NULL);
  gboolean ok;

  if (!od_db_begin (tx.db, error))
    return FALSE;
  ok = job->work (&tx, job->data, error);
  od_db_rollback (tx.db);
  return ok;
}

static gboolean
start_epoch (OdStore *store, const char *time_zone, GError **error)
{
  g_autoptr (GPtrArray)
    events = g_ptr_array_new_with_free_func ((GDestroyNotify) od_event_free);
  OdTx tx = { .db = store->write_db,
              .now_ms = od_clock_now_ms (store->clock),
              .events = events };

  if (!od_db_begin (tx.db, error))
    return FALSE;
  if (!od_steady_store_begin (&tx, od_clock_get_boot (store->clock),
                              od_clock_boot_ms (store->clock), &store->steady_ms, error)
      || !od_day_store_set_zone (&tx, time_zone, &store->zone, error)
      || !od_recovery_store_begin_epoch (&tx, error)
      || !od_event_store_append (&tx, events, error) || !od_db_commit (tx.db, error)) {
    od_db_rollback (tx.db);
    return FALSE;
  }

  store->epoch = tx.epoch;
  return TRUE;
}

static gboolean
open_databases (OdStore *store, const char *dir, const char *time_zone, GError **error)
{
  g_autofree char *path = g_build_filename (dir, "outdial.db", NULL);

  if (!od_db_check_log (path, error))
    return FALSE;
  store->write_db = od_db_open (path, OD_DB_WRITER, error);
  if (store->write_db == NULL || !od_schema_migrate (store->write_db, path, error)
      || !start_epoch (store, time_zone, error))
    return FALSE;

  for (int i = 0; i < N_LANES; i++) {
    Lane *lane = &store->lanes[i];

    lane->db = od_db_open (path, OD_DB_READER, error);
    if (lane->db == NULL)
      return FALSE;
  }

  return TRUE;
}

static void
start_lanes (OdStore *store)
{
  static const char *const names[N_LANE_KINDS] = {
    [LANE_QUICK] = "store-reader", [LANE_SEARCH] = "store-search"
  };

  for (int i = 0; i < N_LANES; i++)
    store->lanes[i].thread = od_db_thread_new (names[i / LANES_OF_A_KIND],
                                               G_PRIORITY_HIGH, store->lanes[i].db, NULL);
}

static void
end_lanes (OdStore *store)
{
  for (int i = 0; i < N_LANES; i++) {
    g_clear_pointer (&store->lanes[i].thread, od_db_thread_end);
    g_clear_pointer (&store->lanes[i].db, od_db_close);
  }
}

OdStore *
od_store_open (const char *dir,
               const char *time_zone,
               const OdClock *clock,
               GError **error)
{
  g_autoptr (OdStore) store = g_new0 (OdStore, 1);
  OdDbGroup group = { MAX_GROUP, begin_group, commit_group, store };

  OD_ASSERT_MAIN ();

  store->clock = clock;
  store->context = g_main_context_ref_thread_default ();
  store->fresh = g_ptr_array_new ();
  store->lock_fd = od_store_folder_lock (dir, error);
  if (store->lock_fd < 0 || !open_databases (store, dir, time_zone, error))
    return NULL;

  store->writer = od_db_thread_new ("store-writer", G_PRIORITY_HIGH, store->write_db,
                                    &group);
  start_lanes (store);
  return g_steal_pointer (&store);
}

void
od_store_close (OdStore *store)
{
  OD_ASSERT_MAIN ();

  end_lanes (store);
  g_clear_pointer (&store->writer, od_db_thread_end);
  g_clear_pointer (&store->write_db, od_db_close);
  if (store->lock_fd >= 0)
    close (store->lock_fd);
  g_ptr_array_unref (store->fresh);
  g_main_context_unref (store->context);
  g_clear_pointer (&store->zone, g_time_zone_unref);
  g_free (store);
}

gint64
od_store_get_today (OdStore *store)
{
  OD_ASSERT_MAIN ();

  return od_day_of (store->zone, od_clock_now_ms (store->clock));
}

void
od_store_set_event_func (OdStore *store, OdStoreEventFunc func, gpointer user_data)
{
  OD_ASSERT_MAIN ();

  store->event_func = func;
  store->event_data = user_data;
}

static Job *
job_new (OdStore *store,
         OdStoreWork work,
         gpointer data,
         GDestroyNotify free_data,
         OdStoreDone done,
         gpointer user_data)
{
  Job *job = g_new (Job, 1);

  OD_ASSERT_MAIN ();

  *job =
    (Job){ store,     NULL,
           work,      data,
           free_data, done,
           user_data, g_ptr_array_new_with_free_func ((GDestroyNotify) od_event_free) };
  return job;
}

void
od_store_write (OdStore *store,
                OdStoreWork work,
                gpointer data,
                GDestroyNotify free_data,
                OdStoreDone done,
                gpointer user_data)
{
  Job *job = job_new (store, work, data, free_data, done, user_data);

  od_db_thread_give (store->writer, run_write, job, job_free, on_job_done, store);
}

/* On the lane with the least to do. */
static void
read_on (OdStore *store, LaneKind kind, Job *job)
{
  Lane *lanes = &store->lanes[kind * LANES_OF_A_KIND], *lane = lanes;

  for (int i = 1; i < LANES_OF_A_KIND; i++) {
    if (lanes[i].given < lane->given)
      lane = &lanes[i];
  }

  job->lane = lane;
  lane->given++;
  od_db_thread_give (lane->thread, run_read, job, job_free, on_job_done, store);
}

void
od_store_read (OdStore *store,
               OdStoreWork work,
               gpointer data,
               GDestroyNotify free_data,
               OdStoreDone done,
               gpointer user_data)
{
  read_on (store, LANE_QUICK, job_new (store, work, data, free_data, done, user_data));
}

void
od_store_search (OdStore *store,
                 OdStoreWork work,
                 gpointer data,
                 GDestroyNotify free_data,
                 OdStoreDone done,
                 gpointer user_data)
{
  read_on (store, LANE_SEARCH, job_new (store, work, data, free_data, done, user_data));
}

guint64
od_store_get_version (OdStore *store)
{
  OD_ASSERT_MAIN ();

  return store->version;
}

typedef struct {
  gboolean done;
  GError *error;
} Outcome;

static void
on_written (gpointer data, const GError *error, gpointer user_data)
{
  Outcome *outcome = user_data;

  outcome->done = TRUE;
  outcome->error = error != NULL ? g_error_copy (error) : NULL;
}

gboolean
od_store_write_now (OdStore *store, OdStoreWork work, gpointer data, GError **error)
{
  Outcome outcome = { FALSE, NULL };

  OD_ASSERT_MAIN ();

  od_store_write (store, work, data, NULL, on_written, &outcome);
  while (!outcome.done)
    g_main_context_iteration (store->context, TRUE);
  if (outcome.error == NULL)
    return TRUE;

  g_propagate_error (error, outcome.error);
  return FALSE;
}
