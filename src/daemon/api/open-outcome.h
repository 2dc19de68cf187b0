/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/store/tx.h"
#include "shared/model/leadset.h"

/** od_open_outcome_check: the leads of @leadset may be dialed again after @outcome, an
 * end reason's name or a disposition's label; if not, an OD_WIRE_ERROR of @field that
 * names it. Store threads. */
gboolean od_open_outcome_check (OdTx *tx,
                                const OdLeadset *leadset,
                                const char *field,
                                const char *outcome,
                                GError **error);
