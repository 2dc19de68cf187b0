/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Scripts on the wire. Pure; any thread.
 */
#include "shared/wire/script-json.h"

#include "shared/wire/fields.h"
#include "shared/wire/json-table.h"

#define MAX_TEXT 100000 /* characters: longer than anybody reads out */

/* clang-format off */
#define AT(member) G_STRUCT_OFFSET (OdScript, member)
static const OdJsonRow rows[] = {
  { OD_FIELD_ID, OD_JSON_INT, AT (id), .use = OD_JSON_READ_ONLY },
  { OD_FIELD_NAME, OD_JSON_NAME, AT (name), 1, 64, OD_JSON_REQUIRED },
  { OD_FIELD_TEXT, OD_JSON_TEXT, AT (text), 1, MAX_TEXT, OD_JSON_REQUIRED },
  { OD_FIELD_VERSION, OD_JSON_INT, AT (version), .use = OD_JSON_READ_ONLY },
};
/* clang-format on */

json_t *
od_script_json_to (const OdScript *script)
{
  return od_json_table_to (rows, G_N_ELEMENTS (rows), script);
}

gboolean
od_script_json_apply (OdScript *script, json_t *object, GError **error)
{
  return od_json_table_apply (rows, G_N_ELEMENTS (rows), script, object, error);
}
