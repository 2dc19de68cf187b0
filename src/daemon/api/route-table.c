/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one table of what can be asked, by whom, and what answers.
 */
#include "daemon/api/route-table.h"

#include "daemon/api/routes.h"
#include "shared/wire/paths.h"

#include <string.h>

/* clang-format off */
static const OdRoute table[] = {
  { "GET",    OD_PATH_META,            OD_MAY_ANYONE,    OD_ROUTE_DIRECT,
    .act = od_session_routes_get_meta },
  { "POST",   OD_PATH_SESSIONS,        OD_MAY_ANYONE,    OD_ROUTE_DIRECT,
    .act = od_session_routes_sign_in, .max_body = 4096 },
  { "DELETE", OD_PATH_SESSION,         OD_MAY_ALL,       OD_ROUTE_WRITE,
    .work = od_session_routes_sign_out, .after = od_session_routes_signed_out },
  { "GET",    OD_PATH_ME,              OD_MAY_ALL,       OD_ROUTE_READ,
    .work = od_session_routes_get_me, .act = od_session_routes_look_at_me,
    .after = od_session_routes_got_me },
  { "GET",    OD_PATH_ME_SIP,          OD_MAY_AGENT,     OD_ROUTE_DIRECT,
    .act = od_session_routes_get_sip },
  { "POST",   OD_PATH_ME_PING,         OD_MAY_ALL,       OD_ROUTE_DIRECT,
    .act = od_session_routes_ping },
  { "PUT",    OD_PATH_ME_STATE,        OD_MAY_AGENT,     OD_ROUTE_WRITE,
    .work = od_agent_routes_set_own_state, .after = od_agent_routes_state_set },
  { "GET",    OD_PATH_STREAM,          OD_MAY_ALL,       OD_ROUTE_STREAM },
  { "GET",    OD_PATH_LEADSETS,        OD_MAY_SUPERVISE, OD_ROUTE_READ,
    .work = od_leadset_routes_list },
  { "POST",   OD_PATH_LEADSETS,        OD_MAY_SUPERVISE, OD_ROUTE_WRITE,
    .work = od_leadset_routes_add },
  { "GET",    OD_PATH_LEADSET,         OD_MAY_SUPERVISE, OD_ROUTE_READ,
    .work = od_leadset_routes_get },
  { "PATCH",  OD_PATH_LEADSET,         OD_MAY_SUPERVISE, OD_ROUTE_WRITE,
    .work = od_leadset_routes_change },
  { "POST",   OD_PATH_LEADSET_BATCHES, OD_MAY_SUPERVISE, OD_ROUTE_WRITE,
    .work = od_lead_routes_add_batch, .act = od_lead_routes_check_batch,
    .max_body = OD_BATCH_MAX_BYTES },
  { "GET",    OD_PATH_LEADSET_LEADS,   OD_MAY_SUPERVISE, OD_ROUTE_READ,
    .work = od_lead_list_routes_read, .act = od_lead_list_routes_check },
  { "GET",    OD_PATH_LEADSET_STATS,   OD_MAY_SUPERVISE, OD_ROUTE_READ,
    .work = od_statistics_routes_leadset },
  { "GET",    OD_PATH_LEADSET_RECYCLE, OD_MAY_SUPERVISE, OD_ROUTE_DIRECT,
    .act = od_recycle_routes_count },
  { "POST",   OD_PATH_LEADSET_RECYCLE, OD_MAY_SUPERVISE, OD_ROUTE_SLOW,
    .work = od_recycle_routes_say, .act = od_recycle_routes_begin },
  { "GET",    OD_PATH_LEADSET_RETRY,   OD_MAY_SUPERVISE, OD_ROUTE_READ,
    .work = od_retry_rule_routes_list },
  { "PUT",    OD_PATH_LEADSET_RETRY,   OD_MAY_SUPERVISE, OD_ROUTE_WRITE,
    .work = od_retry_rule_routes_set },
  { "POST",   OD_PATH_RECYCLING_UNDO,  OD_MAY_SUPERVISE, OD_ROUTE_SLOW,
    .work = od_recycle_routes_say_undone, .act = od_recycle_routes_undo },
  { "PATCH",  OD_PATH_LEAD,            OD_MAY_ALL,       OD_ROUTE_WRITE,
    .work = od_lead_routes_change, .act = od_lead_routes_check_change,
    .after = od_lead_routes_changed, .merges = TRUE },
  { "GET",    OD_PATH_CAMPAIGNS,       OD_MAY_ALL,       OD_ROUTE_READ,
    .work = od_campaign_routes_list },
  { "POST",   OD_PATH_CAMPAIGNS,       OD_MAY_SUPERVISE, OD_ROUTE_WRITE,
    .work = od_campaign_routes_add },
  { "GET",    OD_PATH_CAMPAIGN,        OD_MAY_SUPERVISE, OD_ROUTE_READ,
    .work = od_campaign_routes_get },
  { "PATCH",  OD_PATH_CAMPAIGN,        OD_MAY_SUPERVISE, OD_ROUTE_WRITE,
    .work = od_campaign_routes_change },
  { "PUT",    OD_PATH_CAMPAIGN_STATE,  OD_MAY_SUPERVISE, OD_ROUTE_WRITE,
    .work = od_campaign_routes_set_state },
  { "GET",    OD_PATH_CAMPAIGN_AGENTS, OD_MAY_SUPERVISE, OD_ROUTE_READ,
    .work = od_campaign_routes_list_agents, .after = od_agent_routes_listed },
  { "PUT",    OD_PATH_CAMPAIGN_AGENTS, OD_MAY_SUPERVISE, OD_ROUTE_WRITE,
    .work = od_campaign_routes_set_agents },
  { "GET",    OD_PATH_CAMPAIGN_STATS,  OD_MAY_SUPERVISE, OD_ROUTE_READ,
    .work = od_statistics_routes_campaign, .act = od_statistics_routes_ask_pacer,
    .after = od_statistics_routes_counted },
  { "GET",    OD_PATH_SCRIPTS,         OD_MAY_SUPERVISE, OD_ROUTE_READ,
    .work = od_script_routes_list },
  { "POST",   OD_PATH_SCRIPTS,         OD_MAY_SUPERVISE, OD_ROUTE_WRITE,
    .work = od_script_routes_add, .max_body = 512 * 1024 },
  { "GET",    OD_PATH_SCRIPT,          OD_MAY_SUPERVISE, OD_ROUTE_READ,
    .work = od_script_routes_get },
  { "PATCH",  OD_PATH_SCRIPT,          OD_MAY_SUPERVISE, OD_ROUTE_WRITE,
    .work = od_script_routes_change, .max_body = 512 * 1024 },
  { "DELETE", OD_PATH_SCRIPT,          OD_MAY_SUPERVISE, OD_ROUTE_WRITE,
    .work = od_script_routes_delete, .versioned = TRUE },
  { "GET",    OD_PATH_AGENTS,          OD_MAY_SUPERVISE, OD_ROUTE_READ,
    .work = od_agent_routes_list, .after = od_agent_routes_listed },
  { "POST",   OD_PATH_AGENTS,          OD_MAY_SUPERVISE, OD_ROUTE_SLOW,
    .work = od_agent_routes_add, .act = od_agent_routes_prepare },
  { "PUT",    OD_PATH_AGENT_STATE,     OD_MAY_SUPERVISE, OD_ROUTE_WRITE,
    .work = od_agent_routes_set_state, .after = od_agent_routes_state_set },
  { "GET",    OD_PATH_CALL,            OD_MAY_ALL,       OD_ROUTE_READ,
    .work = od_call_routes_get },
  { "POST",   OD_PATH_CALL_HOLD,       OD_MAY_AGENT,     OD_ROUTE_LIVE,
    .act = od_call_routes_hold },
  { "POST",   OD_PATH_CALL_RESUME,     OD_MAY_AGENT,     OD_ROUTE_LIVE,
    .act = od_call_routes_resume },
  { "POST",   OD_PATH_CALL_DIGITS,     OD_MAY_AGENT,     OD_ROUTE_LIVE,
    .act = od_call_routes_send_digits },
  { "POST",   OD_PATH_CALL_HANG_UP,    OD_MAY_AGENT,     OD_ROUTE_LIVE,
    .act = od_call_routes_hang_up },
  { "PUT",    OD_PATH_CALL_DISPOSE,    OD_MAY_AGENT,     OD_ROUTE_WRITE,
    .work = od_call_routes_dispose, .act = od_call_routes_check_disposition,
    .after = od_call_routes_disposed },
  { "GET",    OD_PATH_DASHBOARD,       OD_MAY_SUPERVISE, OD_ROUTE_READ,
    .work = od_statistics_routes_dashboard },
};
/* clang-format on */

