/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/api/request.h"

/* From the first header to the answer: route, token, role, size; then the work. */

/** od_dispatch_open: never NULL; a status says it was refused already. */
OdRequest *od_dispatch_open (OdApi *api,
                             struct _OdHttpServer *server,
                             struct MHD_Connection *connection,
                             const char *method,
                             const char *path,
                             const char *version);

/** od_dispatch_refuse_if_ended: whose session ended since the request's head came is
 * answered 401: a body may be half a minute late, and a user disabled meanwhile. */
gboolean od_dispatch_refuse_if_ended (OdRequest *request);

/** od_dispatch_refuse_if_closing: while the server stops, a request that has not begun
 * its work is answered 503. */
gboolean od_dispatch_refuse_if_closing (OdRequest *request);

gsize od_dispatch_max_body (const OdRequest *request);
gboolean od_dispatch_is_stream (const OdRequest *request);

/** od_dispatch_run: the body is complete. Either the status is set when this returns, or
 * od_http_server_finish() is called later. */
void od_dispatch_run (OdRequest *request);

/** od_dispatch_go_on: a SLOW route's act is done, off the count of working requests: the
 * work follows, or the answer that @error is. */
void od_dispatch_go_on (OdRequest *request, const GError *error);

/** od_dispatch_finish: the answer is there: makes it text and hands it over. */
void od_dispatch_finish (OdRequest *request);
