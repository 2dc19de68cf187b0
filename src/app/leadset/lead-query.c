/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a person types becomes what the server is asked. Any thread.
 */
#include "app/leadset/lead-query.h"

#include "app/sync/backend.h"
#include "shared/wire/fields.h"
#include "shared/wire/paths.h"

#include <string.h>

/* Digits and what people write between them; "+44 20" is the beginning of a phone. */
static gboolean
is_phone (const char *text)
{
  return strpbrk (text, "0123456789") != NULL
         && strspn (text, "0123456789 +-./()") == strlen (text);
}

static char *
digits_of (const char *text)
{
  GString *digits = g_string_new (NULL);

  for (; *text != '\0'; text++) {
    if (g_ascii_isdigit (*text))
      g_string_append_c (digits, *text);
  }
  if (g_str_has_prefix (digits->str, "00")) /* the way abroad is no part of a number */
    g_string_erase (digits, 0, 2);
  return g_string_free (digits, FALSE);
}

static void
add_parameter (GString *path, const char *name, const char *value)
{
  g_autofree char *escaped = g_uri_escape_string (value, NULL, FALSE);

  g_string_append_printf (path, "%c%s=%s", strchr (path->str, '?') != NULL ? '&' : '?',
                          name, escaped);
}

char *
od_lead_query_new (gint64 leadset, const char *typed, const char *disposition)
{
  g_autofree char *base = od_backend_fill_id (OD_PATH_LEADSET_LEADS, leadset);
  g_autofree char *text = g_strstrip (g_strdup (typed));
  g_autofree char *digits = digits_of (text);
  GString *path = g_string_new (base);

  if (is_phone (text))
    add_parameter (path, "prefix", digits);
  else if (*text != '\0')
    add_parameter (path, "words", text);
  if (disposition != NULL)
    add_parameter (path, OD_FIELD_DISPOSITION, disposition);
  return g_string_free (path, FALSE);
}
