/*
 * Leads move in turns, so that a call that is to be dialed never waits for a hundred
 * thousand of them:
 *
 *   begin + first turn (one work) --> turn --> turn --> … --> the route's work answers
 *       the same request was answered before: straight to the work, which says so again
 *       the server stops: the next one does the rest, and who asked is told to ask again
 *
 * Main thread, but for what runs as OdStoreWork.
 */
#include "daemon/api/recycling.h"

#include "daemon/api/api-private.h"
#include "daemon/api/dispatch.h"
#include "daemon/store/operation-store.h"

typedef struct {
  OdApi *api;
  OdRequest *request; /* NULL: who asked is gone with an earlier process */
  OdRecyclingBegin begin;
  OdRecycling recycling;
} Run;

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
end (Run *run, const GError *error)
{
  OdRequest *request = run->request;
  gboolean open = od_recycling_is_open (&run->recycling);

  run->api->n_working--;
  g_free (run);
  if (request == NULL) {
    if (error != NULL)
      g_warning ("a recycling does not go on: %s", error->message);
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

void
od_recycling_resume (OdApi *api, GArray *ids)
{
  for (guint i = 0; i < ids->len; i++) {
    Run *run = run_new (api, NULL);

    run->recycling.id = g_array_index (ids, gint64, i);
    od_store_write (api->store, turn, run, NULL, on_turned, NULL);
  }
}
