/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Outcomes that people name: which of them leave a lead to be dialed again.
 */
#include "daemon/api/open-outcome.h"

#include "daemon/store/disposition-store.h"
#include "shared/model/recycle.h"
#include "shared/wire/json-field.h"

gboolean
od_open_outcome_check (OdTx *tx,
                       const OdLeadset *leadset,
                       const char *field,
                       const char *outcome,
                       GError **error)
{
  gboolean final = !od_recycle_is_open (outcome);

  if (od_recycle_is_disposition (outcome)
      && !od_disposition_store_is_final (tx, leadset->campaign_id, outcome, &final,
                                         error))
    return FALSE;
  if (!final)
    return TRUE;

  g_set_error (error, OD_WIRE_ERROR, OD_WIRE_ERROR_INVALID,
               "%s: “%s” is not an outcome to dial again after", field, outcome);
  return FALSE;
}
