/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/store/tx.h"
#include "shared/model/script.h"

/* As in leadset-store.h. Every saved text is kept: calls point at the one read out. */
gboolean od_script_store_add (OdTx *tx, OdScript *script, GError **error);
gboolean od_script_store_save (OdTx *tx, OdScript *script, GError **error);
OdScript *od_script_store_get (OdTx *tx, gint64 id, GError **error);

/**
 * od_script_store_delete:
 *
 * It is not found nor listed any more, and its name is free; its editions stay. STALE if
 * @version is not its newest; REFUSED, naming them, while campaigns use it.
 */
gboolean od_script_store_delete (OdTx *tx, gint64 id, gint64 version, GError **error);

/** od_script_store_get_edition: the text of @version, with the name it has now, or had
 * when it was deleted. */
OdScript *
od_script_store_get_edition (OdTx *tx, gint64 id, gint64 version, GError **error);
GPtrArray *od_script_store_list (OdTx *tx, GError **error);
