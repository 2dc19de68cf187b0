/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A named pile of leads: a plain value. Pure.
 */
#include "shared/model/leadset.h"

OdLeadset *
od_leadset_new (void)
{
  return g_new0 (OdLeadset, 1);
}

void
od_leadset_free (OdLeadset *leadset)
{
  g_free (leadset->name);
  g_free (leadset->description);
  g_free (leadset);
}
