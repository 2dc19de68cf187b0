/*
 * /leadsets/{id}/batches and /leads. A batch is read before it comes to the writer, so
 * that other people's writes do not wait for its JSON.
 */
#include "daemon/api/routes.h"

#include "daemon/store/lead-store.h"
#include "daemon/store/leadset-store.h"
#include "daemon/store/upload-store.h"
#include "shared/wire/lead-json.h"

#define PAGE 500

typedef struct {
  char *upload;
  gint64 n;
  GPtrArray *leads; /* (element-type OdLead) */
} Batch;

static void
batch_free (gpointer data)
{
  Batch *batch = data;

  g_free (batch->upload);
  g_clear_pointer (&batch->leads, g_ptr_array_unref);
  g_free (batch);
}

/* Any thread: before the work. */
OD_ACT (od_lead_routes_check_batch)
{
  Batch *batch = g_new0 (Batch, 1);

  request->scratch = batch;
  request->free_scratch = batch_free;
  batch->leads = od_lead_json_batch_from (request->json, &batch->upload, &batch->n,
                                          error);
  return batch->leads != NULL;
}

OD_WORK (od_lead_routes_add_batch)
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
                     json_pack ("{s:s, s:I, s:I, s:I}", "upload", batch->upload, "n",
                                batch->n, "added", added, "duplicates", duplicates));
  return TRUE;
}

OD_WORK (od_lead_routes_list)
{
  g_autoptr (OdLeadset) leadset = od_leadset_store_get (tx, request->id, error);
  guint limit = request->query_limit > 0 ? MIN (request->query_limit, PAGE) : PAGE;
  g_autoptr (GPtrArray) leads = NULL;
  gint64 last = 0;
  json_t *array;

  if (leadset == NULL)
    return FALSE;
  leads = od_lead_store_list (tx, request->id,
                              request->query_prefix != NULL ? request->query_prefix : "",
                              request->query_after, limit, error);
  if (leads == NULL)
    return FALSE;

  array = json_array ();
  for (guint i = 0; i < leads->len; i++) {
    const OdLead *lead = g_ptr_array_index (leads, i);

    last = lead->id;
    json_array_append_new (array, od_lead_json_to (lead));
  }
  od_request_answer (request, 200,
                     json_pack ("{s:o, s:o}", "leads", array, "next",
                                leads->len == limit ? json_integer (last)
                                                    : json_null ()));
  return TRUE;
}
