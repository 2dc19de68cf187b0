/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/store/tx.h"

/* From where somebody has signed in before. */
typedef struct {
  char *user_name;
  char *address;
} OdKnownAddress;

void od_known_address_free (OdKnownAddress *known);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdKnownAddress, od_known_address_free)

/** OD_KNOWN_ADDRESSES: so many of a user are kept, the last ones. */
#define OD_KNOWN_ADDRESSES 16

/** od_known_address_store_add: the user has signed in from @address. */
gboolean od_known_address_store_add (OdTx *tx,
                                     gint64 user_id,
                                     const char *address,
                                     GError **error);

/** od_known_address_store_list: (element-type OdKnownAddress): of everybody. */
GPtrArray *od_known_address_store_list (OdTx *tx, GError **error);
