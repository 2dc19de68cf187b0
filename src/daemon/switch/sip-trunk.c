/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A trunk in SIP: its address, its URIs, its headers. Runs on the switch thread.
 */
#include "daemon/switch/sip-trunk.h"

#include "shared/model/phone-number.h"
#include "shared/model/thread.h"

#include <string.h>

static bool
consists_of (const char *text, const char *allowed)
{
  return text && *text != '\0' && strlen (text) == strspn (text, allowed);
}

static bool
has_address (const OdTrunk *trunk)
{
  struct sa address;

  return trunk && trunk->host && !sa_decode (&address, trunk->host, strlen (trunk->host));
}

/* These strings are written into a message: nothing but what they may hold. */
OdEndReason
od_sip_trunk_check (const OdOriginate *originate, const char **why)
{
  OD_ASSERT_SWITCH ();
  *why = NULL;
  if (!consists_of (originate->number, "0123456789")
      || (originate->no_shorts && od_phone_number_is_short (originate->number)))
    return OD_END_BAD_NUMBER;

  if (!consists_of (originate->caller_id, "0123456789+")
      || !consists_of (originate->call_id, "0123456789-.@_" G_CSET_a_2_z G_CSET_A_2_Z))
    *why = "the caller id or the call's own id is not what a message may hold";
  else if (!has_address (originate->trunk))
    *why = "the trunk has no address";

  return *why == NULL ? OD_END_NONE : OD_END_NOT_PLACED;
}

void
od_sip_trunk_write_invite (OdTrunkInvite *invite,
                           const OdSwitchgear *gear,
                           const OdOriginate *originate)
{
  const char *host = originate->trunk->host;

  OD_ASSERT_SWITCH ();
  invite->target = g_strdup_printf ("sip:%s@%s", originate->number, host);
  invite->from = g_strdup_printf ("<sip:%s@%s>", originate->caller_id, gear->trunks_host);
  invite->contact = g_strdup_printf ("sip:outdial@%s", gear->trunks_host);
  invite->hop = g_strdup_printf ("sip:%s;transport=udp", host);
  invite->headers = g_strdup_printf ("P-Asserted-Identity: %s\r\n", invite->from);
  invite->party = (OdSipParty){ .call_id = originate->call_id,
                                .target = invite->target,
                                .from = invite->from,
                                .contact = invite->contact,
                                .hop = invite->hop,
                                .headers = invite->headers };
}

void
od_sip_trunk_clear_invite (OdTrunkInvite *invite)
{
  g_free (invite->target);
  g_free (invite->from);
  g_free (invite->contact);
  g_free (invite->hop);
  g_free (invite->headers);
}
