/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/api/request.h"

/*
 * One thing that can be asked: by whom, and what answers.
 */
typedef enum {
  OD_ROUTE_READ,   /* work on a reader's snapshot */
  OD_ROUTE_SEARCH, /* the same, and it may take long */
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
  OD_MAY_MACHINE = 1 << OD_ROLE_N, /* outdialctl, without an account: machine.h */
  OD_MAY_KEEP = OD_MAY_SUPERVISE | OD_MAY_MACHINE,
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
  gboolean kept;      /* a READ whose answer is the same for everybody (kept-answers.h) */
};

/* The routes of one noun: the last lines of its *-routes.c. All of them together are kept
 * equal to data/api/openapi.yaml by a test. */
typedef struct {
  const OdRoute *routes;
  gsize n;
} OdRouteTable;

extern const OdRouteTable od_session_routes;
extern const OdRouteTable od_user_routes;
extern const OdRouteTable od_leadset_routes;
extern const OdRouteTable od_lead_list_routes;
extern const OdRouteTable od_lead_routes;
extern const OdRouteTable od_recycle_routes;
extern const OdRouteTable od_retry_rule_routes;
extern const OdRouteTable od_dnc_routes;
extern const OdRouteTable od_campaign_routes;
extern const OdRouteTable od_script_routes;
extern const OdRouteTable od_agent_routes;
extern const OdRouteTable od_call_routes;
extern const OdRouteTable od_statistics_routes;
