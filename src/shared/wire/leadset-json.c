/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Leadsets on the wire. Pure; any thread.
 */
#include "shared/wire/leadset-json.h"

#include "shared/wire/json-field.h"

json_t *
od_leadset_json_to (const OdLeadset *leadset)
{
  return json_pack ("{s:I, s:s, s:s, s:o, s:b, s:I}", "id", leadset->id, "name",
                    leadset->name, "description", leadset->description, "campaign",
                    od_json_field_from_id (leadset->campaign_id), "active",
                    leadset->active, "version", leadset->version);
}

gboolean
od_leadset_json_apply (OdLeadset *leadset, json_t *object, GError **error)
{
  static const char *const names[] = { "name", "description", "campaign", "active",
                                       NULL };

  if (!od_json_field_only (object, names, error)
      || !od_json_field_text (object, "name", 1, 64, &leadset->name, error)
      || !od_json_field_text (object, "description", 0, 1000, &leadset->description,
                              error)
      || !od_json_field_id (object, "campaign", &leadset->campaign_id, error)
      || !od_json_field_bool (object, "active", &leadset->active, error)
      || !od_json_field_require (leadset->name != NULL, "name", error))
    return FALSE;
  if (leadset->description == NULL)
    leadset->description = g_strdup ("");

  return TRUE;
}
