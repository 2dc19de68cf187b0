/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Refuses requests that two programs could read differently (request smuggling), in the
 * first call of the server library, before anything is done with them. Main thread.
 */
#include "daemon/api/http-guard.h"

#include <microhttpd.h>
#include <string.h>

#define MAX_HEADERS 64

typedef struct {
  guint headers;
  guint hosts;
  guint lengths;
  guint codings;
  gboolean browser;
  gboolean broken;
} Seen;

static gboolean
is_token (const char *name, gsize length)
{
  for (gsize i = 0; i < length; i++) {
    if (!g_ascii_isalnum (name[i]) && strchr ("!#$%&'*+-.^_`|~", name[i]) == NULL)
      return FALSE;
  }

  return length > 0;
}

/* Visible characters, space, tab, and bytes of UTF-8; no control character. */
static gboolean
is_field_value (const char *value, gsize length)
{
  for (gsize i = 0; i < length; i++) {
    guint8 c = value[i];

    if ((c < 0x20 && c != '\t') || c == 0x7f)
      return FALSE;
  }

  return TRUE;
}

static gboolean
is_decimal (const char *value, gsize length)
{
  return length > 0 && length <= 12 && strspn (value, "0123456789") == length;
}

static enum MHD_Result
on_header (void *cls,
           enum MHD_ValueKind kind,
           const char *name,
           size_t name_length,
           const char *value,
           size_t value_length)
{
  Seen *seen = cls;

  seen->headers++;
  if (!is_token (name, name_length) || !is_field_value (value, value_length)) {
    seen->broken = TRUE;
  } else if (g_ascii_strcasecmp (name, "Host") == 0) {
    seen->hosts++;
  } else if (g_ascii_strcasecmp (name, "Content-Length") == 0) {
    seen->lengths++;
    seen->broken = seen->broken || !is_decimal (value, value_length);
  } else if (g_ascii_strcasecmp (name, "Transfer-Encoding") == 0) {
    seen->codings++;
    seen->broken = seen->broken || g_ascii_strcasecmp (value, "chunked") != 0;
  } else if (g_ascii_strcasecmp (name, "Origin") == 0) {
    seen->browser = TRUE;
  }

  return MHD_YES;
}

const char *
od_http_guard_check (struct MHD_Connection *connection, const char *version)
{
  Seen seen = { 0 };

  if (strcmp (version, "HTTP/1.1") != 0)
    return "Only HTTP/1.1 is spoken here";
  MHD_get_connection_values_n (connection, MHD_HEADER_KIND, on_header, &seen);
  if (seen.broken)
    return "A header is malformed";
  if (seen.headers > MAX_HEADERS)
    return "There are more than 64 headers";
  if (seen.hosts != 1)
    return "There must be one Host header";
  if (seen.lengths > 1 || seen.codings > 1 || seen.lengths + seen.codings > 1)
    return "The length of the body is said twice";
  if (seen.browser)
    return "Requests of web pages are not served";

  return NULL;
}
