/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers and positions: what is deleted leaves gaps, so one is not the other. Main
 * thread.
 */
#include "app/suite/row-place.h"

#include "app/staging/staged-row.h"

guint64
od_row_place_get_number (GListModel *rows, guint position)
{
  g_autoptr (OdStagedRow) row = g_list_model_get_item (rows, position);

  return row != NULL ? od_staged_row_get_number (row) : 0;
}

guint
od_row_place_find (GListModel *rows, guint64 number)
{
  guint n = g_list_model_get_n_items (rows), low = 0, high = n;

  g_return_val_if_fail (n > 0, 0);

  while (low < high) {
    guint middle = low + (high - low) / 2;

    if (od_row_place_get_number (rows, middle) < number)
      low = middle + 1;
    else
      high = middle;
  }

  return MIN (low, n - 1);
}
