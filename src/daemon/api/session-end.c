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

void
od_session_end_all (OdApi *api, gint64 user_id, const OdSession *but)
{
  g_autoptr (GPtrArray) sessions = od_sessions_list_of_user (api->sessions, user_id);

  OD_ASSERT_MAIN ();
  for (guint i = 0; i < sessions->len; i++) {
    OdSession *session = g_ptr_array_index (sessions, i);

    if (session != but)
      od_session_end (api, session);
  }
}
