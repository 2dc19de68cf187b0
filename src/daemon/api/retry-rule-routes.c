/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * /leadsets/{id}/retry-rules: after which outcomes a leadset's leads are dialed again by
 * themselves. Whoever saves last means it: the whole set is one choice. Store threads.
 */
#include "daemon/api/route.h"

#include "daemon/api/open-outcome.h"
#include "daemon/store/leadset-store.h"
#include "daemon/store/retry-rule-store.h"
#include "shared/wire/retry-rule-json.h"
#include "shared/wire/paths.h"
#include "shared/wire/fields.h"

static gboolean
list_rules (OdTx *tx, OdRequest *request, GError **error)
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

static gboolean
has_outcome (GArray *rules, const char *outcome)
{
  for (guint i = 0; i < rules->len; i++) {
    if (g_str_equal (g_array_index (rules, OdRetryRule, i).outcome, outcome))
      return TRUE;
  }

  return FALSE;
}

/* A rule that stands may stay, although its disposition has become final since: who saves
 * the others need not know of it. */
static gboolean
check_outcomes (OdTx *tx, const OdLeadset *leadset, GArray *rules, GError **error)
{
  g_autoptr (GArray) standing = od_retry_rule_store_list (tx, leadset->id, error);

  for (guint i = 0; standing != NULL && i < rules->len; i++) {
    const char *outcome = g_array_index (rules, OdRetryRule, i).outcome;

    if (!has_outcome (standing, outcome)
        && !od_open_outcome_check (tx, leadset, OD_FIELD_RULES, outcome, error))
      return FALSE;
  }

  return standing != NULL;
}

static gboolean
set_rules (OdTx *tx, OdRequest *request, GError **error)
{
  g_autoptr (OdLeadset) leadset = od_leadset_store_get (tx, request->id, error);
  g_autoptr (GArray) rules = NULL;

  if (leadset == NULL)
    return FALSE;
  rules = od_retry_rule_json_from (request->json, error);
  if (rules == NULL || !check_outcomes (tx, leadset, rules, error)
      || !od_retry_rule_store_set (tx, request->id, rules, error))
    return FALSE;

  return list_rules (tx, request, error);
}

/* clang-format off */
static const OdRoute routes[] = {
  { "GET",    OD_PATH_LEADSET_RETRY,   OD_MAY_SUPERVISE, OD_ROUTE_READ,
    .work = list_rules },
  { "PUT",    OD_PATH_LEADSET_RETRY,   OD_MAY_SUPERVISE, OD_ROUTE_WRITE,
    .work = set_rules },
};
/* clang-format on */

const OdRouteTable od_retry_rule_routes = { routes, G_N_ELEMENTS (routes) };
