/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/desk.h"
#include "app/form/chips-entry.h"

#include <jansson.h>

/**
 * od_campaign_choices_fill:
 * @campaign: (nullable): as the server has the one that is shown; its words are chosen
 * @field: of the wire: words, or dispositions with labels
 * @always: (nullable): offered, too
 */
void od_campaign_choices_fill (OdDesk *desk,
                               json_t *campaign,
                               OdChipsEntry *chips,
                               const char *field,
                               const char *const *always);
