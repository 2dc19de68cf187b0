/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/dialer/engine.h"
#include "shared/model/campaign.h"
#include "shared/model/script.h"

/*
 * Every campaign as it was read last, active or not: whoever is in one of its calls when
 * it is switched off goes on with its script, dispositions and wrap-up. Main thread.
 */

/** od_campaign_book_put: @campaign and @script (nullable), both (transfer full), take the
 * place of what was known of it, which is freed. */
void od_campaign_book_put (OdEngine *engine, OdCampaign *campaign, OdScript *script);

/** od_campaign_book_get: (transfer none) (nullable): until it is put again. */
const OdCampaign *od_campaign_book_get (const OdEngine *engine, gint64 campaign_id);

/** od_campaign_book_get_script: (transfer none) (nullable): the same. */
const OdScript *od_campaign_book_get_script (const OdEngine *engine, gint64 campaign_id);

/** od_campaign_book_new: (transfer full): for the engine. */
GHashTable *od_campaign_book_new (void);
