/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whether too many people were cut off when they picked up. Pure.
 */
#include "daemon/dialer/drop-watch.h"

/* Three in a row are three of the last twenty. */
G_STATIC_ASSERT (OD_DROP_IN_A_ROW <= OD_DROP_RECENT && OD_DROP_RECENT < 32);

gboolean
od_drop_watch_note (OdDropWatch *watch, gboolean dropped)
{
  guint n = 0;

  watch->recent = (watch->recent << 1 | dropped) & ((1u << OD_DROP_RECENT) - 1);
  for (guint i = 0; i < OD_DROP_RECENT; i++)
    n += watch->recent >> i & 1;
  return dropped && n >= OD_DROP_IN_A_ROW;
}
