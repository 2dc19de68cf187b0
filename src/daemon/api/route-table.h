/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/api/route.h"

/* All that can be asked. */

/** od_route_table_needs_key: it changes something: its answer is kept. */
gboolean od_route_table_needs_key (const OdRoute *route);

/** od_route_table_needs_version: it is refused without If-Match. */
gboolean od_route_table_needs_version (const OdRoute *route);

/** od_route_table_get: (nullable): the route at place @i of all there are. */
const OdRoute *od_route_table_get (gsize i);

/**
 * od_route_table_find:
 * @id: (out) (transfer full): what stands at {id}
 * @path_known: (out): some other method would do
 */
const OdRoute *od_route_table_find (const char *method,
                                    const char *path,
                                    char **id,
                                    gboolean *path_known);
