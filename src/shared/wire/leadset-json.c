/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Leadsets on the wire. Pure; any thread.
 */
#include "shared/wire/leadset-json.h"

#include "shared/wire/fields.h"
#include "shared/wire/json-table.h"

/* clang-format off */
#define AT(member) G_STRUCT_OFFSET (OdLeadset, member)
static const OdJsonRow rows[] = {
  { OD_FIELD_ID, OD_JSON_INT, AT (id), .use = OD_JSON_READ_ONLY },
  { OD_FIELD_NAME, OD_JSON_NAME, AT (name), 1, 64, OD_JSON_REQUIRED },
  { OD_FIELD_DESCRIPTION, OD_JSON_TEXT, AT (description), 0, 1000 },
  { OD_FIELD_CAMPAIGN, OD_JSON_ID, AT (campaign_id) },
  { OD_FIELD_ACTIVE, OD_JSON_BOOL, AT (active) },
  { OD_FIELD_VERSION, OD_JSON_INT, AT (version), .use = OD_JSON_READ_ONLY },
};
/* clang-format on */

json_t *
od_leadset_json_to (const OdLeadset *leadset)
{
  return od_json_table_to (rows, G_N_ELEMENTS (rows), leadset);
}

gboolean
od_leadset_json_apply (OdLeadset *leadset, json_t *object, GError **error)
{
  return od_json_table_apply (rows, G_N_ELEMENTS (rows), leadset, object, error);
}
