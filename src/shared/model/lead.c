/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One person we may call: a plain value, copied between threads. Pure.
 */
#include "shared/model/lead.h"

#include "shared/model/names.h"

#include <string.h>

#define MAX_STATUS 32 /* characters; a status is a word on a chip */

static const char *const dial_state_names[OD_LEAD_N_DIAL_STATES] = {
  [OD_LEAD_READY] = "ready",
  [OD_LEAD_CLAIMED] = "claimed",
  [OD_LEAD_DIALING] = "dialing",
  [OD_LEAD_DONE] = "done",
  [OD_LEAD_WAITING_RETRY] = "waiting-retry",
  [OD_LEAD_INTERRUPTED] = "interrupted",
  [OD_LEAD_DO_NOT_CALL] = "do-not-call",
  [OD_LEAD_BAD_NUMBER] = "bad-number",
};

OdLead *
od_lead_new (const char *phone, const char *status)
{
  OdLead *lead = g_new0 (OdLead, 1);

  lead->phone = g_strdup (phone);
  lead->status = g_strdup (status);
  return lead;
}

OdLead *
od_lead_copy (const OdLead *lead)
{
  OdLead *copy = g_memdup2 (lead, sizeof *lead);

  copy->phone = g_strdup (lead->phone);
  copy->status = g_strdup (lead->status);
  copy->fields = g_strdup (lead->fields);
  return copy;
}

void
od_lead_free (OdLead *lead)
{
  g_free (lead->phone);
  g_free (lead->status);
  g_free (lead->fields);
  g_free (lead);
}

void
od_lead_change_free (gpointer data)
{
  OdLeadChange *change = data;

  g_free (change->field);
  g_free (change->was);
  g_free (change->now);
  g_free (change);
}

char *
od_lead_normalize_status (const char *text)
{
  g_autofree char *trimmed = NULL;
  g_autofree char *upper = NULL;

  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    return NULL;

  trimmed = g_strstrip (g_strdup (text));
  upper = g_utf8_strup (trimmed, -1);
  if (upper[0] == '\0' || g_utf8_strlen (upper, -1) > MAX_STATUS)
    return NULL;

  return g_steal_pointer (&upper);
}

const char *
od_lead_dial_state_get_name (OdLeadDialState state)
{
  g_return_val_if_fail (state < OD_LEAD_N_DIAL_STATES, NULL);
  return dial_state_names[state];
}

gboolean
od_lead_dial_state_is_owned (OdLeadDialState state)
{
  return state == OD_LEAD_CLAIMED || state == OD_LEAD_DIALING;
}

gboolean
od_lead_dial_state_is_barred (OdLeadDialState state)
{
  return state == OD_LEAD_DO_NOT_CALL || state == OD_LEAD_BAD_NUMBER;
}

gboolean
od_lead_dial_state_from_name (const char *name, OdLeadDialState *state)
{
  return OD_NAMES_FIND (dial_state_names, name, state);
}
