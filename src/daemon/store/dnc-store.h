/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/store/tx.h"
#include "shared/model/call.h"
#include "shared/model/lead.h"

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
 * @account_id: who says so
 * @first: it had none before; else it is a correction, and takes back what this call said
 *   of its number
 *
 * Lists the number of @call if the disposition says so.
 */
gboolean od_dnc_store_hear (OdTx *tx,
                            const OdCall *call,
                            gint64 account_id,
                            gboolean first,
                            GError **error);

/* Something that was said of a number, or taken back. */
typedef struct {
  gboolean listed; /* FALSE: it was taken off the list */
  OdLeadDialState state;
  char *call_id; /* that it was said on; "": on none */
  gint64 at_ms;
  gint64 account_id;  /* who; 0: the administrator of the machine */
  char *account_name; /* NULL: the same */
  char *reason;
} OdDncWord;

#define OD_DNC_MAX_HISTORY 100
/** OD_DNC_MAX_REASON: characters; for whoever asks for one. */
#define OD_DNC_MAX_REASON 500

/** od_dnc_store_list_history: (element-type OdDncWord): the last of what was said of
 * @phone, oldest first. */
GPtrArray *od_dnc_store_list_history (OdTx *tx, const char *phone, GError **error);

/** od_dnc_store_add: nobody calls @phone any more. @added: (out): FALSE: somebody has
 * said so already, on no call. */
gboolean od_dnc_store_add (OdTx *tx,
                           const char *phone,
                           gint64 account_id,
                           const char *reason,
                           gboolean *added,
                           GError **error);

/** od_dnc_store_take_out: whatever was said of @phone. OD_STORE_ERROR_NOT_FOUND: it is
 * not on the list. */
gboolean od_dnc_store_take_out (OdTx *tx,
                                const char *phone,
                                gint64 account_id,
                                const char *reason,
                                GError **error);

/** od_dnc_store_is_listed: in whichever way. */
gboolean
od_dnc_store_is_listed (OdTx *tx, const char *phone, gboolean *listed, GError **error);

/** od_dnc_store_find_owned: (element-type utf8): listed numbers of leads that some
 * process has claimed or dialed. */
GPtrArray *od_dnc_store_find_owned (OdTx *tx, GError **error);
