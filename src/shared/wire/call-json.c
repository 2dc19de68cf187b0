/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Calls and their dispositions on the wire. Pure; any thread.
 */
#include "shared/wire/call-json.h"

#include "shared/wire/fields.h"
#include "shared/wire/json-field.h"

#include <string.h>

#define MAX_DIGITS 64
#define MAX_REASON 500

json_t *
od_call_json_to (const OdCall *call)
{
  json_t *object =
    json_pack ("{s:s, s:I, s:I, s:I, s:s, s:s, s:o, s:s, s:s, s:s}", OD_FIELD_ID,
               call->id, OD_FIELD_CAMPAIGN, call->campaign_id, OD_FIELD_LEADSET,
               call->leadset_id, OD_FIELD_LEAD, call->lead_id, OD_FIELD_PHONE,
               call->phone, OD_FIELD_CALLER_ID, call->caller_id, OD_FIELD_AGENT,
               od_json_field_from_id (call->agent_id), OD_FIELD_STATE,
               od_call_state_get_name (call->state), OD_FIELD_SYSTEM_DISPOSITION,
               od_system_disposition_get_name (od_call_get_system_disposition (call)),
               OD_FIELD_END_REASON, od_end_reason_get_name (call->end_reason));
  json_t *times =
    json_pack ("{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", OD_FIELD_SCRIPT,
               od_json_field_from_id (call->script_id), OD_FIELD_SIP_CODE,
               od_json_field_from_id (call->sip_code), OD_FIELD_SIP_REASON,
               od_json_field_from_text (call->sip_reason), OD_FIELD_QUEUED_AT_MS,
               od_json_field_from_id (call->queued_at_ms), OD_FIELD_RINGING_AT_MS,
               od_json_field_from_id (call->ringing_at_ms), OD_FIELD_ANSWERED_AT_MS,
               od_json_field_from_id (call->answered_at_ms), OD_FIELD_BRIDGED_AT_MS,
               od_json_field_from_id (call->bridged_at_ms), OD_FIELD_ENDED_AT_MS,
               od_json_field_from_id (call->ended_at_ms), OD_FIELD_DISPOSITION,
               od_json_field_from_text (call->disposition));

  json_object_update_new (object, times);
  json_object_set_new (object, OD_FIELD_REASON, od_json_field_from_text (call->reason));
  json_object_set_new (object, OD_FIELD_CALL_BACK_AT_MS,
                       od_json_field_from_id (call->call_back_at_ms));
  json_object_set_new (object, OD_FIELD_ANSWER_TO_AGENT_US,
                       call->latency_us >= 0 ? json_integer (call->latency_us)
                                             : json_null ());
  return object;
}

gboolean
od_call_json_disposition_from (json_t *object,
                               char **label,
                               char **reason,
                               gboolean *pause,
                               gint64 *call_back_at_ms,
                               GError **error)
{
  static const char *const names[] = { OD_FIELD_DISPOSITION, OD_FIELD_REASON,
                                       OD_FIELD_PAUSE, OD_FIELD_CALL_BACK_AT_MS, NULL };
  g_autofree char *word = NULL;

  if (!od_json_field_only (object, names, error)
      || !od_json_field_word (object, OD_FIELD_DISPOSITION, 64, od_disposition_normalize,
                              &word, error)
      || !od_json_field_require (word != NULL, OD_FIELD_DISPOSITION, error)
      || !od_json_field_text (object, OD_FIELD_REASON, 1, MAX_REASON, reason, error)
      || !od_json_field_bool (object, OD_FIELD_PAUSE, pause, error)
      || !od_json_field_int (object, OD_FIELD_CALL_BACK_AT_MS, 1, G_MAXINT64 / 1000,
                             call_back_at_ms, error))
    return FALSE;

  *label = g_steal_pointer (&word);
  return TRUE;
}

gboolean
od_call_json_digits_from (json_t *object, char **digits, GError **error)
{
  static const char *const names[] = { OD_FIELD_DIGITS, NULL };

  if (!od_json_field_only (object, names, error)
      || !od_json_field_text (object, OD_FIELD_DIGITS, 1, MAX_DIGITS, digits, error)
      || !od_json_field_require (*digits != NULL, OD_FIELD_DIGITS, error))
    return FALSE;

  return strspn (*digits, "0123456789*#ABCD") == strlen (*digits)
         || od_json_field_set_error (error, OD_FIELD_DIGITS, "may be 0-9, *, # and A-D");
}
