/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/api/request.h"

/*
 * One listening address: libmicrohttpd turned by a source of ours on the main context.
 * libmicrohttpd 0.9.75 lets through what smuggles requests; http-guard refuses it in
 * the first call, and only loopback and Unix sockets are ever served.
 */
typedef struct _OdHttpServer OdHttpServer;

#define OD_HTTP_SERVER_ERROR (od_http_server_error_quark ())
GQuark od_http_server_error_quark (void);

typedef enum {
  OD_HTTP_SERVER_ERROR_START, /* no memory or no file descriptors */
} OdHttpServerError;

struct MHD_Response;

/* Who comes in by an address. */
typedef enum {
  OD_HTTP_DOOR_DIRECT, /* anybody on this machine */
  OD_HTTP_DOOR_PROXY, /* the proxy, for its clients, and who may open the socket's file */
  OD_HTTP_DOOR_CONTROL, /* outdialctl: see daemon/api/machine.h */
} OdHttpDoor;

/* Who serves what comes in. Main thread. */
typedef struct {
  /* The first header is there. Never NULL; answered: it is refused already. */
  OdRequest *(*open) (OdApi *api,
                      OdHttpServer *server,
                      struct MHD_Connection *connection,
                      const char *method,
                      const char *path,
                      const char *version);
  gsize (*max_body) (const OdRequest *request);
  /* The body is complete. It is answered when this returns, or od_http_server_finish()
   * is called later, or the answer is this stream (transfer full). */
  struct MHD_Response *(*run) (OdRequest *request);
  /* The answer is sent, or the connection gone: @request is freed by this. */
  void (*close) (OdRequest *request);
} OdHttpHandlers;

/** od_http_server_new: takes @fd, a listening socket; @handlers is lent, and given @api.
 * @clock is lent; its monotonic time counts. */
OdHttpServer *od_http_server_new (const OdHttpHandlers *handlers,
                                  OdApi *api,
                                  int fd,
                                  OdHttpDoor door,
                                  const OdClock *clock,
                                  GError **error);

/** OD_HTTP_SERVER_HEAD_S, OD_HTTP_SERVER_BODY_S: a head has to be whole so long after the
 * connection or the last answer, a body so long after its head: who sends a little now
 * and then is cut, too. Longer than a silent connection is kept anyway. What came of a
 * body gives time for as much more, at OD_HTTP_SERVER_BODY_RATE octets a second: an
 * import over a slow line gets through. */
#define OD_HTTP_SERVER_HEAD_S    35
#define OD_HTTP_SERVER_BODY_S    30
#define OD_HTTP_SERVER_BODY_RATE 4096

/** od_http_server_cut_late: cuts who is late; once a second or so. */
void od_http_server_cut_late (OdHttpServer *server);

OdHttpDoor od_http_server_get_door (OdHttpServer *server);

/** od_http_server_finish: @request has its status: on the main thread, once. */
void od_http_server_finish (OdRequest *request);

/** od_http_server_resume: a suspended stream has something to send. */
void od_http_server_resume (OdHttpServer *server, struct MHD_Connection *connection);

/** od_http_server_quiesce: no new connections. */
void od_http_server_quiesce (OdHttpServer *server);

/** od_http_server_count: requests, streams among them, whose answer is not wholly sent.
 */
guint od_http_server_count (OdHttpServer *server);

/** od_http_server_cut: shuts the connections of those down: who does not read or does
 * not finish a request is not waited for. */
void od_http_server_cut (OdHttpServer *server);

/** od_http_server_free: nothing may be suspended any more. */
void od_http_server_free (OdHttpServer *server);
