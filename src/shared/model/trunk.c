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
  return trunk;
}

OdTrunk *
od_trunk_copy (const OdTrunk *trunk)
{
  return trunk != NULL ? od_trunk_new (trunk->name, trunk->host) : NULL;
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
