/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A thread pool for argon2, the two queues before it, and the way back to the main
 * thread. The queues are ours, not the thread pool's: who waits can be asked once more
 * before it costs a tenth of a second, and thrown out. Main thread, but for the work.
 */
#include "daemon/jobs/password-pool.h"

#include "shared/model/thread.h"

struct _OdPasswordPool {
  GThreadPool *threads;
  GQueue friends;   /* (element-type Piece) */
  GQueue strangers; /* (element-type Piece) */
  guint n_running;
};

typedef struct {
  OdPasswordPool *pool;
  const OdPasswordWork *queued; /* NULL: run, without a question */
  void (*work) (gpointer data);
  void (*done) (gpointer data);
  gpointer data;
  char *from; /* NULL: of somebody signed in */
} Piece;

static void
piece_free (gpointer data)
{
  Piece *piece = data;

  g_free (piece->from);
  g_free (piece);
}

static void
go_on (OdPasswordPool *pool)
{
  while (pool->n_running < OD_PASSWORD_POOL_THREADS) {
    Piece *piece = g_queue_pop_head (&pool->friends);

    if (piece == NULL)
      piece = g_queue_pop_head (&pool->strangers);
    if (piece == NULL)
      return;
    if (piece->queued != NULL && !piece->queued->begin (piece->data)) {
      piece_free (piece);
      continue;
    }
    pool->n_running++;
    g_thread_pool_push (pool->threads, piece, NULL);
  }
}

/* Main thread. The next one begins first: what is done may give more. */
static gboolean
deliver (gpointer user_data)
{
  Piece *piece = user_data;

  piece->pool->n_running--;
  go_on (piece->pool);
  piece->done (piece->data);
  return G_SOURCE_REMOVE;
}

/* A thread of the pool. */
static void
run (gpointer data, gpointer user_data)
{
  Piece *piece = data;
  g_autoptr (GSource) source = g_idle_source_new ();

  piece->work (piece->data);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, deliver, piece, piece_free);
  g_source_attach (source, NULL);
}

OdPasswordPool *
od_password_pool_new (void)
{
  OdPasswordPool *pool = g_new0 (OdPasswordPool, 1);

  OD_ASSERT_MAIN ();
  g_queue_init (&pool->friends);
  g_queue_init (&pool->strangers);
  pool->threads = g_thread_pool_new_full (run, NULL, piece_free, OD_PASSWORD_POOL_THREADS,
                                          FALSE, NULL);
  return pool;
}

void
od_password_pool_free (OdPasswordPool *pool)
{
  OD_ASSERT_MAIN ();
  g_thread_pool_free (pool->threads, TRUE, TRUE);
  g_queue_clear_full (&pool->friends, piece_free);
  g_queue_clear_full (&pool->strangers, piece_free);
  g_free (pool);
}

void
od_password_pool_run (OdPasswordPool *pool,
                      void (*work) (gpointer data),
                      void (*done) (gpointer data),
                      gpointer data)
{
  Piece *piece = g_new0 (Piece, 1);

  OD_ASSERT_MAIN ();
  *piece = (Piece){ .pool = pool, .work = work, .done = done, .data = data };
  g_queue_push_tail (&pool->friends, piece);
  go_on (pool);
}

gboolean
od_password_pool_has_room (OdPasswordPool *pool, gboolean is_friend, guint most)
{
  OD_ASSERT_MAIN ();
  return (is_friend ? &pool->friends : &pool->strangers)->length < most;
}

gboolean
od_password_pool_queue (OdPasswordPool *pool,
                        const OdPasswordWork *work,
                        gpointer data,
                        const char *from,
                        gboolean is_friend,
                        guint most)
{
  GQueue *queue = is_friend ? &pool->friends : &pool->strangers;
  Piece *piece;

  OD_ASSERT_MAIN ();
  if (!od_password_pool_has_room (pool, is_friend, most))
    return FALSE;

  piece = g_new0 (Piece, 1);
  *piece = (Piece){ pool, work, work->work, work->done, data, g_strdup (from) };
  g_queue_push_tail (queue, piece);
  go_on (pool);
  return TRUE;
}

guint
od_password_pool_count (OdPasswordPool *pool, const char *from)
{
  guint n = 0;

  OD_ASSERT_MAIN ();
  for (GList *link = pool->strangers.head; link != NULL; link = link->next)
    n += g_strcmp0 (((Piece *) link->data)->from, from) == 0;

  return n;
}

void
od_password_pool_cut (OdPasswordPool *pool, const char *from, guint most)
{
  GList *link = pool->strangers.tail;

  OD_ASSERT_MAIN ();
  while (link != NULL && pool->strangers.length > most) {
    GList *before = link->prev;
    Piece *piece = link->data;

    if (g_strcmp0 (piece->from, from) == 0) {
      g_queue_delete_link (&pool->strangers, link);
      piece->queued->cut (piece->data);
      piece_free (piece);
    }
    link = before;
  }
}
