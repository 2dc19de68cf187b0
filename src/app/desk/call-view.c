/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads a call's JSON in one place. Pure; any thread.
 */
#include "app/desk/call-view.h"

#include "shared/wire/fields.h"

static const char *
text_of (json_t *object, const char *field)
{
  return json_string_value (json_object_get (object, field));
}

OdCallView
od_call_view_read (json_t *call)
{
  json_t *lead = json_object_get (call, OD_FIELD_LEAD);
  json_t *script = json_object_get (call, OD_FIELD_SCRIPT);
  OdCallView view = {
    .id = text_of (call, OD_FIELD_ID),
    .phone = text_of (call, OD_FIELD_PHONE),
    .campaign_id = json_integer_value (json_object_get (call, OD_FIELD_CAMPAIGN)),
    .held = json_is_true (json_object_get (call, OD_FIELD_HELD)),
    .lead_id = json_integer_value (json_object_get (lead, OD_FIELD_ID)),
    .fields = json_object_get (lead, OD_FIELD_FIELDS),
    .script_name = text_of (script, OD_FIELD_NAME),
    .script_text = text_of (script, OD_FIELD_TEXT),
  };

  if (view.phone == NULL)
    view.phone = text_of (lead, OD_FIELD_PHONE);
  if (view.phone == NULL)
    view.phone = "";
  return view;
}
