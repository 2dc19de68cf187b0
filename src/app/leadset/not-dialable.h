/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <jansson.h>

/**
 * OdNotDialableList:
 *
 * Why leads are not dialed now: a line for each reason there is, which sum up to what is
 * not dialable. Nothing to see when all are. Main thread.
 */
#define OD_TYPE_NOT_DIALABLE (od_not_dialable_get_type ())
G_DECLARE_FINAL_TYPE (OdNotDialableList, od_not_dialable, OD, NOT_DIALABLE, AdwBin)

/** od_not_dialable_set_leads: @reasons: (nullable): the board's, lent. */
void od_not_dialable_set_leads (OdNotDialableList *self, json_t *reasons);
