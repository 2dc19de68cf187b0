/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Prints the route table, one "METHOD path roles key version" a line, for
 * test-openapi.py.
 */
#include "daemon/api/route-table.h"

#include <stdio.h>

static void
print_route (const OdRoute *route)
{
  printf ("%s %s", route->method, route->path);
  for (guint role = 0; role < OD_ROLE_N; role++) {
    if (route->roles & (1u << role))
      printf (" %s", od_role_get_name (role));
  }
  printf ("%s%s\n", od_route_table_needs_key (route) ? " key" : "",
          od_route_table_needs_version (route) ? " version" : "");
}

int
main (void)
{
  const OdRoute *route;

  for (gsize i = 0; (route = od_route_table_get (i)) != NULL; i++)
    print_route (route);
  return 0;
}
