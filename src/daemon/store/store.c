/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Opens the database, brings it to the newest schema, and owns the two threads that
 * touch it. Group commit: the writer takes all that waits, gives each its savepoint and
 * commits once, so that a hundred calls a second cost a few fsyncs.
 */
#include "daemon/store/store.h"

#include "daemon/store/recovery-store.h"
#include "schema-resource.h"
#include "shared/db/migration.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define MAX_GROUP 256 /* works per commit */
#define CHECKPOINT_SIZE                                                                  \
  (16 * 1024 * 1024) /* write-ahead log longer than this is folded in */

typedef struct {
  OdStoreWork work; /* NULL: end the thread */
  gpointer data;
  GDestroyNotify free_data;
  OdStoreDone done;
  gpointer user_data;
  GError *error;
  GPtrArray *events;
} Job;

typedef struct {
  OdDb *db;
  GAsyncQueue *queue; /* (element-type Job) */
  GThread *thread;
} Lane;

struct _OdStore {
  const OdClock *clock;
  GMainContext *context;
  Lane writer;
  Lane reader;
  gint64 epoch;
  gint64 seq; /* last committed; the writer thread's while it runs */
  int lock_fd;
  gint closing; /* atomic: answers are dropped */
  OdStoreEventFunc event_func;
  gpointer event_data;
};

typedef struct {
  OdStore *store;  /* a reference: an answer may be under way when the store closes */
  GPtrArray *jobs; /* (element-type Job) */
} Delivery;

static void
store_clear (gpointer data)
{
  OdStore *store = data;

  g_main_context_unref (store->context);
}

static void
store_unref (OdStore *store)
{
  g_atomic_rc_box_release_full (store, store_clear);
}

static void
job_free (gpointer data)
{
  Job *job = data;

  if (job->free_data != NULL)
    job->free_data (job->data);
  g_clear_error (&job->error);
  g_clear_pointer (&job->events, g_ptr_array_unref);
  g_free (job);
}

static void
delivery_free (gpointer data)
{
  Delivery *delivery = data;

  g_ptr_array_unref (delivery->jobs);
  store_unref (delivery->store);
  g_free (delivery);
}

static void
deliver_job (OdStore *store, Job *job)
{
  if (store->event_func != NULL && job->error == NULL) {
    for (guint i = 0; i < job->events->len; i++)
      store->event_func (g_ptr_array_index (job->events, i), store->event_data);
  }
  if (job->done != NULL)
    job->done (job->data, job->error, job->user_data);
}

/* Main thread. Work by work, as it ran: who was told "there is no lead" must hear of the
 * leads that came after, not before. */
static gboolean
deliver (gpointer data)
{
  Delivery *delivery = data;
  OdStore *store = delivery->store;

  for (guint i = 0; i < delivery->jobs->len; i++) {
    if (!g_atomic_int_get (&store->closing))
      deliver_job (store, g_ptr_array_index (delivery->jobs, i));
  }

  return G_SOURCE_REMOVE;
}

static void
send_back (OdStore *store, GPtrArray *jobs)
{
  g_autoptr (GSource) source = NULL;
  Delivery *delivery = g_new0 (Delivery, 1);

  delivery->store = g_atomic_rc_box_acquire (store);
  delivery->jobs = jobs;
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_HIGH);
  g_source_set_callback (source, deliver, delivery, delivery_free);
  g_source_attach (source, store->context);
}

static OdTx
tx_new (OdStore *store, OdDb *db, Job *job)
{
  return (OdTx){ .db = db,
                 .now_ms = od_clock_now_ms (store->clock),
                 .epoch = store->epoch,
                 .events = job->events };
}

/* One work inside the group: it stands or falls alone. */
static void
run_in_group (OdStore *store, Job *job)
{
  OdDb *db = store->writer.db;
  OdTx tx = tx_new (store, db, job);

  tx.seq = store->seq;
  if (!od_db_begin (db, &job->error))
    return;
  if (job->work (&tx, job->data, &job->error) && od_db_commit (db, &job->error)) {
    store->seq = tx.seq;
    return;
  }

  g_assert (job->error != NULL);
  od_db_rollback (db);
}

