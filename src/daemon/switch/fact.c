/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Copies of what crosses the wall of the switch. Pure; any thread.
 */
#include "daemon/switch/fact.h"

static char *
dup_valid (const char *text)
{
  return text != NULL ? g_utf8_make_valid (text, -1) : NULL;
}

void
od_fact_copy_init (OdFactCopy *copy, const OdFact *fact)
{
  copy->fact = *fact;
  copy->fact.user = copy->user = g_strdup (fact->user);
  copy->fact.sip_reason = copy->sip_reason = dup_valid (fact->sip_reason);
  copy->fact.phone.user_agent = copy->user_agent = dup_valid (fact->phone.user_agent);
  copy->fact.phone.registrar = copy->registrar = dup_valid (fact->phone.registrar);
  copy->fact.phone.protocol = copy->protocol = dup_valid (fact->phone.protocol);
  copy->fact.call_id = copy->call_id = g_strdup (fact->call_id);
}

void
od_fact_copy_clear (OdFactCopy *copy)
{
  g_free (copy->user);
  g_free (copy->sip_reason);
  g_free (copy->user_agent);
  g_free (copy->registrar);
  g_free (copy->protocol);
  g_free (copy->call_id);
}

OdOriginateCopy *
od_originate_copy_new (const OdOriginate *originate)
{
  OdOriginateCopy *copy = g_new (OdOriginateCopy, 1);

  copy->originate = *originate;
  copy->originate.call_id = copy->call_id = g_strdup (originate->call_id);
  copy->originate.trunk = copy->trunk = od_trunk_copy (originate->trunk);
  copy->originate.number = copy->number = g_strdup (originate->number);
  copy->originate.caller_id = copy->caller_id = g_strdup (originate->caller_id);
  return copy;
}

void
od_originate_copy_free (OdOriginateCopy *copy)
{
  if (copy == NULL)
    return;

  g_free (copy->call_id);
  od_trunk_free (copy->trunk);
  g_free (copy->number);
  g_free (copy->caller_id);
  g_free (copy);
}
