/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/store/tx.h"

typedef struct {
  gint64 leadset_id;
  const char *upload; /* UUID */
  gint64 n;           /* which batch of it, from 0 */
  const char *sha256; /* of the batch's body, hex */
  GPtrArray *leads;   /* (element-type OdLead): checked; their leadset_id is set here */
} OdBatch;

/**
 * od_upload_store_add_batch:
 * @added: (out): leads that are new
 * @duplicates: (out): numbers the leadset had, or the batch has twice
 *
 * All rows of a batch, or none. The same batch again changes nothing and gives the first
 * answer; another content under the same number is OD_STORE_ERROR_REFUSED.
 */
gboolean od_upload_store_add_batch (OdTx *tx,
                                    const OdBatch *batch,
                                    gint64 *added,
                                    gint64 *duplicates,
                                    GError **error);
