/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * /leadsets/{id}/recycle: how many leads would be dialed again, and that they are;
 * /recyclings/{id}/undo: that they are not. What to recycle is read on the main thread,
 * the rest is store threads'. A count is many short reads: nobody waits for all of it,
 * and who asks again does not wait for the older one.
 */
#include "daemon/api/route.h"

#include "daemon/api/api-state.h"
#include "daemon/api/dispatch.h"
#include "daemon/api/open-outcome.h"
#include "daemon/jobs/recycling.h"
#include "daemon/store/leadset-store.h"
#include "daemon/store/recycle-store.h"
#include "shared/wire/fields.h"
#include "shared/wire/json-field.h"
#include "shared/wire/recycle-json.h"
#include "shared/wire/paths.h"

#include <microhttpd.h>

typedef struct {
  OdRecycle recycle;
  char *status; /* NULL: the leads are only counted */
  OdRecycleCount count;
  gboolean superseded; /* by a later count of the same person */
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  od_recycle_clear (&order->recycle);
  g_free (order->status);
  g_free (order);
}

static Order *
order_new (OdRequest *request)
{
  Order *order = g_new0 (Order, 1);

  request->scratch = order;
  request->free_scratch = order_free;
  return order;
}

static const char *
get_query (OdRequest *request, const char *name)
{
  return MHD_lookup_connection_value (request->connection, MHD_GET_ARGUMENT_KIND, name);
}

static gboolean
take_number (OdRequest *request, const char *name, json_t *object, GError **error)
{
  const char *text = get_query (request, name);
  gint64 number;

  if (text == NULL)
    return TRUE;
  if (!g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, &number, NULL))
    return od_json_field_set_error (error, name, "must be a whole number");

  json_object_set_new (object, name, json_integer (number));
  return TRUE;
}

/* A form's way to write a space, and everybody's; "" for what is not there or broken. */
static char *
decode (const char *text)
{
  g_autofree char *spaced = g_strdelimit (g_strdup (text != NULL ? text : ""), "+", ' ');
  char *decoded = g_uri_unescape_string (spaced, NULL);

  return decoded != NULL ? decoded : g_strdup ("");
}

/* The same as a body says it: "no-answer,busy" is the list of outcomes. */
static json_t *
read_query (OdRequest *request, GError **error)
{
  json_t *object = json_object (), *outcomes = json_array ();
  g_autofree char *text = decode (get_query (request, OD_FIELD_OUTCOMES));
  g_auto (GStrv) words = g_strsplit (text, ",", -1);

  for (gsize i = 0; words[i] != NULL; i++) {
    json_t *word = json_string (words[i]);

    json_array_append_new (outcomes, word != NULL ? word : json_null ()); /* no UTF-8 */
  }
  json_object_set_new (object, OD_FIELD_OUTCOMES, outcomes);
  if (take_number (request, OD_FIELD_MIN_AGE_MS, object, error)
      && take_number (request, OD_FIELD_MAX_ATTEMPTS, object, error))
    return object;

  json_decref (object);
  return NULL;
}

