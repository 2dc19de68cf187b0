/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Since when: an array, looked through from its end, where the youngest are. Pure C.
 */
#include "daemon/pacing/roster.h"

#include <stdlib.h>

void
od_roster_clear (OdRoster *roster)
{
  free (roster->entries);
  *roster = (OdRoster){ 0 };
}

static int
find (const OdRoster *roster, uint64_t id)
{
  for (int i = roster->n - 1; i >= 0; i--) {
    if (roster->entries[i].id == id)
      return i;
  }

  return -1;
}

void
od_roster_set (OdRoster *roster, uint64_t id, double since_s, int kind)
{
  int i = find (roster, id);

  if (i < 0 && roster->n == roster->space) {
    roster->space = roster->space * 2 + 64;
    roster->entries = realloc (roster->entries, roster->space * sizeof *roster->entries);
    if (roster->entries == NULL)
      abort ();
  }
  if (i < 0)
    i = roster->n++;
  roster->entries[i] = (OdRosterEntry){ id, since_s, kind };
}

bool
od_roster_take (OdRoster *roster, uint64_t id, OdRosterEntry *entry)
{
  int i = find (roster, id);

  if (i < 0)
    return false;
  *entry = roster->entries[i];
  roster->entries[i] = roster->entries[--roster->n];
  return true;
}
