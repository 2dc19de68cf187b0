/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * /scripts. Store threads.
 */
#include "daemon/api/route.h"

#include "daemon/store/script-store.h"
#include "shared/wire/fields.h"
#include "shared/wire/script-json.h"
#include "shared/wire/paths.h"

static gboolean
list_scripts (OdTx *tx, OdRequest *request, GError **error)
{
  g_autoptr (GPtrArray) scripts = od_script_store_list (tx, error);
  json_t *array;

  if (scripts == NULL)
    return FALSE;
  array = json_array ();
  for (guint i = 0; i < scripts->len; i++)
    json_array_append_new (array, od_script_json_to (g_ptr_array_index (scripts, i)));
  od_request_answer (request, 200, json_pack ("{s:o}", OD_FIELD_SCRIPTS, array));
  return TRUE;
}

static gboolean
add_script (OdTx *tx, OdRequest *request, GError **error)
{
  g_autoptr (OdScript) script = od_script_new ();

  if (!od_script_json_apply (script, request->json, error)
      || !od_script_store_add (tx, script, error))
    return FALSE;

  od_request_answer (request, 201, od_script_json_to (script));
  return TRUE;
}

static gboolean
get_script (OdTx *tx, OdRequest *request, GError **error)
{
  g_autoptr (OdScript) script = od_script_store_get (tx, request->id, error);

  if (script == NULL)
    return FALSE;
  od_request_answer (request, 200, od_script_json_to (script));
  return TRUE;
}

static gboolean
change_script (OdTx *tx, OdRequest *request, GError **error)
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

static gboolean
delete_script (OdTx *tx, OdRequest *request, GError **error)
{
  if (!od_script_store_delete (tx, request->id, request->if_match, error))
    return FALSE;

  od_request_answer (request, 204, NULL);
  return TRUE;
}

/* clang-format off */
static const OdRoute routes[] = {
  { "GET",    OD_PATH_SCRIPTS,         OD_MAY_SUPERVISE, OD_ROUTE_READ,
    .work = list_scripts },
  { "POST",   OD_PATH_SCRIPTS,         OD_MAY_SUPERVISE, OD_ROUTE_WRITE,
    .work = add_script, .max_body = 512 * 1024 },
  { "GET",    OD_PATH_SCRIPT,          OD_MAY_SUPERVISE, OD_ROUTE_READ,
    .work = get_script },
  { "PATCH",  OD_PATH_SCRIPT,          OD_MAY_SUPERVISE, OD_ROUTE_WRITE,
    .work = change_script, .max_body = 512 * 1024 },
  { "DELETE", OD_PATH_SCRIPT,          OD_MAY_SUPERVISE, OD_ROUTE_WRITE,
    .work = delete_script, .versioned = TRUE },
};
/* clang-format on */

const OdRouteTable od_script_routes = { routes, G_N_ELEMENTS (routes) };