static void
fail_group (GPtrArray *jobs, const GError *error)
{
  for (guint i = 0; i < jobs->len; i++) {
    Job *job = g_ptr_array_index (jobs, i);

    if (job->error == NULL)
      job->error = g_error_copy (error);
  }
}

static void
run_group (OdStore *store, GPtrArray *jobs)
{
  g_autoptr (GError) error = NULL;
  gint64 seq = store->seq;

  if (!od_db_begin (store->writer.db, &error)) {
    fail_group (jobs, error);
    return;
  }
  for (guint i = 0; i < jobs->len; i++)
    run_in_group (store, g_ptr_array_index (jobs, i));
  if (od_db_commit (store->writer.db, &error)) {
    od_db_checkpoint (store->writer.db, CHECKPOINT_SIZE);
    return;
  }

  od_db_rollback (store->writer.db);
  store->seq = seq;
  fail_group (jobs, error);
}

static gpointer
writer_main (gpointer data)
{
  OdStore *store = data;
  gboolean going = TRUE;

  while (going) {
    Job *job = g_async_queue_pop (store->writer.queue);
    GPtrArray *jobs = g_ptr_array_new_with_free_func (job_free);

    while (job != NULL && job->work != NULL) {
      g_ptr_array_add (jobs, job);
      job = jobs->len < MAX_GROUP ? g_async_queue_try_pop (store->writer.queue) : NULL;
    }
    if (jobs->len > 0)
      run_group (store, jobs);
    if (job != NULL) {
      job_free (job);
      going = FALSE;
    }
    send_back (store, jobs);
  }

  return NULL;
}

static void
run_read (OdStore *store, Job *job)
{
  OdTx tx = tx_new (store, store->reader.db, job);

  if (!od_db_begin (store->reader.db, &job->error))
    return;
  if (!job->work (&tx, job->data, &job->error))
    g_assert (job->error != NULL);
  od_db_rollback (store->reader.db);
}

static gpointer
reader_main (gpointer data)
{
  OdStore *store = data;

  for (;;) {
    Job *job = g_async_queue_pop (store->reader.queue);
    GPtrArray *jobs = NULL;

    if (job->work == NULL) {
      job_free (job);
      return NULL;
    }
    run_read (store, job);
    jobs = g_ptr_array_new_with_free_func (job_free);
    g_ptr_array_add (jobs, job);
    send_back (store, jobs);
  }
}

static gboolean
migrate (OdDb *db, GError **error)
{
  static const char *const names[] = {
    "001-spine.sql",      "002-lead-history.sql",   "003-disposition-reason.sql",
    "004-recycle.sql",    "005-agent-calls.sql",    "006-recycling.sql",
    "007-call-slice.sql", "008-latency-bucket.sql", "009-deleted-script.sql",
    "010-retry-rule.sql",
  };
  GBytes *bytes[G_N_ELEMENTS (names)] = { NULL };
  OdMigration steps[G_N_ELEMENTS (names)];
  gboolean ok;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = g_strconcat ("/dev/outdial/schema/", names[i], NULL);

    bytes[i] = g_resource_lookup_data (od_schema_get_resource (), path, 0, NULL);
    g_assert (bytes[i] != NULL);
    steps[i] = (OdMigration){ names[i], g_bytes_get_data (bytes[i], NULL) };
  }
  ok = od_migration_run (db, steps, G_N_ELEMENTS (names), error);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_bytes_unref (bytes[i]);

  return ok;
}

/* The folder is ours alone while we run: two daemons would dial the same lead. */
static int
lock_dir (const char *dir, GError **error)
{
  g_autofree char *path = g_build_filename (dir, "lock", NULL);
  int fd;

  if (g_mkdir_with_parents (dir, 0700) != 0) {
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno),
                 "Cannot make the data folder %s: %s", dir, g_strerror (errno));
    return -1;
  }

  fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) {
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno),
                 "Cannot write in the data folder %s: %s", dir, g_strerror (errno));
    return -1;
  }
  if (flock (fd, LOCK_EX | LOCK_NB) != 0) {
    g_set_error (error, OD_STORE_ERROR, OD_STORE_ERROR_REFUSED,
                 "Another outdiald or outdialctl uses the data folder %s: stop it first",
                 dir);
    close (fd);
    return -1;
  }

  return fd;
}

