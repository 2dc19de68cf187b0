/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Finds what answers among the tables of all nouns.
 */
#include "daemon/api/route-table.h"

#include <string.h>

static const OdRouteTable *const tables[] = {
  &od_session_routes, &od_leadset_routes,    &od_lead_list_routes,  &od_lead_routes,
  &od_recycle_routes, &od_retry_rule_routes, &od_campaign_routes,   &od_script_routes,
  &od_agent_routes,   &od_call_routes,       &od_statistics_routes, &od_dnc_routes,
  &od_user_routes,
};

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
od_route_table_get (gsize i)
{
  for (gsize k = 0; k < G_N_ELEMENTS (tables); k++) {
    if (i < tables[k]->n)
      return &tables[k]->routes[i];
    i -= tables[k]->n;
  }

  return NULL;
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

static const OdRoute *
find_in (const OdRouteTable *table,
         const char *method,
         const char *path,
         char **id,
         gboolean *path_known)
{
  for (gsize i = 0; i < table->n; i++) {
    const OdRoute *route = &table->routes[i];

    if (!matches (route->path, path, id))
      continue;
    *path_known = TRUE;
    if (strcmp (route->method, method) == 0)
      return route;
    g_clear_pointer (id, g_free);
  }

  return NULL;
}

const OdRoute *
od_route_table_find (const char *method,
                     const char *path,
                     char **id,
                     gboolean *path_known)
{
  const OdRoute *found = NULL;

  *path_known = FALSE;
  for (gsize i = 0; found == NULL && i < G_N_ELEMENTS (tables); i++)
    found = find_in (tables[i], method, path, id, path_known);
  return found;
}
