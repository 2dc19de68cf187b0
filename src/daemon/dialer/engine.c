/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the runs share. It knows none of them: what a turn's end means is the dialer's.
 * Main thread.
 */
#include "daemon/dialer/engine.h"

#include "shared/model/thread.h"

static void
on_agent_moved (OdFloorAgent *agent, OdAgentState from, gpointer user_data)
{
  if (agent->state != from)
    od_engine_touch (user_data, agent->campaign_id);
}

/* The trunk has said nothing of it yet. */
static gboolean
is_untold (OdCallState state)
{
  return state == OD_CALL_QUEUED || state == OD_CALL_DIALING;
}

static void
note_quota (OdCallQuota *quota, OdCallState from, OdCallState to, gint64 now_us)
{
  if (from == OD_CALL_QUEUED && quota->queued > 0)
    quota->queued--;
  if (to == OD_CALL_DIALING)
    od_rate_window_note (&quota->rate, now_us);
}

static void
on_call_moved (OdFloorCall *call, OdCallState from, gpointer user_data)
{
  OdEngine *engine = user_data;
  gint64 now_us;

  if (call->state == from)
    return;
  now_us = od_clock_mono_us (engine->clock);
  note_quota (&engine->quota, from, call->state, now_us);
  note_quota (od_engine_get_quota (engine, call->campaign_id), from, call->state, now_us);
  od_engine_touch (engine, call->campaign_id);
  /* One that no call run began was counted nowhere. */
  if (is_untold (from) && !is_untold (call->state) && engine->trying > 0)
    engine->trying--;
  if (od_call_state_is_over (call->state))
    g_queue_push_tail (&engine->over, call);
}

static void
quota_free (gpointer data)
{
  od_call_quota_clear (data);
  g_free (data);
}

void
od_engine_init (OdEngine *engine,
                OdStore *store,
                OdFloor *floor,
                const OdClock *clock,
                const OdTrunk *trunk)
{
  static const OdFloorWatcher watcher = { .agent_moved = on_agent_moved,
                                          .call_moved = on_call_moved };

  OD_ASSERT_MAIN ();
  engine->store = store;
  engine->floor = floor;
  engine->clock = clock;
  engine->trunk = od_trunk_copy (trunk);
  engine->touched = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_queue_init (&engine->backlog);
  g_queue_init (&engine->over);
  od_trunk_watch_init (&engine->watch);
  od_call_quota_init (&engine->quota, trunk->calls_per_second, trunk->channels);
  engine->quotas = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                          quota_free);
  engine->hours = od_hour_keeper_new (floor, clock);
  od_floor_watch (floor, &watcher, engine);
}

void
od_engine_clear (OdEngine *engine)
{
  OD_ASSERT_MAIN ();
  g_clear_handle_id (&engine->pace_id, g_source_remove);
  g_clear_handle_id (&engine->wrap_up_id, g_source_remove);
  g_clear_handle_id (&engine->rate_id, g_source_remove);
  od_call_quota_clear (&engine->quota);
  g_hash_table_unref (engine->quotas);
  od_hour_keeper_free (engine->hours);
  g_array_unref (engine->touched);
  g_queue_clear (&engine->over);
  od_trunk_free (engine->trunk);
  g_free (engine->trunk_trouble);
  g_free (engine->want);
}

OdCallQuota *
od_engine_get_quota (OdEngine *engine, gint64 campaign_id)
{
  OdCallQuota *quota = g_hash_table_lookup (engine->quotas, &campaign_id);

  OD_ASSERT_MAIN ();
  if (quota == NULL) {
    quota = g_new (OdCallQuota, 1);
    od_call_quota_init (quota, 0, 0);
    g_hash_table_insert (engine->quotas, g_memdup2 (&campaign_id, sizeof campaign_id),
                         quota);
  }

  return quota;
}

static gboolean
on_rate_room (gpointer data)
{
  OdEngine *engine = data;

  engine->rate_id = 0;
  od_engine_touch_all (engine);
  od_engine_end_turn (engine);
  return G_SOURCE_REMOVE;
}