gboolean
od_route_table_needs_key (const OdRoute *route)
{
  return route->kind == OD_ROUTE_WRITE || route->kind == OD_ROUTE_LIVE
         || route->kind == OD_ROUTE_SLOW;
}

gboolean
od_route_table_needs_version (const OdRoute *route)
{
  return route->versioned || (strcmp (route->method, "PATCH") == 0 && !route->merges);
}

const OdRoute *
od_route_table_get (gsize *n)
{
  *n = G_N_ELEMENTS (table);
  return table;
}

static gboolean
is_id (const char *text, gsize length)
{
  return length > 0 && length <= 36 && strspn (text, "0123456789abcdef-") >= length;
}

/* Walks template and path together; {id} takes one segment, nothing is decoded. */
static gboolean
matches (const char *template, const char *path, char **id)
{
  const char *hole = strstr (template, "{id}");
  gsize before, length;

  *id = NULL;
  if (hole == NULL)
    return strcmp (template, path) == 0;

  before = hole - template;
  if (strncmp (template, path, before) != 0)
    return FALSE;
  length = strcspn (path + before, "/");
  if (!is_id (path + before, length)
      || strcmp (hole + strlen ("{id}"), path + before + length) != 0)
    return FALSE;

  *id = g_strndup (path + before, length);
  return TRUE;
}

const OdRoute *
od_route_table_find (const char *method,
                     const char *path,
                     char **id,
                     gboolean *path_known)
{
  *path_known = FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    if (!matches (table[i].path, path, id))
      continue;
    *path_known = TRUE;
    if (strcmp (table[i].method, method) == 0)
      return &table[i];
    g_clear_pointer (id, g_free);
  }

  return NULL;
}
