/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All SQL about the addresses that somebody has signed in from.
 */
#include "daemon/store/known-address-store.h"

/* clang-format off */
static const char add[] =
  "INSERT INTO known_address (account_id, address, at_ms) VALUES (:user, :address, :now)"
  " ON CONFLICT (account_id, address) DO UPDATE SET at_ms = excluded.at_ms";
static const char forget_older[] =
  "DELETE FROM known_address WHERE account_id = :user AND address NOT IN (SELECT address"
  " FROM known_address WHERE account_id = :user ORDER BY at_ms DESC, address LIMIT :n)";
static const char list[] =
  "SELECT u.name AS user_name, k.address FROM known_address k"
  " JOIN account u ON u.id = k.account_id";
/* clang-format on */

static const OdColumn columns[] = { OD_COLUMN (OdKnownAddress, user_name),
                                    OD_COLUMN (OdKnownAddress, address),
                                    { NULL } };
static const OdRowType row = { columns, sizeof (OdKnownAddress),
                               (GDestroyNotify) od_known_address_free };

void
od_known_address_free (OdKnownAddress *known)
{
  g_free (known->user_name);
  g_free (known->address);
  g_free (known);
}

gboolean
od_known_address_store_add (OdTx *tx, gint64 user_id, const char *address, GError **error)
{
  OD_ASSERT_STORE (tx);

  return od_db_run (tx->db, add, error, OD_INT (":user", user_id),
                    OD_TEXT (":address", address), OD_INT (":now", tx->now_ms))
         && od_db_run (tx->db, forget_older, error, OD_INT (":user", user_id),
                       OD_INT (":n", OD_KNOWN_ADDRESSES));
}

GPtrArray *
od_known_address_store_list (OdTx *tx, GError **error)
{
  OD_ASSERT_STORE (tx);

  return od_tx_list (tx, &row, list, error, { NULL });
}
