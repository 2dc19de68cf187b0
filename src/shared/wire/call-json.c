/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Calls and their dispositions on the wire. Pure; any thread.
 */
#include "shared/wire/call-json.h"

#include "shared/wire/json-field.h"

#include <string.h>

#define MAX_DIGITS 64
#define MAX_REASON 500

json_t *
od_call_json_to (const OdCall *call)
{
  json_t *object =
    json_pack ("{s:s, s:I, s:I, s:I, s:s, s:s, s:o, s:s, s:s, s:s}", "id", call->id,
               "campaign", call->campaign_id, "leadset", call->leadset_id, "lead",
               call->lead_id, "phone", call->phone, "caller_id", call->caller_id, "agent",
               od_json_field_from_id (call->agent_id), "state",
               od_call_state_get_name (call->state), "system_disposition",
               od_system_disposition_get_name (od_call_get_system_disposition (call)),
               "end_reason", od_end_reason_get_name (call->end_reason));
  json_t *times = json_pack ("{s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "script",
                             od_json_field_from_id (call->script_id), "sip_code",
                             od_json_field_from_id (call->sip_code), "sip_reason",
                             od_json_field_from_text (call->sip_reason), "queued_at_ms",
                             od_json_field_from_id (call->queued_at_ms), "ringing_at_ms",
                             od_json_field_from_id (call->ringing_at_ms),
                             "answered_at_ms",
                             od_json_field_from_id (call->answered_at_ms),
                             "bridged_at_ms", od_json_field_from_id (call->bridged_at_ms),
                             "ended_at_ms", od_json_field_from_id (call->ended_at_ms),
                             "disposition", od_json_field_from_text (call->disposition));

  json_object_update_new (object, times);
  json_object_set_new (object, "reason", od_json_field_from_text (call->reason));
  json_object_set_new (object, "answer_to_agent_us",
                       call->latency_us >= 0 ? json_integer (call->latency_us)
                                             : json_null ());
  return object;
}

gboolean
od_call_json_disposition_from (json_t *object,
                               char **label,
                               char **reason,
                               gboolean *pause,
                               GError **error)
{
  static const char *const names[] = { "disposition", "reason", "pause", NULL };
  g_autofree char *text = NULL;

  if (!od_json_field_only (object, names, error)
      || !od_json_field_text (object, "disposition", 1, 64, &text, error)
      || !od_json_field_require (text != NULL, "disposition", error)
      || !od_json_field_text (object, "reason", 1, MAX_REASON, reason, error)
      || !od_json_field_bool (object, "pause", pause, error))
    return FALSE;

  /* Capitals may be longer: "ß" becomes "SS". */
  *label = od_disposition_normalize (text);
  return *label != NULL
         || od_json_field_set_error (error, "disposition",
                                     "must have 1 to 64 characters");
}

gboolean
od_call_json_digits_from (json_t *object, char **digits, GError **error)
{
  static const char *const names[] = { "digits", NULL };

  if (!od_json_field_only (object, names, error)
      || !od_json_field_text (object, "digits", 1, MAX_DIGITS, digits, error)
      || !od_json_field_require (*digits != NULL, "digits", error))
    return FALSE;

  return strspn (*digits, "0123456789*#ABCD") == strlen (*digits)
         || od_json_field_set_error (error, "digits", "may be 0-9, *, # and A-D");
}
