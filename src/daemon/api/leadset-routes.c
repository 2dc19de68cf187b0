/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * /leadsets. Store threads.
 */
#include "daemon/api/route.h"

#include "daemon/store/leadset-store.h"
#include "shared/wire/fields.h"
#include "shared/wire/leadset-json.h"
#include "shared/wire/paths.h"

static gboolean
list_leadsets (OdTx *tx, OdRequest *request, GError **error)
{
  g_autoptr (GPtrArray) leadsets = od_leadset_store_list (tx, error);
  json_t *array;

  if (leadsets == NULL)
    return FALSE;
  array = json_array ();
  for (guint i = 0; i < leadsets->len; i++)
    json_array_append_new (array, od_leadset_json_to (g_ptr_array_index (leadsets, i)));
  od_request_answer (request, 200, json_pack ("{s:o}", OD_FIELD_LEADSETS, array));
  return TRUE;
}

static gboolean
add_leadset (OdTx *tx, OdRequest *request, GError **error)
{
  g_autoptr (OdLeadset) leadset = od_leadset_new ();

  leadset->active = TRUE;
  if (!od_leadset_json_apply (leadset, request->json, error)
      || !od_leadset_store_add (tx, leadset, error))
    return FALSE;

  od_request_answer (request, 201, od_leadset_json_to (leadset));
  return TRUE;
}

static gboolean
get_leadset (OdTx *tx, OdRequest *request, GError **error)
{
  g_autoptr (OdLeadset) leadset = od_leadset_store_get (tx, request->id, error);

  if (leadset == NULL)
    return FALSE;
  od_request_answer (request, 200, od_leadset_json_to (leadset));
  return TRUE;
}

static gboolean
change_leadset (OdTx *tx, OdRequest *request, GError **error)
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

/* clang-format off */
static const OdRoute routes[] = {
  { "GET",    OD_PATH_LEADSETS,        OD_MAY_SUPERVISE, OD_ROUTE_READ,
    .work = list_leadsets },
  { "POST",   OD_PATH_LEADSETS,        OD_MAY_SUPERVISE, OD_ROUTE_WRITE,
    .work = add_leadset },
  { "GET",    OD_PATH_LEADSET,         OD_MAY_SUPERVISE, OD_ROUTE_READ,
    .work = get_leadset },
  { "PATCH",  OD_PATH_LEADSET,         OD_MAY_SUPERVISE, OD_ROUTE_WRITE,
    .work = change_leadset },
};
/* clang-format on */

const OdRouteTable od_leadset_routes = { routes, G_N_ELEMENTS (routes) };
