/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/store/tx.h"
#include "shared/model/leadset.h"

/** od_leadset_store_add: fills in @leadset's id and version. A name that is taken is
 * OD_STORE_ERROR_REFUSED. */
gboolean od_leadset_store_add (OdTx *tx, OdLeadset *leadset, GError **error);

/** od_leadset_store_save: replaces the row of this id if it still has @leadset's
 * version, else OD_STORE_ERROR_STALE; the version goes up by one. */
gboolean od_leadset_store_save (OdTx *tx, OdLeadset *leadset, GError **error);

OdLeadset *od_leadset_store_get (OdTx *tx, gint64 id, GError **error);

/** od_leadset_store_list: (element-type OdLeadset): by name. */
GPtrArray *od_leadset_store_list (OdTx *tx, GError **error);