void
od_engine_await_room (OdEngine *engine, gint64 next_us)
{
  gint64 now_us = od_clock_mono_us (engine->clock);

  OD_ASSERT_MAIN ();
  if (next_us == 0 || (engine->rate_id != 0 && engine->rate_us <= next_us))
    return;

  g_clear_handle_id (&engine->rate_id, g_source_remove);
  engine->rate_us = next_us;
  engine->rate_id = g_timeout_add (MAX (next_us - now_us, 0) / 1000 + 1, on_rate_room,
                                   engine);
}

void
od_engine_touch (OdEngine *engine, gint64 campaign_id)
{
  OD_ASSERT_MAIN ();
  for (guint i = 0; i < engine->touched->len; i++) {
    if (g_array_index (engine->touched, gint64, i) == campaign_id)
      return;
  }

  g_array_append_val (engine->touched, campaign_id);
}

gboolean
od_engine_take_touched (OdEngine *engine, gint64 *campaign_id)
{
  OD_ASSERT_MAIN ();
  if (engine->touched->len == 0)
    return FALSE;

  *campaign_id = g_array_index (engine->touched, gint64, 0);
  g_array_remove_index (engine->touched, 0);
  return TRUE;
}

void
od_engine_touch_all (OdEngine *engine)
{
  GHashTableIter iter;
  gpointer id;

  OD_ASSERT_MAIN ();
  g_hash_table_iter_init (&iter, engine->runs);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    od_engine_touch (engine, *(gint64 *) id);
}

void
od_engine_refill (OdEngine *engine)
{
  OD_ASSERT_MAIN ();
  engine->supply++;
  od_engine_touch_all (engine);
}

void
od_engine_end_turn (OdEngine *engine)
{
  OD_ASSERT_MAIN ();
  if (engine->ending)
    return;

  engine->ending = TRUE;
  engine->end_turn (engine);
  engine->ending = FALSE;
}

guint64
od_engine_next_leg (OdEngine *engine)
{
  OD_ASSERT_MAIN ();
  return ++engine->last_leg;
}

void
od_engine_note_store (OdEngine *engine, const GError *error)
{
  OD_ASSERT_MAIN ();
  if (error == NULL)
    return;
  g_warning ("the store refused: %s", error->message);
  /* A rule that said no says nothing of the disk: dialing goes on. */
  if (error->domain == OD_STORE_ERROR || engine->store_fails)
    return;

  engine->store_fails = TRUE;
  od_engine_touch_all (engine);
  g_message ("no new call until the store works again");
}

void
od_engine_store_works (OdEngine *engine)
{
  OD_ASSERT_MAIN ();
  engine->store_fails = FALSE;
  g_message ("the store works again");
  od_engine_refill (engine);
}

/* One work at the store and who is told of it. */
typedef struct {
  OdEngine *engine;
  OdStoreWork work;
  gpointer data;
  GDestroyNotify free_data;
  OdEngineDone done;
} Job;

static gboolean
do_job (OdTx *tx, gpointer data, GError **error)
{
  Job *job = data;

  return job->work (tx, job->data, error);
}

static void
on_done (gpointer data, const GError *error, gpointer user_data)
{
  Job *job = data;

  job->done (job->engine, job->data, error);
  od_engine_end_turn (job->engine);
}

static void
job_free (gpointer data)
{
  Job *job = data;

  if (job->free_data != NULL)
    job->free_data (job->data);
  g_free (job);
}

static Job *
job_new (OdEngine *engine,
         OdStoreWork work,
         gpointer data,
         GDestroyNotify free_data,
         OdEngineDone done)
{
  Job *job = g_new (Job, 1);

  *job = (Job){ engine, work, data, free_data, done };
  return job;
}

void
od_engine_write (OdEngine *engine,
                 OdStoreWork work,
                 gpointer data,
                 GDestroyNotify free_data,
                 OdEngineDone done)
{
  OD_ASSERT_MAIN ();
  od_store_write (engine->store, do_job, job_new (engine, work, data, free_data, done),
                  job_free, on_done, NULL);
}

void
od_engine_read (OdEngine *engine,
                OdStoreWork work,
                gpointer data,
                GDestroyNotify free_data,
                OdEngineDone done)
{
  OD_ASSERT_MAIN ();
  od_store_read (engine->store, do_job, job_new (engine, work, data, free_data, done),
                 job_free, on_done, NULL);
}
