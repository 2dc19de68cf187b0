/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/api/request.h"

/** OD_CLIENT_ADDRESS_HEADER: the proxy says in it who asks, and takes away what a client
 * wrote there: data/haproxy/outdial.cfg. */
#define OD_CLIENT_ADDRESS_HEADER "Outdial-Client-Address"

/** od_client_address_of: (transfer full): the IP address that @request comes from. On
 * api_socket it is what the proxy says, "proxy" if it says none or no address; on
 * api_listen the header is anybody's and not believed; on the control socket it is
 * "local". Main thread. */
char *od_client_address_of (OdRequest *request);

/** od_client_address_get_net: (transfer full): what one client can easily come from: an
 * IPv4 address, an IPv6 network of 64 bits, or @address itself if it is neither. */
char *od_client_address_get_net (const char *address);

/** od_client_address_is_gone: nobody waits for the answer of @request any more. What a
 * proxy has heard it passes on. Main thread, while it is not answered. */
gboolean od_client_address_is_gone (OdRequest *request);
