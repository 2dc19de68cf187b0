/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A server's address as people write it. Pure; any thread.
 */
#include "app/sync/server-address.h"

#include "app/sync/backend-error.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return address != NULL ? g_inet_address_get_is_loopback (address)
                         : g_ascii_strcasecmp (host, "localhost") == 0;
}

static gboolean
check (GUri *uri, const char *url, GError **error)
{
  const char *scheme = g_uri_get_scheme (uri);
  const char *host = g_uri_get_host (uri);
  const char *path = g_uri_get_path (uri);

  if ((strcmp (scheme, "http") != 0 && strcmp (scheme, "https") != 0) || host == NULL
      || host[0] == '\0' || strpbrk (host, " \t\r\n") != NULL
      || (path[0] != '\0' && strcmp (path, "/") != 0) || g_uri_get_query (uri) != NULL
      || g_uri_get_userinfo (uri) != NULL) {
    g_set_error (error, OD_BACKEND_ERROR, OD_BACKEND_ERROR_ADDRESS,
                 _ ("\"%s\" is not a server's address: write its name, like "
                    "dialer.example.com, or http://127.0.0.1:PORT"),
                 url);
    return FALSE;
  }
  if (strcmp (scheme, "https") == 0 || is_loopback (host))
    return TRUE;

  g_set_error (error, OD_BACKEND_ERROR, OD_BACKEND_ERROR_ADDRESS,
               _ ("%s is another machine, and plain http can be read on the way there: "
                  "use "
                  "https"),
               host);
  return FALSE;
}

/* A bare name means https; this machine speaks plain http to itself. */
static GUri *
parse (const char *url)
{
  g_autofree char *stripped = g_strstrip (g_strdup (url));
  g_autofree char *full = strstr (stripped, "://") != NULL
                            ? g_strdup (stripped)
                            : g_strconcat ("https://", stripped, NULL);
  GUri *uri = g_uri_parse (full, G_URI_FLAGS_SCHEME_NORMALIZE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (host == NULL || strstr (stripped, "://") != NULL || !is_loopback (host))
    return uri;

  g_uri_unref (uri);
  g_free (full);
  full = g_strconcat ("http://", stripped, NULL);
  return g_uri_parse (full, G_URI_FLAGS_SCHEME_NORMALIZE, NULL);
}

OdServerAddress *
od_server_address_new (const char *url, GError **error)
{
  g_autoptr (GUri) uri = parse (url);
  OdServerAddress *address;
  gboolean v6;
  int port;

  if (uri == NULL) {
    g_set_error (error, OD_BACKEND_ERROR, OD_BACKEND_ERROR_ADDRESS,
                 _ ("\"%s\" is not a server's address: write its name, like "
                    "dialer.example.com, or http://127.0.0.1:PORT"),
                 url);
    return NULL;
  }
  if (!check (uri, url, error))
    return NULL;

  address = g_new0 (OdServerAddress, 1);
  v6 = strchr (g_uri_get_host (uri), ':') != NULL;
  port = g_uri_get_port (uri);
  if (port < 0)
    port = strcmp (g_uri_get_scheme (uri), "https") == 0 ? 443 : 80;
  address->place = g_strdup_printf (v6 ? "[%s]:%d" : "%s:%d", g_uri_get_host (uri), port);
  address->url = g_strdup_printf ("%s://%s", g_uri_get_scheme (uri), address->place);
  address->loopback = is_loopback (g_uri_get_host (uri));
  return address;
}

void
od_server_address_free (OdServerAddress *address)
{
  g_free (address->url);
  g_free (address->place);
  g_free (address);
}
