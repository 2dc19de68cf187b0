/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/desk.h"

#include <adwaita.h>

/**
 * OdHourCard:
 *
 * What one campaign did in its last hour: a chart, the same minute by minute as a table
 * for whoever wants to read rows, and how long people waited for an agent. Read while it
 * is seen: when the live stream tells of something that moves it, at most every two
 * seconds, and as time goes on. Main thread.
 */
#define OD_TYPE_HOUR_CARD (od_hour_card_get_type ())
G_DECLARE_FINAL_TYPE (OdHourCard, od_hour_card, OD, HOUR_CARD, AdwBin)

GtkWidget *od_hour_card_new (OdDesk *desk, gint64 campaign_id);
