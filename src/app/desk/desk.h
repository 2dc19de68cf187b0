/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/record-list.h"
#include "app/sync/live-feed.h"

/**
 * OdDesk:
 *
 * One person's sign-in, and what the server says to it: lists, tiles, the live link. All
 * windows of a sign-in share one desk. Lists are read when first asked for and then kept
 * current by the live stream, but for sign-ins of
 * users, which it does not tell; after a lost link everything is read again. Main thread.
 *
 * Signals:
 *   "link-changed"       the server can be heard, or no longer: od_desk_is_live()
 *   "dashboard-changed"  od_desk_get_dashboard() has other tiles
 *   "news" (const char *name, gint64 id, json_t *body)  every line of the live stream;
 *                        @body is lent
 *   "refresh"            much was missed: read again what you show
 *   "signed-out" (const char *why)  by the server: a sentence for people
 *   "left"               od_desk_sign_out() is done: the server knows, or cannot be told
 */
#define OD_TYPE_DESK (od_desk_get_type ())
G_DECLARE_FINAL_TYPE (OdDesk, od_desk, OD, DESK, GObject)

typedef enum {
  OD_DESK_CAMPAIGNS,
  OD_DESK_LEADSETS,
  OD_DESK_SCRIPTS,
  OD_DESK_AGENTS,
  OD_DESK_USERS,
  OD_DESK_N_LISTS,
} OdDeskList;

/** od_desk_new: @address: as od_backend_new(). Connects to nothing yet. */
OdDesk *od_desk_new (const char *address, GError **error);

/** od_desk_sign_in_async: then the role is known and the live link is opened. */
void od_desk_sign_in_async (OdDesk *self,
                            const char *user,
                            const char *password,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean od_desk_sign_in_finish (OdDesk *self, GAsyncResult *result, GError **error);

/** od_desk_sign_out: tells the server, waits for nothing, and is silent from now on but
 * for "left". */
void od_desk_sign_out (OdDesk *self);

/** od_desk_get_backend: lent; to ask the server something. */
OdBackend *od_desk_get_backend (OdDesk *self);

/** od_desk_is_at: @url is this server's, however it is written. */
gboolean od_desk_is_at (OdDesk *self, const char *url);

/** od_desk_get_user: the name that signed in; "" before. Lent. */
const char *od_desk_get_user (OdDesk *self);

/** od_desk_is_agent: FALSE: a supervisor's sign-in. */
gboolean od_desk_is_agent (OdDesk *self);

/** od_desk_is_admin: may what a supervisor may not. */
gboolean od_desk_is_admin (OdDesk *self);

/** od_desk_is_live: the live link is up: what is shown is true now. */
gboolean od_desk_is_live (OdDesk *self);

/** od_desk_get_list: lent; empty until it is loaded. Supervisors only. */
OdRecordList *od_desk_get_list (OdDesk *self, OdDeskList which);

/** od_desk_read_list: reads it again, as the refresh button asks. */
void od_desk_read_list (OdDesk *self, OdDeskList which);

/** od_desk_get_dashboard: (nullable): the tiles as GET /v1/statistics/dashboard has them;
 * NULL until heard. Lent until "dashboard-changed". */
json_t *od_desk_get_dashboard (OdDesk *self);

/** od_desk_get_dashboard_age_ms: since the server last confirmed them; -1: never.
 * While the server is heard it is 0: it tells every change. */
gint64 od_desk_get_dashboard_age_ms (OdDesk *self);

/** od_desk_get_silence_ms: how long the server has not been heard; 0 while it is: it
 * says something every second. */
gint64 od_desk_get_silence_ms (OdDesk *self);

/** od_desk_get_waiting_ms: how long the lead who waits longest has heard nobody by now;
 * -1: none waits, as far as is known. */
gint64 od_desk_get_waiting_ms (OdDesk *self);
