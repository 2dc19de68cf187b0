/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Every REST path and every name on the live stream, once. {id} stands for one segment.
 */
#define OD_PATH_META            "/v1/meta"
#define OD_PATH_SESSIONS        "/v1/sessions"
#define OD_PATH_SESSION         "/v1/sessions/current"
#define OD_PATH_ME              "/v1/me"
#define OD_PATH_ME_SIP          "/v1/me/sip"
#define OD_PATH_ME_PING         "/v1/me/ping"
#define OD_PATH_ME_STATE        "/v1/me/state"
#define OD_PATH_ME_PASSWORD     "/v1/me/password"
#define OD_PATH_USERS           "/v1/users"
#define OD_PATH_USER_ROLE       "/v1/users/{id}/role"
#define OD_PATH_USER_PASSWORD   "/v1/users/{id}/password"
#define OD_PATH_USER_STATE      "/v1/users/{id}/state"
#define OD_PATH_USER_SESSIONS   "/v1/users/{id}/sessions"
#define OD_PATH_STREAM          "/v1/stream"
#define OD_PATH_LEADSETS        "/v1/leadsets"
#define OD_PATH_LEADSET         "/v1/leadsets/{id}"
#define OD_PATH_LEADSET_BATCHES "/v1/leadsets/{id}/batches"
#define OD_PATH_LEADSET_LEADS   "/v1/leadsets/{id}/leads"
#define OD_PATH_LEADSET_STATS   "/v1/leadsets/{id}/statistics"
#define OD_PATH_LEADSET_RECYCLE "/v1/leadsets/{id}/recycle"
#define OD_PATH_LEADSET_RETRY   "/v1/leadsets/{id}/retry-rules"
#define OD_PATH_RECYCLING_UNDO  "/v1/recyclings/{id}/undo"
#define OD_PATH_LEAD            "/v1/leads/{id}"
#define OD_PATH_LEAD_CALLS      "/v1/leads/{id}/calls"
#define OD_PATH_DNC             "/v1/do-not-call"
#define OD_PATH_DNC_NUMBER      "/v1/do-not-call/{id}"
#define OD_PATH_DNC_TAKE_OUT    "/v1/do-not-call/take-out"
#define OD_PATH_CAMPAIGNS       "/v1/campaigns"
#define OD_PATH_CAMPAIGN        "/v1/campaigns/{id}"
#define OD_PATH_CAMPAIGN_STATE  "/v1/campaigns/{id}/state"
#define OD_PATH_CAMPAIGN_AGENTS "/v1/campaigns/{id}/agents"
#define OD_PATH_CAMPAIGN_STATS  "/v1/campaigns/{id}/statistics"
#define OD_PATH_CAMPAIGN_HOUR   "/v1/campaigns/{id}/last-hour"
#define OD_PATH_CAMPAIGN_PAST   "/v1/campaigns/{id}/rehearsal"
#define OD_PATH_SCRIPTS         "/v1/scripts"
#define OD_PATH_SCRIPT          "/v1/scripts/{id}"
#define OD_PATH_AGENTS          "/v1/agents"
#define OD_PATH_AGENT_STATE     "/v1/agents/{id}/state"
#define OD_PATH_CALL            "/v1/calls/{id}"
#define OD_PATH_CALL_HOLD       "/v1/calls/{id}/hold"
#define OD_PATH_CALL_RESUME     "/v1/calls/{id}/resume"
#define OD_PATH_CALL_DIGITS     "/v1/calls/{id}/digits"
#define OD_PATH_CALL_HANG_UP    "/v1/calls/{id}/hang-up"
#define OD_PATH_CALL_DISPOSE    "/v1/calls/{id}/disposition"
#define OD_PATH_DASHBOARD       "/v1/statistics/dashboard"

/* Live stream: events of the log carry an id (their seq) and the log's kind as name.
 * These have none: values of this moment, the latest wins. */
#define OD_NEWS_HELLO     "hello" /* {seq, session}: the stream begins here */
#define OD_NEWS_RESET     "reset" /* {seq}: too much was missed: read everything again */
#define OD_NEWS_ME        "me"    /* an agent's own state and call */
#define OD_NEWS_AGENT     "agent" /* any agent's state, for supervisors */
#define OD_NEWS_DASHBOARD "dashboard" /* the tiles, for supervisors */

#define OD_HEADER_KEY      "Idempotency-Key"
#define OD_HEADER_REPLAYED "Idempotency-Replayed"

#define OD_BATCH_MAX_LEADS 1000
#define OD_BATCH_MAX_BYTES (1024 * 1024)
#define OD_DNC_MAX_PHONES  1000

/* Program and server must speak the same edition. */
#define OD_WIRE_VERSION 1
