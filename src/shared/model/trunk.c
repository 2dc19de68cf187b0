/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A way to a carrier: a plain value. Pure.
 */
#include "shared/model/trunk.h"

OdTrunk *
od_trunk_new (const char *name, const char *host)
{
  OdTrunk *trunk = g_new (OdTrunk, 1);

  trunk->name = g_strdup (name);
  trunk->host = g_strdup (host);
  trunk->calls_per_second = OD_TRUNK_CALLS_PER_SECOND;
  trunk->channels = 0;
  return trunk;
}

OdTrunk *
od_trunk_copy (const OdTrunk *trunk)
{
  OdTrunk *copy;

  if (trunk == NULL)
    return NULL;

  copy = g_memdup2 (trunk, sizeof (OdTrunk));
  copy->name = g_strdup (trunk->name);
  copy->host = g_strdup (trunk->host);
  return copy;
}

void
od_trunk_free (OdTrunk *trunk)
{
  if (trunk == NULL)
    return;

  g_free (trunk->name);
  g_free (trunk->host);
  g_free (trunk);
}
