/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/api/request.h"

/**
 * od_new_agents_begin:
 *
 * Reads the passwords of @request's body and hashes them apart from the main thread; then
 * the request goes on to its work, od_agent_routes_add(), or is answered with what is in
 * the way. FALSE with @error: the body is wrong.
 */
gboolean od_new_agents_begin (OdRequest *request, GError **error);

/** od_new_agents_get_hashes: (transfer none) (element-type utf8): of @request, in order;
 * NULL with @error: it relied on an answer that is not there (any more). */
GPtrArray *od_new_agents_get_hashes (OdRequest *request, GError **error);
