/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Leadsets on the wire. Pure; any thread.
 */
#include "shared/wire/leadset-json.h"

#include "shared/wire/fields.h"
#include "shared/wire/json-field.h"

json_t *
od_leadset_json_to (const OdLeadset *leadset)
{
  return json_pack ("{s:I, s:s, s:s, s:o, s:b, s:I}", OD_FIELD_ID, leadset->id,
                    OD_FIELD_NAME, leadset->name, OD_FIELD_DESCRIPTION,
                    leadset->description, OD_FIELD_CAMPAIGN,
                    od_json_field_from_id (leadset->campaign_id), OD_FIELD_ACTIVE,
                    leadset->active, OD_FIELD_VERSION, leadset->version);
}

gboolean
od_leadset_json_apply (OdLeadset *leadset, json_t *object, GError **error)
{
  static const char *const names[] = { OD_FIELD_NAME, OD_FIELD_DESCRIPTION,
                                       OD_FIELD_CAMPAIGN, OD_FIELD_ACTIVE, NULL };

  if (!od_json_field_only (object, names, error)
      || !od_json_field_text (object, OD_FIELD_NAME, 1, 64, &leadset->name, error)
      || !od_json_field_text (object, OD_FIELD_DESCRIPTION, 0, 1000,
                              &leadset->description, error)
      || !od_json_field_id (object, OD_FIELD_CAMPAIGN, &leadset->campaign_id, error)
      || !od_json_field_bool (object, OD_FIELD_ACTIVE, &leadset->active, error)
      || !od_json_field_require (leadset->name != NULL, OD_FIELD_NAME, error))
    return FALSE;
  if (leadset->description == NULL)
    leadset->description = g_strdup ("");

  return TRUE;
}
