/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Is there enough of what each call needs? Counted at the start, because it shows only
 * when everybody is at work. Pure.
 */
#include "daemon/dialer/capacity.h"

/* Beside the audio: an agent's phone, stream of news and request; connections at the
 * phones' port that have not said who they are; files. */
#define PER_AGENT  3
#define FOR_OTHERS 2304

static guint
count_legs (const OdCapacity *capacity)
{
  return capacity->agents
         + (capacity->channels != 0 ? capacity->channels : capacity->agents);
}

static char *
describe_need (const OdCapacity *capacity)
{
  if (capacity->channels == 0)
    return g_strdup_printf ("%u agents and a call for each", capacity->agents);

  return g_strdup_printf ("%u agents and the trunk's %u channels", capacity->agents,
                          capacity->channels);
}

char *
od_capacity_check (const OdCapacity *capacity)
{
  g_autofree char *need = describe_need (capacity);
  guint legs = count_legs (capacity);
  guint descriptors = legs + capacity->agents * PER_AGENT + FOR_OTHERS;

  if (capacity->ports != 0 && capacity->ports < legs)
    return g_strdup_printf ("rtp_ports has room for %u legs, but %s want %u: widen it to "
                            "at least %u ports, or calls will wait for one another",
                            capacity->ports, need, legs, 2 * legs);
  if (capacity->descriptors != 0 && capacity->descriptors < descriptors)
    return g_strdup_printf ("the system gives outdiald %u file descriptors, but %s want "
                            "%u: raise the limit (ulimit -n, LimitNOFILE=), or calls "
                            "will wait for one another",
                            capacity->descriptors, need, descriptors);

  return NULL;
}
