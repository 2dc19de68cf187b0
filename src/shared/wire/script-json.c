/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Scripts on the wire. Pure; any thread.
 */
#include "shared/wire/script-json.h"

#include "shared/wire/fields.h"
#include "shared/wire/json-field.h"

#define MAX_TEXT 100000 /* characters: longer than anybody reads out */

json_t *
od_script_json_to (const OdScript *script)
{
  return json_pack ("{s:I, s:s, s:s, s:I}", OD_FIELD_ID, script->id, OD_FIELD_NAME,
                    script->name, OD_FIELD_TEXT, script->text, OD_FIELD_VERSION,
                    script->version);
}

gboolean
od_script_json_apply (OdScript *script, json_t *object, GError **error)
{
  static const char *const names[] = { OD_FIELD_NAME, OD_FIELD_TEXT, NULL };

  return od_json_field_only (object, names, error)
         && od_json_field_text (object, OD_FIELD_NAME, 1, 64, &script->name, error)
         && od_json_field_text (object, OD_FIELD_TEXT, 1, MAX_TEXT, &script->text, error)
         && od_json_field_require (script->name != NULL, OD_FIELD_NAME, error)
         && od_json_field_require (script->text != NULL, OD_FIELD_TEXT, error);
}
