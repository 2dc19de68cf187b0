/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * /leadsets/{id}/retry-rules: after which outcomes a leadset's leads are dialed again by
 * themselves. Whoever saves last means it: the whole set is one choice. Store threads.
 */
#include "daemon/api/routes.h"

#include "daemon/store/leadset-store.h"
#include "daemon/store/retry-rule-store.h"
#include "shared/wire/retry-rule-json.h"

OD_WORK (od_retry_rule_routes_list)
{
  g_autoptr (OdLeadset) leadset = od_leadset_store_get (tx, request->id, error);
  g_autoptr (GArray) rules = NULL;

  if (leadset == NULL)
    return FALSE;
  rules = od_retry_rule_store_list (tx, request->id, error);
  if (rules == NULL)
    return FALSE;

  od_request_answer (request, 200, od_retry_rule_json_to (rules));
  return TRUE;
}

OD_WORK (od_retry_rule_routes_set)
{
  g_autoptr (OdLeadset) leadset = od_leadset_store_get (tx, request->id, error);
  g_autoptr (GArray) rules = NULL;

  if (leadset == NULL)
    return FALSE;
  rules = od_retry_rule_json_from (request->json, error);
  if (rules == NULL || !od_retry_rule_store_set (tx, request->id, rules, error))
    return FALSE;

  return od_retry_rule_routes_list (tx, request, error);
}
