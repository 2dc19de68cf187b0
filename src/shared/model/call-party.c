/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A party of a call: a plain value. Pure.
 */
#include "shared/model/call-party.h"

OdCallParty *
od_call_party_new (OdPartyRole role, gint64 agent_id, const char *number, guint64 leg)
{
  OdCallParty *party = g_new0 (OdCallParty, 1);

  party->role = role;
  party->agent_id = agent_id;
  party->number = g_strdup (number);
  party->leg = leg;
  return party;
}

void
od_call_party_free (OdCallParty *party)
{
  g_free (party->number);
  g_free (party);
}
