/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/store/tx.h"

/* The answer to a request that changed something, kept under the client's key so that
 * the request can be repeated for ever and happens once. */
typedef struct {
  const char *key; /* the client's Idempotency-Key, a UUID */
  gint64 user_id;
  const char *request_hash; /* of method, path and body */
} OdOperation;

/**
 * od_operation_store_find:
 * @status: (out): of the earlier answer; 0: this is the first time
 * @body: (out) (transfer full): its body
 *
 * The same key with another request, or from another user, is OD_STORE_ERROR_REFUSED.
 */
gboolean od_operation_store_find (OdTx *tx,
                                  const OdOperation *operation,
                                  guint *status,
                                  char **body,
                                  GError **error);

/** od_operation_store_keep: in the transaction of the effect. */
gboolean od_operation_store_keep (OdTx *tx,
                                  const OdOperation *operation,
                                  guint status,
                                  const char *body,
                                  GError **error);
