#pragma once

#include "app/sync/outbox.h"
#include "robot/pretend-agent.h"

/**
 * OdCallDesk:
 *
 * A pretend agent's calls: talks for a drawn time, hangs up, and gives every call its
 * disposition once. Main thread.
 *
 * Signals:
 *   "saved"  a disposition is on the server
 *   "stale"  the server refused one: read /me again
 */
#define OD_TYPE_CALL_DESK (od_call_desk_get_type ())
G_DECLARE_FINAL_TYPE (OdCallDesk, od_call_desk, OD, CALL_DESK, GObject)

/** od_call_desk_new: takes references to both; copies from @setup what it needs. */
OdCallDesk *
od_call_desk_new (const OdPretendAgentSetup *setup, OdBackend *backend, OdOutbox *outbox);

/** od_call_desk_take_me: what the server says of this agent now. */
void od_call_desk_take_me (OdCallDesk *self, json_t *me);

/** od_call_desk_take_undisposed: calls that still wait for a word. */
void od_call_desk_take_undisposed (OdCallDesk *self, json_t *calls);

/** od_call_desk_is_unknown_end: this line of the log tells the end of a call that nobody
 * here talked on: one of a robot that was killed. */
gboolean od_call_desk_is_unknown_end (OdCallDesk *self, const char *name, json_t *event);

/** od_call_desk_is_talking: a lead is on the line. */
gboolean od_call_desk_is_talking (OdCallDesk *self);

/** od_call_desk_close: does nothing any more. */
void od_call_desk_close (OdCallDesk *self);
