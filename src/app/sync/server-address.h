/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Where a server is, read and checked once. */
typedef struct {
  char *url;         /* scheme, host and port, no slash at the end */
  char *place;       /* "host:port", for messages */
  gboolean loopback; /* on this machine */
} OdServerAddress;

/**
 * od_server_address_new:
 * @url: with a scheme, or a name alone, which means https: "dialer.example.com"; of this
 *   machine it means http
 *
 * Returns: (transfer full): or NULL with OD_BACKEND_ERROR_ADDRESS: not an address, or
 *   plain http to another machine, which everybody between could read. Any thread.
 */
OdServerAddress *od_server_address_new (const char *url, GError **error);
void od_server_address_free (OdServerAddress *address);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdServerAddress, od_server_address_free)
