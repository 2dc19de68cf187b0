/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Prints the route table, one "METHOD path roles key version" a line, for
 * test-openapi.py.
 */
#include "daemon/api/route-table.h"

#include <stdio.h>

int
main (void)
{
  gsize n;
  const OdRoute *routes = od_route_table_get (&n);

  for (gsize i = 0; i < n; i++) {
    const OdRoute *route = &routes[i];
    gboolean key = od_route_table_needs_key (route);
    gboolean version = od_route_table_needs_version (route);

    printf ("%s %s", route->method, route->path);
    for (guint role = 0; role < OD_ROLE_N; role++) {
      if (route->roles & (1u << role))
        printf (" %s", od_role_get_name (role));
    }
    printf ("%s%s\n", key ? " key" : "", version ? " version" : "");
  }

  return 0;
}
