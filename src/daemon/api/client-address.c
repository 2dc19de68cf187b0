/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who is at the other end of a request, and whether they still are. Main thread.
 */
#include "daemon/api/client-address.h"

#include "daemon/api/http-server.h"
#include "shared/model/thread.h"

#include <gio/gio.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>

#define NET_BYTES 8 /* of an IPv6 network */

/* ::ffff:192.0.2.1 is 192.0.2.1. (transfer full) */
static GInetAddress *
without_mapping (GInetAddress *address)
{
  static const guint8 mapped[] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };
  const guint8 *bytes = g_inet_address_to_bytes (address);

  if (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6
      && memcmp (bytes, mapped, sizeof mapped) == 0)
    return g_inet_address_new_from_bytes (bytes + sizeof mapped, G_SOCKET_FAMILY_IPV4);

  return g_object_ref (address);
}

static char *
to_text (GInetAddress *address)
{
  g_autoptr (GInetAddress) plain = without_mapping (address);

  return g_inet_address_to_string (plain);
}

static char *
read_header (struct MHD_Connection *connection)
{
  const char *said = MHD_lookup_connection_value (connection, MHD_HEADER_KIND,
                                                  OD_CLIENT_ADDRESS_HEADER);
  g_autoptr (GInetAddress) address = said != NULL ? g_inet_address_new_from_string (said)
                                                  : NULL;

  return address != NULL ? to_text (address) : g_strdup ("proxy");
}

char *
od_client_address_of (OdRequest *request)
{
  const union MHD_ConnectionInfo *info;
  g_autoptr (GSocketAddress) socket_address = NULL;

  OD_ASSERT_MAIN ();
  switch (od_http_server_get_door (request->server)) {
  case OD_HTTP_DOOR_PROXY:
    return read_header (request->connection);
  case OD_HTTP_DOOR_CONTROL:
    return g_strdup ("local");
  case OD_HTTP_DOOR_DIRECT:
    break;
  }

  info = MHD_get_connection_info (request->connection,
                                  MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  socket_address = g_socket_address_new_from_native (info->client_addr,
                                                     info->client_addr->sa_family
                                                         == AF_INET6
                                                       ? sizeof (struct sockaddr_in6)
                                                       : sizeof (struct sockaddr_in));
  return to_text (
    g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (socket_address)));
}

char *
od_client_address_get_net (const char *address)
{
  g_autoptr (GInetAddress) parsed = g_inet_address_new_from_string (address);
  guint8 bytes[16] = { 0 };
  g_autoptr (GInetAddress) net = NULL;

  if (parsed == NULL || g_inet_address_get_family (parsed) != G_SOCKET_FAMILY_IPV6)
    return g_strdup (address);

  memcpy (bytes, g_inet_address_to_bytes (parsed), NET_BYTES);
  net = g_inet_address_new_from_bytes (bytes, G_SOCKET_FAMILY_IPV6);
  return g_inet_address_to_string (net);
}

/* A suspended connection is not listened to: the socket is asked. */
gboolean
od_client_address_is_gone (OdRequest *request)
{
  const union MHD_ConnectionInfo *info =
    MHD_get_connection_info (request->connection, MHD_CONNECTION_INFO_CONNECTION_FD);
  struct pollfd fd = { .fd = info->connect_fd, .events = POLLRDHUP };

  OD_ASSERT_MAIN ();
  return poll (&fd, 1, 0) > 0 && (fd.revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0;
}
