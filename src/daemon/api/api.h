/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/dialer/dialer.h"
#include "daemon/floor/floor.h"
#include "daemon/store/store.h"
#include "shared/model/tally.h"

/*
 * HTTP and the live stream: reads a request, calls a room, writes the answer. Main
 * thread; the server library is turned by a source of our own on the main context.
 */
typedef struct _OdApi OdApi;

#define OD_API_ERROR (od_api_error_quark ())
GQuark od_api_error_quark (void);

typedef enum {
  OD_API_ERROR_LISTEN, /* the address is busy or cannot be used; the message says which */
} OdApiError;

typedef struct {
  OdStore *store;
  OdFloor *floor;
  OdDialer *dialer;
  const OdClock *clock;
  gboolean trunks_on_loopback; /* calling rules TEST need it */
  gint64 first_number;         /* of new agents; 0: none can be made here */
  gint64 last_number;
} OdApiParts;

OdApi *od_api_new (const OdApiParts *parts);

/** od_api_start: reads the sessions of before; @done once, then requests can come. */
typedef void (*OdApiStarted) (const GError *error, gpointer user_data);
void od_api_start (OdApi *api, OdApiStarted done, gpointer user_data);

/** od_api_listen_tcp: "127.0.0.1:8620"; port 0 = chosen. Only loopback: the network's
 * side is a proxy's (data/haproxy). @bound_to (out) (transfer full): the real one. */
gboolean
od_api_listen_tcp (OdApi *api, const char *address, char **bound_to, GError **error);

/** od_api_listen_unix: a socket file, mode 0660; an old one that nobody serves goes. */
gboolean od_api_listen_unix (OdApi *api, const char *path, GError **error);

/** od_api_listen_control: a socket file in the data folder @dir that only root and this
 * user come in by (machine.h). The caller has the folder's lock. A folder whose path is
 * too long for one is said in the log, and served without. */
gboolean od_api_listen_control (OdApi *api, const char *dir, GError **error);

/** od_api_end_expired: ends the sessions whose time is over, with their streams and
 * phones. Done by itself once a minute. */
void od_api_end_expired (OdApi *api);

/** od_api_on_event: every event of the store passes here. */
void od_api_on_event (OdApi *api, const OdEvent *event);

/** od_api_on_dashboard: the tiles have new numbers. */
void od_api_on_dashboard (OdApi *api, const OdDashboard *dashboard);

/** od_api_free: answers what is under way, ends the streams; at most 2 s. */
void od_api_free (OdApi *api);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdApi, od_api_free)
