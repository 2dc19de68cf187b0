/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/desk.h"

#include <adwaita.h>

/**
 * OdCallList:
 *
 * What a lead's calls came to, newest first: when, who talked, and what was said of each,
 * with whoever took something back. What an agent has said can be corrected. A list that
 * could not be read says why, and can be asked for again. Main thread.
 *
 * Signals:
 *   "corrected"  the server has another outcome of a call, and what follows from it
 */
#define OD_TYPE_CALL_LIST (od_call_list_get_type ())
G_DECLARE_FINAL_TYPE (OdCallList, od_call_list, OD, CALL_LIST, AdwBin)

/** od_call_list_new: of the lead @lead. */
GtkWidget *od_call_list_new (OdDesk *desk, gint64 lead);