static gboolean
start_epoch (OdStore *store, GError **error)
{
  g_autoptr (GPtrArray)
    events = g_ptr_array_new_with_free_func ((GDestroyNotify) od_event_free);
  OdTx tx = { .db = store->writer.db,
              .now_ms = od_clock_now_ms (store->clock),
              .events = events };

  if (!od_db_begin (tx.db, error))
    return FALSE;
  if (!od_recovery_store_begin_epoch (&tx, error) || !od_db_commit (tx.db, error)) {
    od_db_rollback (tx.db);
    return FALSE;
  }

  store->epoch = tx.epoch;
  store->seq = tx.seq;
  return TRUE;
}

static void
lane_clear (Lane *lane)
{
  if (lane->thread != NULL) {
    g_async_queue_push (lane->queue, g_new0 (Job, 1));
    g_thread_join (lane->thread);
  }
  g_clear_pointer (&lane->queue, g_async_queue_unref);
  g_clear_pointer (&lane->db, od_db_close);
}

OdStore *
od_store_open (const char *dir, const OdClock *clock, GError **error)
{
  g_autofree char *path = g_build_filename (dir, "outdial.db", NULL);
  g_autoptr (OdStore) store = g_atomic_rc_box_new0 (OdStore);

  store->clock = clock;
  store->context = g_main_context_ref_thread_default ();
  store->lock_fd = lock_dir (dir, error);
  if (store->lock_fd < 0)
    return NULL;

  store->writer.db = od_db_open (path, OD_DB_WRITER, error);
  if (store->writer.db == NULL || !migrate (store->writer.db, error)
      || !start_epoch (store, error))
    return NULL;
  store->reader.db = od_db_open (path, OD_DB_READER, error);
  if (store->reader.db == NULL)
    return NULL;

  store->writer.queue = g_async_queue_new ();
  store->reader.queue = g_async_queue_new ();
  store->writer.thread = g_thread_new ("store-writer", writer_main, store);
  store->reader.thread = g_thread_new ("store-reader", reader_main, store);
  return g_steal_pointer (&store);
}

void
od_store_close (OdStore *store)
{
  g_atomic_int_set (&store->closing, TRUE);
  lane_clear (&store->reader);
  lane_clear (&store->writer);
  if (store->lock_fd >= 0)
    close (store->lock_fd);
  store->lock_fd = -1;
  store_unref (store);
}

void
od_store_set_event_func (OdStore *store, OdStoreEventFunc func, gpointer user_data)
{
  store->event_func = func;
  store->event_data = user_data;
}

static Job *
job_new (OdStoreWork work,
         gpointer data,
         GDestroyNotify free_data,
         OdStoreDone done,
         gpointer user_data)
{
  Job *job = g_new0 (Job, 1);

  job->work = work;
  job->data = data;
  job->free_data = free_data;
  job->done = done;
  job->user_data = user_data;
  job->events = g_ptr_array_new_with_free_func ((GDestroyNotify) od_event_free);
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
  g_async_queue_push (store->writer.queue,
                      job_new (work, data, free_data, done, user_data));
}

void
od_store_read (OdStore *store,
               OdStoreWork work,
               gpointer data,
               GDestroyNotify free_data,
               OdStoreDone done,
               gpointer user_data)
{
  g_async_queue_push (store->reader.queue,
                      job_new (work, data, free_data, done, user_data));
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

  od_store_write (store, work, data, NULL, on_written, &outcome);
  while (!outcome.done)
    g_main_context_iteration (store->context, TRUE);
  if (outcome.error == NULL)
    return TRUE;

  g_propagate_error (error, outcome.error);
  return FALSE;
}
