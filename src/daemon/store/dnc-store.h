/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/store/tx.h"
#include "shared/model/call.h"

/*
 * The numbers that are not dialed. It is the number that is listed and not a lead: every
 * lead that has it, in whatever leadset, now or imported later, stands where
 * od_lead_dial_state_is_barred() says yes, in the transaction that lists it. What is
 * being called then goes there when its call is over. A number is listed as long as
 * anybody's word on it stands: those of two calls are two.
 */

/**
 * od_dnc_store_hear:
 * @call: with the disposition that is saved in this transaction
 * @first: it had none before; else it is a correction, and takes back what this call said
 *   of its number
 *
 * Lists the number of @call if the disposition says so.
 */
gboolean od_dnc_store_hear (OdTx *tx, const OdCall *call, gboolean first, GError **error);

/** od_dnc_store_is_listed: in whichever way. */
gboolean
od_dnc_store_is_listed (OdTx *tx, const char *phone, gboolean *listed, GError **error);

/** od_dnc_store_find_owned: (element-type utf8): listed numbers of leads that some
 * process has claimed or dialed. */
GPtrArray *od_dnc_store_find_owned (OdTx *tx, GError **error);
