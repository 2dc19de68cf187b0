/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * /leadsets. Store threads.
 */
#include "daemon/api/routes.h"

#include "daemon/store/leadset-store.h"
#include "shared/wire/leadset-json.h"

OD_WORK (od_leadset_routes_list)
{
  g_autoptr (GPtrArray) leadsets = od_leadset_store_list (tx, error);
  json_t *array;

  if (leadsets == NULL)
    return FALSE;
  array = json_array ();
  for (guint i = 0; i < leadsets->len; i++)
    json_array_append_new (array, od_leadset_json_to (g_ptr_array_index (leadsets, i)));
  od_request_answer (request, 200, json_pack ("{s:o}", "leadsets", array));
  return TRUE;
}

OD_WORK (od_leadset_routes_add)
{
  g_autoptr (OdLeadset) leadset = od_leadset_new ();

  leadset->active = TRUE;
  if (!od_leadset_json_apply (leadset, request->json, error)
      || !od_leadset_store_add (tx, leadset, error))
    return FALSE;

  od_request_answer (request, 201, od_leadset_json_to (leadset));
  return TRUE;
}

OD_WORK (od_leadset_routes_get)
{
  g_autoptr (OdLeadset) leadset = od_leadset_store_get (tx, request->id, error);

  if (leadset == NULL)
    return FALSE;
  od_request_answer (request, 200, od_leadset_json_to (leadset));
  return TRUE;
}

OD_WORK (od_leadset_routes_change)
{
  g_autoptr (OdLeadset) leadset = od_leadset_store_get (tx, request->id, error);

  if (leadset == NULL || !od_leadset_json_apply (leadset, request->json, error))
    return FALSE;
  leadset->version = request->if_match;
  if (!od_leadset_store_save (tx, leadset, error))
    return FALSE;

  od_request_answer (request, 200, od_leadset_json_to (leadset));
  return TRUE;
}
