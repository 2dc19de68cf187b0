/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

struct MHD_Connection;

/**
 * od_http_guard_check:
 *
 * What libmicrohttpd 0.9.75 lets through and must not: two lengths, length and chunks,
 * two hosts, broken headers, requests of a browser. A folded header it cannot see: the
 * library drops the fold before, so the proxy must refuse or unfold it.
 *
 * Returns: NULL: go on; else why not, in words. The connection must then be closed.
 */
const char *od_http_guard_check (struct MHD_Connection *connection, const char *version);
