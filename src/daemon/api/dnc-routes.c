/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * /do-not-call: the numbers that are not dialed, for supervisors. No path is logged: one
 * of these has a whole number in it. Store threads.
 */
#include "daemon/api/route.h"

#include "daemon/store/dnc-store.h"
#include "shared/model/phone-number.h"
#include "shared/wire/fields.h"
#include "shared/wire/json-field.h"
#include "shared/wire/paths.h"

/* NULL: it is none as we keep it. */
static char *
read_phone (const char *text)
{
  return od_phone_number_is_normal (text) ? g_strdup (text) : NULL;
}

static gboolean
require_phone (json_t *json, char **phone, GError **error)
{
  return od_json_field_word (json, OD_FIELD_PHONE, 15, read_phone, phone, error)
         && od_json_field_require (*phone != NULL, OD_FIELD_PHONE, error);
}

static gboolean
require_reason (json_t *json, char **reason, GError **error)
{
  return od_json_field_text (json, OD_FIELD_REASON, 1, OD_DNC_MAX_REASON, reason, error)
         && od_json_field_require (*reason != NULL, OD_FIELD_REASON, error);
}

static json_t *
word_to (const OdDncWord *word)
{
  gboolean on_call = word->call_id[0] != '\0';

  return json_pack ("{s:b, s:s, s:o, s:I, s:o, s:o, s:s}", OD_FIELD_LISTED, word->listed,
                    OD_FIELD_WHY, od_lead_dial_state_get_name (word->state),
                    OD_FIELD_CALL,
                    od_json_field_from_text (on_call ? word->call_id : NULL),
                    OD_FIELD_AT_MS, word->at_ms, OD_FIELD_USER,
                    od_json_field_from_id (word->account_id), OD_FIELD_USER_NAME,
                    od_json_field_from_text (word->account_name), OD_FIELD_REASON,
                    word->reason);
}

static gboolean
answer_with (OdTx *tx, OdRequest *request, const char *phone, GError **error)
{
  g_autoptr (GPtrArray) history = od_dnc_store_list_history (tx, phone, error);
  json_t *words;
  gboolean listed;

  if (history == NULL || !od_dnc_store_is_listed (tx, phone, &listed, error))
    return FALSE;

  words = json_array ();
  for (guint i = 0; i < history->len; i++)
    json_array_append_new (words, word_to (g_ptr_array_index (history, i)));
  od_request_answer (request, 200,
                     json_pack ("{s:s, s:b, s:o}", OD_FIELD_PHONE, phone, OD_FIELD_LISTED,
                                listed, OD_FIELD_HISTORY, words));
  return TRUE;
}

static gboolean
look_up (OdTx *tx, OdRequest *request, GError **error)
{
  if (!od_phone_number_is_normal (request->id_text))
    return od_store_error_set (error, OD_STORE_ERROR_NOT_FOUND,
                               "This is no number as we keep it");

  return answer_with (tx, request, request->id_text, error);
}

static gboolean
require_phones (json_t *phones, GError **error)
{
  json_t *phone;
  gsize i;

  if (!od_json_field_require (json_is_array (phones), OD_FIELD_PHONES, error))
    return FALSE;
  if (json_array_size (phones) == 0 || json_array_size (phones) > OD_DNC_MAX_PHONES)
    return od_json_field_set_error (error, OD_FIELD_PHONES, "may be 1 to 1,000 numbers");
  json_array_foreach (phones, i, phone)
  {
    const char *text = json_string_value (phone);

    if (text == NULL || !od_phone_number_is_normal (text))
      return od_json_field_set_error (error, OD_FIELD_PHONES,
                                      "has an entry that is no number as we keep it");
  }

  return TRUE;
}

/* A list may have a thousand numbers: one line says how many. */
static void
log_added (json_t *phones, gint64 n_added, gint64 user_id)
{
  g_autofree char *mask = od_phone_number_mask (
    json_string_value (json_array_get (phones, 0)));

  if (n_added == 1 && json_array_size (phones) == 1)
    g_message ("number=%s do-not-call by user=%" G_GINT64_FORMAT, mask, user_id);
  else if (n_added > 0)
    g_message ("%" G_GINT64_FORMAT " numbers do-not-call by user=%" G_GINT64_FORMAT,
               n_added, user_id);
}

static gboolean
add (OdTx *tx, OdRequest *request, GError **error)
{
  static const char *const names[] = { OD_FIELD_PHONES, OD_FIELD_REASON, NULL };
  json_t *phones = json_object_get (request->json, OD_FIELD_PHONES), *phone;
  g_autofree char *reason = NULL;
  gint64 n_added = 0;
  gsize i;

  if (!od_json_field_only (request->json, names, error)
      || !require_reason (request->json, &reason, error)
      || !require_phones (phones, error))
    return FALSE;

  json_array_foreach (phones, i, phone)
  {
    gboolean added;

    if (!od_dnc_store_add (tx, json_string_value (phone), request->session->user_id,
                           reason, &added, error))
      return FALSE;
    n_added += added;
  }
  log_added (phones, n_added, request->session->user_id);
  od_request_answer (request, 200,
                     json_pack ("{s:I, s:I}", OD_FIELD_ADDED, n_added,
                                OD_FIELD_DUPLICATES,
                                (gint64) json_array_size (phones) - n_added));
  return TRUE;
}

static gboolean
take_out (OdTx *tx, OdRequest *request, GError **error)
{
  static const char *const names[] = { OD_FIELD_PHONE, OD_FIELD_REASON, NULL };
  g_autofree char *phone = NULL;
  g_autofree char *reason = NULL;

  return od_json_field_only (request->json, names, error)
         && require_phone (request->json, &phone, error)
         && require_reason (request->json, &reason, error)
         && od_dnc_store_take_out (tx, phone, request->session->user_id, reason, error)
         && answer_with (tx, request, phone, error);
}

/* clang-format off */
static const OdRoute routes[] = {
  { "POST",   OD_PATH_DNC,             OD_MAY_KEEP,      OD_ROUTE_WRITE,
    .work = add },
  { "GET",    OD_PATH_DNC_NUMBER,      OD_MAY_KEEP,      OD_ROUTE_READ,
    .work = look_up },
  { "POST",   OD_PATH_DNC_TAKE_OUT,    OD_MAY_KEEP,      OD_ROUTE_WRITE,
    .work = take_out },
};
/* clang-format on */

const OdRouteTable od_dnc_routes = { routes, G_N_ELEMENTS (routes) };
