/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/api/api.h"
#include "shared/model/user.h"
#include "support/waiting.h"

#include <gio/gio.h>
#include <jansson.h>

/*
 * Store, floor, dialer and API in this process, raw requests over real sockets on the
 * same main context. There is one user of every role, signed in; the clock is the test's
 * to be moved ahead.
 */
#define LIMIT_S        10
#define STAGE_CHANNELS 99 /* of its trunk */
#define KEY            "0190a000-0000-7000-8000-000000000001"
#define KEY_2          "0190a000-0000-7000-8000-000000000002"
#define WITH_KEY(key)  "Idempotency-Key: " key "\r\n"

typedef struct {
  char *dir;
  OdClock clock;
  gint ahead_s; /* atomic: the store's threads read the clock too */
  OdStore *store;
  OdFloor *floor;
  OdDialer *dialer;
  OdApi *api; /* NULL: the test has freed it */
  char *address;
  char *tokens[OD_ROLE_ADMIN + 1];
  gint64 ids[OD_ROLE_ADMIN + 1];
  gint64 first_number; /* of new agents; set before the stage; 0: none */
  gint64 last_number;
  const char *time_zone; /* set before the stage; NULL: UTC */
} Stage;

void stage_set_up (Stage *stage, gconstpointer data);
void stage_tear_down (Stage *stage, gconstpointer data);

/** stage_add_events: @n moves of a call, in one transaction. */
void stage_add_events (Stage *stage, guint n);

/* One connection and all that came over it. */
typedef struct {
  GSocket *socket;
  GString *in;
  gboolean closed; /* by the server */
} Client;

Client *client_new (Stage *stage);
Client *client_new_on_socket (const char *path);
void client_free (Client *client);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Client, client_free)

void client_send_text (Client *client, const char *text);

/** client_send: @line like "GET /v1/me"; @token may be NULL; @headers each with CRLF. */
void client_send (Client *client,
                  const char *line,
                  const char *token,
                  const char *headers,
                  const char *body);
void client_wait_text (Client *client, const char *text);
void client_wait_closed (Client *client);

/** client_wait_answer: the whole first answer; it is taken out of what came. Returns:
 * its status. @body (out) (optional) (transfer full): NULL when it is no JSON. */
guint client_wait_answer (Client *client, char **headers, json_t **body);

/** stage_ask: one request on a connection of its own. Returns: the status. */
guint stage_ask (Stage *stage,
                 const char *token,
                 const char *line,
                 const char *headers,
                 const char *body,
                 json_t **answer);

/** stage_do: the same with a key of its own, by the supervisor; it must go well. */
void stage_do (Stage *stage, const char *line, const char *body, json_t **answer);

/** stage_open_floor: campaign 1, active, dials NEW leads; the agent is in it and has
 * chosen it; leadset 1 is its, with @n leads, NEW, 441001 and so on. */
void stage_open_floor (Stage *stage, guint n);

/** stage_reserve: one of the leads is called under @call_id, says hello and is on the way
 * to @agent, who is in campaign 1. stage_bridge: and they hear each other. */
OdFloorCall *stage_reserve (Stage *stage, OdFloorAgent *agent, const char *call_id);
void stage_bridge (Stage *stage, OdFloorCall *call);

/** stage_talk: the agent is in a call @call_id with one of these leads, on the floor and
 * on disk; no sound is. */
OdFloorCall *stage_talk (Stage *stage, const char *call_id);

/** stage_hang_up: the lead does. */
void stage_hang_up (Stage *stage, OdFloorCall *call);

/** stage_count: the one number @sql finds after all that was given to the writer. */
gint64 stage_count (Stage *stage, const char *sql);
