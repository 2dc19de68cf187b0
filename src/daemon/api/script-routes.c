/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * /scripts. Store threads.
 */
#include "daemon/api/routes.h"

#include "daemon/store/script-store.h"
#include "shared/wire/script-json.h"

OD_WORK (od_script_routes_list)
{
  g_autoptr (GPtrArray) scripts = od_script_store_list (tx, error);
  json_t *array;

  if (scripts == NULL)
    return FALSE;
  array = json_array ();
  for (guint i = 0; i < scripts->len; i++)
    json_array_append_new (array, od_script_json_to (g_ptr_array_index (scripts, i)));
  od_request_answer (request, 200, json_pack ("{s:o}", "scripts", array));
  return TRUE;
}

OD_WORK (od_script_routes_add)
{
  g_autoptr (OdScript) script = od_script_new ();

  if (!od_script_json_apply (script, request->json, error)
      || !od_script_store_add (tx, script, error))
    return FALSE;

  od_request_answer (request, 201, od_script_json_to (script));
  return TRUE;
}

OD_WORK (od_script_routes_get)
{
  g_autoptr (OdScript) script = od_script_store_get (tx, request->id, error);

  if (script == NULL)
    return FALSE;
  od_request_answer (request, 200, od_script_json_to (script));
  return TRUE;
}

OD_WORK (od_script_routes_change)
{
  g_autoptr (OdScript) script = od_script_store_get (tx, request->id, error);

  if (script == NULL || !od_script_json_apply (script, request->json, error))
    return FALSE;
  script->version = request->if_match;
  if (!od_script_store_save (tx, script, error))
    return FALSE;

  od_request_answer (request, 200, od_script_json_to (script));
  return TRUE;
}

OD_WORK (od_script_routes_delete)
{
  if (!od_script_store_delete (tx, request->id, request->if_match, error))
    return FALSE;

  od_request_answer (request, 204, NULL);
  return TRUE;
}
