/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/api/request.h"
#include "daemon/dialer/dialer.h"
#include "daemon/floor/floor.h"
#include "shared/model/tally.h"

struct MHD_Response;

/*
 * Every open live stream. Events of the log go out with their seq and can be had again
 * from any seq; values of the moment go out as they change. A reader who does not read
 * costs bounded memory and is told to begin again. Main thread.
 */
typedef struct _OdNewsHub OdNewsHub;

OdNewsHub *od_news_hub_new (OdStore *store, OdFloor *floor, OdDialer *dialer);
void od_news_hub_free (OdNewsHub *hub);

/** od_news_hub_open: (transfer full): the response that streams to @request. */
struct MHD_Response *od_news_hub_open (OdNewsHub *hub, OdRequest *request);

/** od_news_hub_close: the connection is gone; does nothing for other requests. */
void od_news_hub_close (OdNewsHub *hub, OdRequest *request);

/** od_news_hub_set_seq: the log's last event when we started. */
void od_news_hub_set_seq (OdNewsHub *hub, gint64 seq);

void od_news_hub_on_event (OdNewsHub *hub, const OdEvent *event);
void od_news_hub_on_agent (OdNewsHub *hub, const OdFloorAgent *agent);

/** od_news_hub_on_phone: of @agent's phone something is new that only supervisors see. */
void od_news_hub_on_phone (OdNewsHub *hub, const OdFloorAgent *agent);
void od_news_hub_on_dashboard (OdNewsHub *hub, const OdDashboard *dashboard);

/** od_news_hub_end: ends every stream of @user_id, or all for 0. */
void od_news_hub_end (OdNewsHub *hub, gint64 user_id);

/** od_news_hub_end_session: ends the streams opened with @session. */
void od_news_hub_end_session (OdNewsHub *hub, const OdSession *session);
