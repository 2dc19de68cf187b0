/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The length of a name. It is told, not cut off: half of what somebody pasted is not what
 * he meant. Pure; main thread, because of the translations.
 */
#include "app/form/name-rule.h"

#include <glib/gi18n.h>

#define MAX_CHARS 64 /* as the server has it */

const char *
od_name_rule_check (const char *name)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (name));

  if (trimmed[0] == '\0')
    return _ ("Enter a name, up to 64 characters.");
  if (g_utf8_strlen (trimmed, -1) > MAX_CHARS)
    return _ ("A name has at most 64 characters.");

  return NULL;
}
