/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A thread pool for argon2, and the way back to the main thread. Main thread, but for
 * the work.
 */
#include "daemon/jobs/password-pool.h"

#include "shared/model/thread.h"

struct _OdPasswordPool {
  GThreadPool *threads;
};

typedef struct {
  void (*work) (gpointer data);
  void (*done) (gpointer data);
  gpointer data;
} Piece;

/* Main thread. */
static gboolean
deliver (gpointer user_data)
{
  Piece *piece = user_data;

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
  g_source_set_callback (source, deliver, piece, g_free);
  g_source_attach (source, NULL);
}

OdPasswordPool *
od_password_pool_new (void)
{
  OdPasswordPool *pool = g_new0 (OdPasswordPool, 1);

  OD_ASSERT_MAIN ();
  pool->threads = g_thread_pool_new_full (run, NULL, g_free, OD_PASSWORD_POOL_THREADS,
                                          FALSE, NULL);
  return pool;
}

void
od_password_pool_free (OdPasswordPool *pool)
{
  OD_ASSERT_MAIN ();
  g_thread_pool_free (pool->threads, TRUE, TRUE);
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
  *piece = (Piece){ work, done, data };
  g_thread_pool_push (pool->threads, piece, NULL);
}
