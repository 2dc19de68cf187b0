/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The end of a sign-in: by its person, by time, or because its password was changed.
 */
#include "daemon/api/session-end.h"

#include "daemon/api/api-state.h"
#include "shared/model/thread.h"

void
od_session_end (OdApi *api, OdSession *session)
{
  OdFloorAgent *agent = od_floor_get_agent (api->floor, session->user_id);

  OD_ASSERT_MAIN ();
  /* The agent may have signed in elsewhere meanwhile: that one stays. */
  if (agent != NULL && g_strcmp0 (agent->sip_user, session->sip_user) == 0)
    od_dialer_sign_out (api->dialer, agent->id);
  od_news_hub_end_session (api->hub, session);
  od_sessions_remove (api->sessions, session);
}
