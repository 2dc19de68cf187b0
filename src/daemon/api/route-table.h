/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/api/request.h"

/*
 * The one table of what can be asked, by whom, and what answers. Kept equal to
 * data/api/openapi.yaml by a test.
 */
typedef enum {
  OD_ROUTE_READ,   /* work on the reader's snapshot */
  OD_ROUTE_WRITE,  /* work in the writer's transaction, with the key's answer */
  OD_ROUTE_LIVE,   /* act on the floor; the answer is kept under the key after it */
  OD_ROUTE_SLOW,   /* act prepares a WRITE, as long as it takes: od_dispatch_go_on () */
  OD_ROUTE_DIRECT, /* act answers by itself, now or later; needs no key */
  OD_ROUTE_STREAM, /* the live stream */
} OdRouteKind;

enum {
  OD_MAY_ANYONE = 0, /* no token needed */
  OD_MAY_AGENT = 1 << OD_ROLE_AGENT,
  OD_MAY_SUPERVISE = 1 << OD_ROLE_SUPERVISOR | 1 << OD_ROLE_ADMIN,
  OD_MAY_ALL = OD_MAY_AGENT | OD_MAY_SUPERVISE,
};

struct _OdRoute {
  const char *method;
  const char *path;
  guint roles;
  OdRouteKind kind;
  /* On a store thread. */
  gboolean (*work) (OdTx *tx, OdRequest *request, GError **error);
  /* Before the work (READ, WRITE; may be NULL; on the main thread unless max_body is more
   * than that), or instead of it (LIVE, DIRECT), or until od_dispatch_go_on () (SLOW). */
  gboolean (*act) (OdRequest *request, GError **error);
  /* On the main thread, after the commit, not for a replayed answer. May be NULL. */
  void (*after) (OdRequest *request);
  gsize max_body;     /* 0: 64 KiB */
  gboolean merges;    /* a PATCH that needs no If-Match: what it does not name stays */
  gboolean versioned; /* no PATCH, but needs If-Match */
};

/** od_route_table_needs_key: it changes something: its answer is kept. */
gboolean od_route_table_needs_key (const OdRoute *route);

/** od_route_table_needs_version: it is refused without If-Match. */
gboolean od_route_table_needs_version (const OdRoute *route);

/** od_route_table_get: (array length=n) */
const OdRoute *od_route_table_get (gsize *n);

/**
 * od_route_table_find:
 * @id: (out) (transfer full): what stands at {id}
 * @path_known: (out): some other method would do
 */
const OdRoute *od_route_table_find (const char *method,
                                    const char *path,
                                    char **id,
                                    gboolean *path_known);
