/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A queue there, a source back. The thread takes what waits as one group; the group comes
 * back as one delivery, so that a hundred answers cost one turn of the main loop.
 */
#include "shared/db/db-thread.h"

typedef struct {
  OdDbWork work; /* NULL: ends the thread */
  gpointer data;
  GDestroyNotify free_data;
  OdDbDone done;
  gpointer user_data;
  GError *error;
} Job;

struct _OdDbThread {
  GMainContext *context;
  int priority;
  OdDb *db; /* lent; NULL: a work opens it */
  OdDbGroup group;
  GAsyncQueue *queue; /* (element-type Job) */
  GThread *thread;
  gboolean ended; /* the maker's: answers are dropped */
};

typedef struct {
  OdDbThread *thread; /* a reference: an answer may be under way when the thread ends */
  GQueue *jobs;       /* (element-type Job): as they ran */
} Delivery;

typedef struct {
  OdDbThread *thread; /* a reference */
  void (*func) (gpointer data);
  gpointer data;
  GDestroyNotify free_data;
} Word;

static void
thread_clear (gpointer data)
{
  OdDbThread *self = data;

  g_async_queue_unref (self->queue);
  g_main_context_unref (self->context);
}

static void
thread_unref (OdDbThread *self)
{
  g_atomic_rc_box_release_full (self, thread_clear);
}

static void
job_free (gpointer data)
{
  Job *job = data;

  if (job->free_data != NULL)
    job->free_data (job->data);
  g_clear_error (&job->error);
  g_free (job);
}

/* --- the way back ------------------------------------------------------------------- */

static void
attach (OdDbThread *self, GSourceFunc func, gpointer data, GDestroyNotify destroy)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, self->priority);
  g_source_set_callback (source, func, data, destroy);
  g_source_attach (source, self->context);
}

static void
delivery_free (gpointer data)
{
  Delivery *delivery = data;

  g_queue_free_full (delivery->jobs, job_free);
  thread_unref (delivery->thread);
  g_free (delivery);
}

static gboolean
deliver (gpointer data)
{
  Delivery *delivery = data;
  Job *job;

  while ((job = g_queue_pop_head (delivery->jobs)) != NULL) {
    if (job->done != NULL && !delivery->thread->ended)
      job->done (job->data, job->error, job->user_data);
    job_free (job);
  }

  return G_SOURCE_REMOVE;
}

static void
send_back (OdDbThread *self, GQueue *jobs)
{
  Delivery *delivery = g_new0 (Delivery, 1);

  delivery->thread = g_atomic_rc_box_acquire (self);
  delivery->jobs = jobs;
  attach (self, deliver, delivery, delivery_free);
}

static void
word_free (gpointer data)
{
  Word *word = data;

  if (word->free_data != NULL)
    word->free_data (word->data);
  thread_unref (word->thread);
  g_free (word);
}

static gboolean
on_told (gpointer data)
{
  Word *word = data;

  if (!word->thread->ended)
    word->func (word->data);
  return G_SOURCE_REMOVE;
}

void
od_db_thread_tell (OdDbThread *self,
                   void (*func) (gpointer data),
                   gpointer data,
                   GDestroyNotify free_data)
{
  Word *word = g_new0 (Word, 1);

  *word = (Word){ g_atomic_rc_box_acquire (self), func, data, free_data };
  attach (self, on_told, word, word_free);
}

/* --- the thread --------------------------------------------------------------------- */

static void
fail (GQueue *jobs, const GError *error)
{
  for (GList *l = jobs->head; l != NULL; l = l->next) {
    Job *job = l->data;

    if (job->error == NULL)
      job->error = g_error_copy (error);
  }
}

static void
run_works (GQueue *jobs)
{
  for (GList *l = jobs->head; l != NULL; l = l->next) {
    Job *job = l->data;

    if (!job->work (job->data, &job->error))
      g_assert (job->error != NULL);
  }
}

static void
run_group (OdDbThread *self, GQueue *jobs)
{
  const OdDbGroup *group = &self->group;
  g_autoptr (GError) error = NULL;

  if (group->begin != NULL && !group->begin (group->owner, &error)) {
    fail (jobs, error);
    return;
  }
  run_works (jobs);
  if (group->commit != NULL && !group->commit (group->owner, &error))
    fail (jobs, error);
}

/* FALSE: there will be no more. */
static gboolean
take_group (OdDbThread *self, GQueue *jobs)
{
  Job *job = g_async_queue_pop (self->queue);

  while (job != NULL && job->work != NULL) {
    g_queue_push_tail (jobs, job);
    job = jobs->length < self->group.max_works ? g_async_queue_try_pop (self->queue)
                                               : NULL;
  }
  if (job == NULL)
    return TRUE;

  job_free (job);
  return FALSE;
}

static gpointer
run_thread (gpointer data)
{
  OdDbThread *self = data;
  gboolean going = TRUE;

  if (self->db != NULL)
    od_db_take (self->db);
  while (going) {
    GQueue *jobs = g_queue_new ();

    going = take_group (self, jobs);
    if (jobs->length > 0)
      run_group (self, jobs);
    send_back (self, jobs);
  }

  return NULL;
}

/* --- the maker's side --------------------------------------------------------------- */

OdDbThread *
od_db_thread_new (const char *name, int priority, OdDb *db, const OdDbGroup *group)
{
  OdDbThread *self = g_atomic_rc_box_new0 (OdDbThread);

  self->context = g_main_context_ref_thread_default ();
  self->priority = priority;
  self->db = db;
  self->group = group != NULL ? *group : (OdDbGroup){ .max_works = 1 };
  self->queue = g_async_queue_new ();
  self->thread = g_thread_new (name, run_thread, self);
  return self;
}

void
od_db_thread_end (OdDbThread *self)
{
  self->ended = TRUE;
  g_async_queue_push (self->queue, g_new0 (Job, 1));
  g_thread_join (self->thread);
  thread_unref (self);
}

void
od_db_thread_give (OdDbThread *self,
                   OdDbWork work,
                   gpointer data,
                   GDestroyNotify free_data,
                   OdDbDone done,
                   gpointer user_data)
{
  Job *job = g_new0 (Job, 1);

  *job = (Job){ work, data, free_data, done, user_data, NULL };
  g_async_queue_push (self->queue, job);
}
