/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who is at the other end of the control socket is what the kernel says.
 */
#include "daemon/api/machine.h"

#include "shared/model/thread.h"

#include <microhttpd.h>
#include <sys/socket.h>
#include <unistd.h>

OdSession *
od_machine_session_new (OdRequest *request)
{
  const union MHD_ConnectionInfo *info =
    MHD_get_connection_info (request->connection, MHD_CONNECTION_INFO_CONNECTION_FD);
  struct ucred peer;
  socklen_t size = sizeof peer;
  OdSession *session;

  OD_ASSERT_MAIN ();
  if (getsockopt (info->connect_fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0
      || (peer.uid != 0 && peer.uid != geteuid ()))
    return NULL;

  session = g_rc_box_new0 (OdSession);
  session->user_name =
    g_strconcat ("outdialctl:", peer.uid == 0 ? "root" : g_get_user_name (), NULL);
  session->role = OD_ROLE_ADMIN;
  return session;
}

gboolean
od_machine_is (const OdSession *session)
{
  return session->user_id == 0;
}
