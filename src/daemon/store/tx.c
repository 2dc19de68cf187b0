/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What every store function leans on.
 */
#include "daemon/store/tx.h"

G_DEFINE_QUARK (od_store_error, od_store_error)

void
od_tx_log (OdTx *tx, const OdEvent *event)
{
  OdEvent *copy = od_event_copy (event);

  OD_ASSERT_STORE (tx);
  g_assert (tx->events != NULL);

  if (copy->at_ms == 0)
    copy->at_ms = tx->now_ms;
  g_ptr_array_add (tx->events, copy);
}
