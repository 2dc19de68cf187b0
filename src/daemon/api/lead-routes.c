/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * /leadsets/{id}/batches, and one lead that somebody edits. A batch is read
 * before it comes to the writer, so that other people's writes do not wait for its JSON.
 */
#include "daemon/api/route.h"

#include "daemon/api/api-state.h"
#include "daemon/api/call-history.h"
#include "daemon/store/call-store.h"
#include "daemon/store/lead-store.h"
#include "daemon/store/leadset-store.h"
#include "daemon/store/upload-store.h"
#include "shared/wire/fields.h"
#include "shared/wire/lead-json.h"
#include "shared/wire/paths.h"

typedef struct {
  char *upload;
  gint64 n;
  GPtrArray *leads; /* (element-type OdLead) */
} Batch;

typedef struct {
  gboolean on_line; /* the agent has this lead on the phone */
  OdLead *lead;     /* as saved; NULL: nothing was different */
} Edit;

static void
batch_free (gpointer data)
{
  Batch *batch = data;

  g_free (batch->upload);
  g_clear_pointer (&batch->leads, g_ptr_array_unref);
  g_free (batch);
}

/* Any thread: before the work. */
static gboolean
check_batch (OdRequest *request, GError **error)
{
  Batch *batch = g_new0 (Batch, 1);

  request->scratch = batch;
  request->free_scratch = batch_free;
  batch->leads = od_lead_json_batch_from (request->json, &batch->upload, &batch->n,
                                          error);
  return batch->leads != NULL;
}

static gboolean
add_batch (OdTx *tx, OdRequest *request, GError **error)
{
  Batch *batch = request->scratch;
  g_autoptr (OdLeadset) leadset = od_leadset_store_get (tx, request->id, error);
  g_autofree char *sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256,
                                                         request->body->data,
                                                         request->body->len);
  OdBatch rows = { request->id, batch->upload, batch->n, sha256, batch->leads };
  gint64 added, duplicates;

  if (leadset == NULL
      || !od_upload_store_add_batch (tx, &rows, &added, &duplicates, error))
    return FALSE;

  od_request_answer (request, 200,
                     json_pack ("{s:s, s:I, s:I, s:I}", OD_FIELD_UPLOAD, batch->upload,
                                OD_FIELD_N, batch->n, OD_FIELD_ADDED, added,
                                OD_FIELD_DUPLICATES, duplicates));
  return TRUE;
}

static void
edit_free (gpointer data)
{
  Edit *edit = data;

  g_clear_pointer (&edit->lead, od_lead_free);
  g_free (edit);
}

/* Main thread: who is on the line stands on the floor before it is on disk. */
static gboolean
check_change (OdRequest *request, GError **error)
{
  OdFloor *floor = request->api->floor;
  OdFloorAgent *agent = od_floor_get_agent (floor, request->session->user_id);
  OdFloorCall *call = agent != NULL ? od_floor_get_call (floor, agent->call_id) : NULL;
  Edit *edit = g_new0 (Edit, 1);

  request->scratch = edit;
  request->free_scratch = edit_free;
  edit->on_line = call != NULL && call->lead->id == request->id;
  return TRUE;
}

#define MAX_CALLS 50 /* of one lead, the last */

/* What was done to reach it, and how that came out. */
static gboolean
list_calls (OdTx *tx, OdRequest *request, GError **error)
{
  g_autoptr (OdLead) lead = od_lead_store_get (tx, request->id, error);
  g_autoptr (GPtrArray) calls = NULL;
  json_t *list;

  if (lead == NULL)
    return FALSE;
  calls = od_call_store_list_of_lead (tx, lead->id, MAX_CALLS, error);
  if (calls == NULL)
    return FALSE;

  list = json_array ();
  for (guint i = 0; i < calls->len; i++) {
    json_t *call = od_call_history_to (tx, g_ptr_array_index (calls, i), error);

    if (call == NULL) {
      json_decref (list);
      return FALSE;
    }
    json_array_append_new (list, call);
  }
  od_request_answer (request, 200, json_pack ("{s:o}", OD_FIELD_CALLS, list));
  return TRUE;
}

/* An agent edits the contact of its own calls, and only what it was told there. */
static gboolean
may_change (OdTx *tx, OdRequest *request, GError **error)
{
  const Edit *edit = request->scratch;
  gint64 agent_id = request->session->user_id;
  gboolean talked = edit->on_line;

  if (request->session->role != OD_ROLE_AGENT)
    return TRUE;
  if (!talked && !od_call_store_has_work_on (tx, agent_id, request->id, &talked, error))
    return FALSE;
  if (talked && json_object_get (request->json, OD_FIELD_STATUS) == NULL
      && json_object_get (request->json, OD_FIELD_PHONE) == NULL)
    return TRUE;

  g_set_error (error, OD_DIALER_ERROR, OD_DIALER_ERROR_NOT_YOURS,
               talked ? "Only a supervisor changes a lead's number or status"
                      : "This is not a lead of your calls");
  return FALSE;
}

static gboolean
change_lead (OdTx *tx, OdRequest *request, GError **error)
{
  Edit *edit = request->scratch;
  OdSession *session = request->session;
  gint64 agent_id = session->role == OD_ROLE_AGENT ? session->user_id : 0;
  g_autoptr (OdLead) lead = od_lead_store_get (tx, request->id, error);
  g_autoptr (GPtrArray) changes = NULL;

  if (lead == NULL || !may_change (tx, request, error))
    return FALSE;
  changes = od_lead_json_apply (lead, request->json, error);
  if (changes == NULL
      || (changes->len > 0
          && !od_lead_store_save (tx, lead, changes, session->user_id, agent_id, error)))
    return FALSE;

  od_request_answer (request, 200, od_lead_json_to (lead));
  if (changes->len > 0)
    edit->lead = g_steal_pointer (&lead);
  return TRUE;
}

static void
tell_floor (OdRequest *request)
{
  Edit *edit = request->scratch;

  if (edit->lead != NULL)
    od_floor_set_lead (request->api->floor, edit->lead);
}

/* clang-format off */
static const OdRoute routes[] = {
  { "POST",   OD_PATH_LEADSET_BATCHES, OD_MAY_SUPERVISE, OD_ROUTE_WRITE,
    .work = add_batch, .act = check_batch,
    .max_body = OD_BATCH_MAX_BYTES },
  { "PATCH",  OD_PATH_LEAD,            OD_MAY_ALL,       OD_ROUTE_WRITE,
    .work = change_lead, .act = check_change,
    .after = tell_floor, .merges = TRUE },
  { "GET",    OD_PATH_LEAD_CALLS,      OD_MAY_SUPERVISE, OD_ROUTE_READ,
    .work = list_calls },
};
/* clang-format on */

const OdRouteTable od_lead_routes = { routes, G_N_ELEMENTS (routes) };
