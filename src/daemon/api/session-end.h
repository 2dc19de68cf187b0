/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/api/request.h"

/** od_session_end: @session's streams and its phone end, too; the store is told by who
 * calls. Main thread. */
void od_session_end (OdApi *api, OdSession *session);

/** od_session_end_all: all of @user_id but @but, which may be NULL. */
void od_session_end_all (OdApi *api, gint64 user_id, const OdSession *but);
