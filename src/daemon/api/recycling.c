/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Leads move in turns, so that a call that is to be dialed never waits for a hundred
 * thousand of them:
 *
 *   begin + first turn (one work) --> turn --> turn --> … --> the route's work answers
 *       the same request was answered before: straight to the work, which says so again
 *       the server stops: the next one does the rest, and who asked is told to ask again
 *       a turn fails (no room on the disk): who asked is told that the rest follows, and
 *       it is tried again after a pause, by one timer for each recycling
 *
 * Main thread, but for what runs as OdStoreWork.
 */
#include "daemon/api/recycling.h"

#include "daemon/api/api-private.h"
#include "daemon/api/dispatch.h"
#include "daemon/store/operation-store.h"

#define FIRST_PAUSE_S 1 /* after a turn that failed; doubles with each in a row */
#define LAST_PAUSE_S  60

typedef struct {
  OdApi *api;
  OdRequest *request; /* NULL: who asked is gone with an earlier process */
  OdRecyclingBegin begin;
  OdRecycling recycling;
  gboolean begun; /* it is on the disk, whatever becomes of this turn */
} Run;

/* A recycling whose last turn failed. */
typedef struct {
  OdApi *api;
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

GHashTable *
od_recycling_new_table (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, late_free);
}

static Run *
run_new (OdApi *api, OdRequest *request)
{
  Run *run = g_new0 (Run, 1);

  run->api = api;
  run->request = request;
  api->n_working++;
  return run;
}

static void
try_later (OdApi *api, gint64 id)
{
  Late *late = g_hash_table_lookup (api->late_recyclings, &id);

  if (late == NULL) {
    late = g_new0 (Late, 1);
    late->api = api;
    late->id = id;
    g_hash_table_replace (api->late_recyclings, &late->id, late);
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
  return run->begun && error->domain != OD_STORE_ERROR && !run->api->closing;
}

static void
tell_late (OdRequest *request)
{
  od_request_set_problem (request, 503, "unavailable",
                          "A part of the leads is moved; the rest follows by itself "
                          "as soon as the server can store it",
                          NULL);
  od_dispatch_finish (request);
}

static void
end (Run *run, const GError *error)
{
  OdRequest *request = run->request;
  gboolean open = od_recycling_is_open (&run->recycling);
  gboolean late = error != NULL && is_worth_another_try (run, error);

  run->api->n_working--;
  if (late || (error != NULL && request == NULL))
    g_warning ("recycling %" G_GINT64_FORMAT " does not go on%s: %s", run->recycling.id,
               late ? " for now" : "", error->message);
  if (late)
    try_later (run->api, run->recycling.id);
  g_free (run);
  if (request == NULL)
    return;

  if (late) {
    tell_late (request);
  } else if (error == NULL && open) {
    od_dispatch_refuse_if_closing (request);
    od_dispatch_finish (request);
  } else {
    od_dispatch_go_on (request, error);
  }
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
    g_hash_table_remove (run->api->late_recyclings, &run->recycling.id);
  }
  if (error != NULL || run->api->closing || !od_recycling_is_open (&run->recycling))
    end (run, error);
  else
    od_store_write (run->api->store, turn, run, NULL, on_turned, NULL);
}

static gboolean
begin (OdTx *tx, gpointer data, GError **error)
{
  Run *run = data;
  OdRequest *request = run->request;
  OdOperation operation = { request->key, request->session->user_id,
                            request->request_hash };
  g_autofree char *body = NULL;
  guint status;

  run->recycling.state = OD_RECYCLING_MOVED;
  if (!od_operation_store_find (tx, &operation, &status, &body, error))
    return FALSE;
  return status != 0
         || (run->begin (tx, request, &run->recycling, error)
             && od_recycle_store_turn (tx, run->recycling.id, &run->recycling, error));
}

void
od_recycling_run (OdRequest *request, OdRecyclingBegin first)
{
  Run *run = run_new (request->api, request);

  run->begin = first;
  od_store_write (run->api->store, begin, run, NULL, on_turned, NULL);
}

static void
go_on (OdApi *api, gint64 id)
{
  Run *run = run_new (api, NULL);

  run->recycling.id = id;
  run->begun = TRUE;
  od_store_write (api->store, turn, run, NULL, on_turned, NULL);
}

static gboolean
on_pause_over (gpointer data)
{
  Late *late = data;

  late->pause_id = 0;
  go_on (late->api, late->id);
  return G_SOURCE_REMOVE;
}

void
od_recycling_resume (OdApi *api, GArray *ids)
{
  for (guint i = 0; i < ids->len; i++)
    go_on (api, g_array_index (ids, gint64, i));
}
