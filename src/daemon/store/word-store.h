/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/store/tx.h"
#include "shared/model/call.h"

/*
 * What an agent's word, the disposition of one call, means for the lead. BUSY and
 * ANSWERING MACHINE prove nothing: rules and people may have the lead called again. Every
 * other word is final, but for WRONG DETAILS once somebody has mended them.
 */

/** OD_WORDS_THAT_PROVE_NOTHING: as a list in SQL. */
#define OD_WORDS_THAT_PROVE_NOTHING                                                      \
  "('" OD_DISPOSITION_BUSY "', '" OD_DISPOSITION_MACHINE "')"

/** od_word_store_forbids: a final word stands on any call of @lead_id: whatever queue it
 * is in, it is not to be called. */
gboolean
od_word_store_forbids (OdTx *tx, gint64 lead_id, gboolean *forbids, GError **error);

/**
 * od_word_store_settle:
 * @call: ended, with the word that was just saved
 * @was: what its slice was called before
 *
 * A final word takes the lead out of the queue, of whichever call it is. One that proves
 * nothing asks the leadset's retry rules, if the call is the lead's last. A lead that is
 * being called stays: what comes of that call is looked at when it is next begun.
 */
gboolean
od_word_store_settle (OdTx *tx, const OdCall *call, const char *was, GError **error);
