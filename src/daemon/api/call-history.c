/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A call and how its outcome came about. Store threads.
 */
#include "daemon/api/call-history.h"

#include "daemon/store/correction-store.h"
#include "shared/wire/call-json.h"
#include "shared/wire/fields.h"
#include "shared/wire/json-field.h"

static json_t *
correction_to (const OdCorrection *correction)
{
  return json_pack ("{s:I, s:I, s:s, s:s, s:I, s:o, s:s}", OD_FIELD_AT_MS,
                    correction->at_ms, OD_FIELD_USER, correction->account_id,
                    OD_FIELD_USER_NAME, correction->user, OD_FIELD_WAS, correction->was,
                    OD_FIELD_WAS_AT_MS, correction->was_at_ms,
                    OD_FIELD_WAS_CALL_BACK_AT_MS,
                    od_json_field_from_id (correction->was_call_back_at_ms),
                    OD_FIELD_DISPOSITION, correction->word);
}

json_t *
od_call_history_to (OdTx *tx, const OdCall *call, GError **error)
{
  OD_ASSERT_STORE (tx);

  g_autoptr (GPtrArray) list = od_correction_store_list (tx, call->id, error);
  json_t *object, *corrections;

  if (list == NULL)
    return NULL;

  object = od_call_json_to (call);
  corrections = json_array ();
  for (guint i = 0; i < list->len; i++)
    json_array_append_new (corrections, correction_to (g_ptr_array_index (list, i)));
  json_object_set_new (object, OD_FIELD_CORRECTIONS, corrections);
  return object;
}
