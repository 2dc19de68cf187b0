/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One request and its answer; which error is which answer stands here and nowhere else.
 */
#include "daemon/api/request.h"

#include "daemon/dialer/dialer.h"
#include "shared/wire/fields.h"
#include "shared/wire/json-field.h"

#include <string.h>

void
od_request_answer (OdRequest *request, guint status, json_t *body)
{
  g_clear_pointer (&request->answer, json_decref);
  request->status = status;
  request->answer = body;
}

void
od_request_answer_text (OdRequest *request, char *text)
{
  od_request_answer (request, 200, NULL);
  g_free (request->answer_text);
  request->answer_text = text;
}

void
od_request_set_problem (OdRequest *request,
                        guint status,
                        const char *code,
                        const char *title,
                        const char *field)
{
  /* The JSON reader's complaints are cut anywhere, also in the middle of a letter. */
  g_autofree char *valid_title = g_utf8_make_valid (title, -1);
  json_t *body = json_pack ("{s:s, s:s, s:i}", OD_FIELD_CODE, code, OD_FIELD_TITLE,
                            valid_title, OD_FIELD_STATUS, (int) status);

  if (field != NULL)
    json_object_set_new (body, OD_FIELD_FIELD, json_string (field));
  od_request_answer (request, status, body);
  request->problem = TRUE;
}

/* "field: what is wrong" comes apart again. */
static void
set_invalid (OdRequest *request, guint status, const char *message)
{
  const char *colon = strstr (message, ": ");
  g_autofree char *field = colon != NULL ? g_strndup (message, colon - message) : NULL;

  od_request_set_problem (request, status, "invalid", message, field);
}

static void
set_store_error (OdRequest *request, const GError *error)
{
  switch ((OdStoreError) error->code) {
  case OD_STORE_ERROR_NOT_FOUND:
    od_request_set_problem (request, 404, "not-found", error->message, NULL);
    break;
  case OD_STORE_ERROR_STALE:
    od_request_set_problem (request, 409, "stale", error->message, NULL);
    break;
  case OD_STORE_ERROR_NO_ROOM:
    od_request_set_problem (request, 409, "block-too-small", error->message, NULL);
    break;
  case OD_STORE_ERROR_IN_USE:
  case OD_STORE_ERROR_REFUSED:
    od_request_set_problem (request, 409, "refused", error->message, NULL);
    break;
  }
}

void
od_request_set_error (OdRequest *request, const GError *error)
{
  if (error->domain == OD_WIRE_ERROR) {
    set_invalid (request, error->code == OD_WIRE_ERROR_QUERY ? 400 : 422, error->message);
  } else if (error->domain == OD_STORE_ERROR) {
    set_store_error (request, error);
  } else if (g_error_matches (error, OD_DIALER_ERROR, OD_DIALER_ERROR_NOT_YOURS)) {
    od_request_set_problem (request, 403, "not-yours", error->message, NULL);
  } else if (error->domain == OD_DIALER_ERROR) {
    od_request_set_problem (request, 409, "not-there", error->message, NULL);
  } else {
    /* The database. Its words are for the log, not for a client. */
    g_warning ("request failed: %s", error->message);
    od_request_set_problem (request, 503, "unavailable",
                            "The server cannot store this now: try again", NULL);
  }
}

void
od_request_free (OdRequest *request)
{
  if (request->free_scratch != NULL)
    request->free_scratch (request->scratch);
  g_free (request->id_text);
  g_clear_pointer (&request->body, g_byte_array_unref);
  g_clear_pointer (&request->json, json_decref);
  g_clear_pointer (&request->session, od_session_unref);
  g_free (request->key);
  g_free (request->request_hash);
  g_clear_pointer (&request->answer, json_decref);
  g_free (request->answer_text);
  g_free (request);
}
