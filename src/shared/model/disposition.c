/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The words for how a call came out, and the one mapping between them. Pure.
 */
#include "shared/model/disposition.h"

#include <string.h>

#define MAX_LABEL 64 /* characters; a label must fit a radio button */

static const char *const system_names[OD_SYSTEM_N_DISPOSITIONS + 1] = {
  [OD_SYSTEM_IN_PROGRESS] = "In Progress",
  [OD_SYSTEM_RINGING] = "Ringing",
  [OD_SYSTEM_ANSWERED] = "Answered",
  [OD_SYSTEM_CONNECTED] = "Connected",
  [OD_SYSTEM_AGENT_UNAVAILABLE] = "Agent Unavailable",
  [OD_SYSTEM_REJECTED] = "Rejected",
  [OD_SYSTEM_CONNECTION_ERROR] = "Connection Error",
  [OD_SYSTEM_ERROR] = "Error",
};

/* What a call that was never answered is called, by why it ended. */
/* clang-format off */
static const struct {
  const char *name;
  OdSystemDisposition unanswered;
} ends[OD_END_N_REASONS] = {
  [OD_END_NONE]          = { "none",          OD_SYSTEM_IN_PROGRESS },
  [OD_END_LEAD_HUNG_UP]  = { "lead-hung-up",  OD_SYSTEM_REJECTED },
  [OD_END_AGENT_HUNG_UP] = { "agent-hung-up", OD_SYSTEM_REJECTED },
  [OD_END_NO_AGENT]      = { "no-agent",      OD_SYSTEM_AGENT_UNAVAILABLE },
  [OD_END_LEAD_LEFT]     = { "lead-left",     OD_SYSTEM_AGENT_UNAVAILABLE },
  [OD_END_BUSY]          = { "busy",          OD_SYSTEM_REJECTED },
  [OD_END_DECLINED]      = { "declined",      OD_SYSTEM_REJECTED },
  [OD_END_NO_ANSWER]     = { "no-answer",     OD_SYSTEM_REJECTED },
  [OD_END_BAD_NUMBER]    = { "bad-number",    OD_SYSTEM_REJECTED },
  [OD_END_TRUNK_REFUSED] = { "trunk-refused", OD_SYSTEM_CONNECTION_ERROR },
  [OD_END_NO_REPLY]      = { "no-reply",      OD_SYSTEM_CONNECTION_ERROR },
  [OD_END_TRANSPORT]     = { "transport",     OD_SYSTEM_CONNECTION_ERROR },
  [OD_END_NO_AUDIO]      = { "no-audio",      OD_SYSTEM_CONNECTION_ERROR },
  [OD_END_NUMBER_IN_USE] = { "number-in-use", OD_SYSTEM_ERROR },
  [OD_END_SHUTDOWN]      = { "shutdown",      OD_SYSTEM_ERROR },
  [OD_END_CRASH]         = { "crash",         OD_SYSTEM_ERROR },
  [OD_END_INTERNAL]      = { "internal",      OD_SYSTEM_ERROR },
  [OD_END_NOT_PLACED]    = { "not-placed",    OD_SYSTEM_ERROR },
};
/* clang-format on */

static const char *const predefined[] = {
  "DO NOT CALL",
  "NOT INTERESTED",
  "SALE MADE",
  "CALL TRANSFERRED",
  OD_DISPOSITION_BUSY,
  "CALL BACK",
  "DISCONNECTED NUMBER",
  "DECLINED SALE",
  OD_DISPOSITION_WRONG,
  OD_DISPOSITION_MACHINE,
  NULL,
};

const char *
od_system_disposition_get_name (OdSystemDisposition disposition)
{
  g_return_val_if_fail (disposition < OD_SYSTEM_N_DISPOSITIONS, NULL);
  return system_names[disposition];
}

const char *
od_end_reason_get_name (OdEndReason reason)
{
  g_return_val_if_fail (reason < OD_END_N_REASONS, NULL);
  return ends[reason].name;
}

gboolean
od_end_reason_from_name (const char *name, OdEndReason *reason)
{
  for (gsize i = 0; i < OD_END_N_REASONS; i++) {
    if (g_strcmp0 (ends[i].name, name) == 0) {
      *reason = i;
      return TRUE;
    }
  }

  return FALSE;
}

OdSystemDisposition
od_system_disposition_of_end (OdEndReason reason, gboolean answered, gboolean bridged)
{
  g_return_val_if_fail (reason < OD_END_N_REASONS, OD_SYSTEM_ERROR);
  if (bridged)
    return OD_SYSTEM_ANSWERED;
  if (answered && reason != OD_END_NONE)
    return OD_SYSTEM_AGENT_UNAVAILABLE;

  return ends[reason].unanswered;
}

const char *const *
od_disposition_get_predefined (void)
{
  return predefined;
}

char *
od_disposition_normalize (const char *text)
{
  g_auto (GStrv) words = NULL;
  g_autoptr (GString) folded = g_string_new (NULL);
  g_autofree char *upper = NULL;

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return NULL;

  words = g_strsplit_set (text, " \t\r\n", -1);
  for (gsize i = 0; words[i] != NULL; i++) {
    if (words[i][0] != '\0')
      g_string_append_printf (folded, "%s%s", folded->len > 0 ? " " : "", words[i]);
  }

  upper = g_utf8_strup (folded->str, -1);
  if (upper[0] == '\0' || g_utf8_strlen (upper, -1) > MAX_LABEL)
    return NULL;

  return g_steal_pointer (&upper);
}

gboolean
od_disposition_is_person (const char *slice)
{
  if (slice == NULL || g_str_equal (slice, "Null")
      || g_str_equal (slice, OD_DISPOSITION_MACHINE))
    return FALSE;

  return !g_strv_contains (system_names, slice);
}