static gboolean
check_dispositions (OdTx *tx,
                    const OdLeadset *leadset,
                    const OdRecycle *recycle,
                    GError **error)
{
  g_auto (GStrv) labels =
    g_strsplit (recycle->dispositions != NULL ? recycle->dispositions : "", "\n", -1);

  for (gsize i = 0; labels[i] != NULL; i++) {
    if (labels[i][0] != '\0'
        && !od_open_outcome_check (tx, leadset, OD_FIELD_OUTCOMES, labels[i], error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
count (OdTx *tx, gpointer data, GError **error)
{
  OdRequest *request = data;
  Order *order = request->scratch;
  g_autoptr (OdLeadset) leadset = od_leadset_store_get (tx, request->id, error);

  return leadset != NULL && check_dispositions (tx, leadset, &order->recycle, error)
         && od_recycle_store_count (tx, request->id, &order->recycle, &order->count,
                                    error);
}

static void
end_count (OdRequest *request, const GError *error)
{
  Order *order = request->scratch;

  g_ptr_array_remove_fast (request->api->counts, request);
  if (error != NULL)
    od_request_set_error (request, error);
  else if (order->superseded)
    od_request_set_problem (request, 409, "superseded", "You asked for another count",
                            NULL);
  else if (order->count.through)
    od_request_answer (request, 200, json_pack ("{s:I}", OD_FIELD_LEADS, order->count.n));
  else
    od_dispatch_refuse_if_closing (request);
  od_dispatch_finish (request);
}

static void
on_counted (gpointer data, const GError *error, gpointer user_data)
{
  OdRequest *request = data;
  Order *order = request->scratch;

  if (error == NULL && !order->superseded && !order->count.through
      && !request->api->closing) {
    od_store_search (request->api->store, count, request, NULL, on_counted, NULL);
    return;
  }

  request->api->n_working--;
  end_count (request, error);
}

/* One person looks at one number of a leadset: the older one is nobody's. */
static void
supersede (OdRequest *request)
{
  GPtrArray *counts = request->api->counts;

  for (guint i = 0; i < counts->len; i++) {
    OdRequest *older = g_ptr_array_index (counts, i);

    if (older->session == request->session && older->id == request->id)
      ((Order *) older->scratch)->superseded = TRUE;
  }
  g_ptr_array_add (counts, request);
}

static gboolean
count_leads (OdRequest *request, GError **error)
{
  Order *order = order_new (request);
  json_t *object = read_query (request, error);
  gboolean ok = object != NULL
                && od_recycle_json_from (object, &order->recycle, NULL, error);

  json_decref (object);
  if (!ok)
    return FALSE;

  supersede (request);
  request->api->n_working++;
  od_store_search (request->api->store, count, request, NULL, on_counted, NULL);
  return TRUE;
}

/* The request goes on to its work, which says what was moved, or is answered with why
 * not all of it is yet. */
static void
on_recycled (OdRecyclingEnd how, const GError *error, gpointer data)
{
  OdRequest *request = data;

  if (how == OD_RECYCLING_ENDED) {
    od_dispatch_go_on (request, error);
    return;
  }
  if (how == OD_RECYCLING_CUT)
    od_dispatch_refuse_if_closing (request);
  else
    od_request_set_problem (request, 503, "unavailable",
                            "A part of the leads is moved; the rest follows by itself "
                            "as soon as the server can store it",
                            NULL);
  od_dispatch_finish (request);
}

static void
run_order (OdRequest *request,
           gboolean (*begin) (OdTx *, gpointer, OdRecycling *, GError **))
{
  const OdRecyclingOrder wanted = {
    { request->key, request->session->user_id, request->request_hash },
    begin,
    on_recycled,
    request,
  };

  od_recycling_run (request->api->jobs, &wanted);
}

static gboolean
begin (OdTx *tx, gpointer data, OdRecycling *recycling, GError **error)
{
  OdRequest *request = data;
  const OdRecycleRequest asked = { request->key, request->request_hash };
  Order *order = request->scratch;
  g_autoptr (OdLeadset) leadset = od_leadset_store_get (tx, request->id, error);

  return leadset != NULL && check_dispositions (tx, leadset, &order->recycle, error)
         && od_recycle_store_begin (tx, request->id, &order->recycle, order->status,
                                    &asked, recycling, error);
}

static gboolean
recycle (OdRequest *request, GError **error)
{
  Order *order = order_new (request);

  if (!od_recycle_json_from (request->json, &order->recycle, &order->status, error))
    return FALSE;

  run_order (request, begin);
  return TRUE;
}

static gboolean
say_recycled (OdTx *tx, OdRequest *request, GError **error)
{
  OdRecycling done;

  if (!od_recycle_store_find (tx, request->key, &done, error))
    return FALSE;

  od_request_answer (request, 200,
                     json_pack ("{s:I, s:I, s:i}", OD_FIELD_ID, done.id, OD_FIELD_LEADS,
                                done.n, OD_FIELD_UNDO_MS, OD_RECYCLE_UNDO_MS));
  return TRUE;
}

static gboolean
begin_undo (OdTx *tx, gpointer data, OdRecycling *recycling, GError **error)
{
  OdRequest *request = data;

  return od_recycle_store_undo (tx, request->id, request->key, recycling, error);
}

static gboolean
undo (OdRequest *request, GError **error)
{
  run_order (request, begin_undo);
  return TRUE;
}

static gboolean
say_undone (OdTx *tx, OdRequest *request, GError **error)
{
  OdRecycling done;

  if (!od_recycle_store_find (tx, request->key, &done, error))
    return FALSE;

  od_request_answer (request, 200,
                     json_pack ("{s:I, s:I}", OD_FIELD_LEADS, done.n_back, OD_FIELD_OF,
                                done.n));
  return TRUE;
}

/* clang-format off */
static const OdRoute routes[] = {
  { "GET",    OD_PATH_LEADSET_RECYCLE, OD_MAY_SUPERVISE, OD_ROUTE_DIRECT,
    .act = count_leads },
  { "POST",   OD_PATH_LEADSET_RECYCLE, OD_MAY_SUPERVISE, OD_ROUTE_SLOW,
    .work = say_recycled, .act = recycle },
  { "POST",   OD_PATH_RECYCLING_UNDO,  OD_MAY_SUPERVISE, OD_ROUTE_SLOW,
    .work = say_undone, .act = undo },
};
/* clang-format on */

const OdRouteTable od_recycle_routes = { routes, G_N_ELEMENTS (routes) };
