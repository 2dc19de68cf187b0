#pragma once

#include "daemon/store/store.h"
#include "shared/model/script.h"

/* As in leadset-store.h. Every saved text is kept: calls point at the one read out. */
gboolean od_script_store_add (OdTx *tx, OdScript *script, GError **error);
gboolean od_script_store_save (OdTx *tx, OdScript *script, GError **error);
OdScript *od_script_store_get (OdTx *tx, gint64 id, GError **error);
GPtrArray *od_script_store_list (OdTx *tx, GError **error);
