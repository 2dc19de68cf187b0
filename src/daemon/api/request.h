/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/api/session.h"
#include "daemon/store/store.h"

#include <jansson.h>

struct MHD_Connection;
typedef struct _OdApi OdApi;
typedef struct _OdRoute OdRoute;

/*
 * One request from its first header to its last byte. Made and freed on the main thread;
 * while its work runs on a store thread nobody else touches it.
 */
typedef struct {
  OdApi *api;           /* lent */
  const OdRoute *route; /* lent */
  struct MHD_Connection *connection;
  struct _OdHttpServer *server; /* lent: the address it came in by */
  char *id_text;                /* what stands at {id}; NULL: the route has none */
  gint64 id;                    /* the same as a number; 0: it is none */
  GByteArray *body;
  json_t *json;       /* the body; NULL: it has none */
  OdSession *session; /* a reference; NULL only where the route needs none */
  char *key;          /* Idempotency-Key */
  char *request_hash; /* of method, path and body; without a key: the first two */
  guint64 version;    /* the store's, before it was read */
  gint64 if_match;    /* version; 0: none was given */
  gint64 last_event;  /* Last-Event-ID; -1: none was given */

  guint status;      /* of the answer; 0: none yet */
  guint retry_s;     /* after 429 and 503: seconds to wait; 0: a moment */
  json_t *answer;    /* body of the answer */
  char *answer_text; /* the same as text, or the stored answer of the first time */
  gboolean replayed; /* it is that stored answer */
  gboolean problem;  /* the answer is application/problem+json */
  gboolean answered; /* the answer is whole: nobody else touches the request */
  gboolean suspended;
  gboolean refused; /* answered before its body: the connection closes */
  gpointer scratch; /* from the work to the after; freed with free_scratch */
  GDestroyNotify free_scratch;
} OdRequest;

/** od_request_answer: takes @body (may be NULL for 204). */
void od_request_answer (OdRequest *request, guint status, json_t *body);

/** od_request_answer_text: 200, with the JSON @text. @text: (transfer full). */
void od_request_answer_text (OdRequest *request, char *text);

/** od_request_set_problem: the answer is RFC 9457 problem+json. @field may be NULL. */
void od_request_set_problem (OdRequest *request,
                             guint status,
                             const char *code,
                             const char *title,
                             const char *field);

/** od_request_set_error: the problem that @error of any room is to a client. */
void od_request_set_error (OdRequest *request, const GError *error);

void od_request_free (OdRequest *request);
