/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/desk.h"

#include <adwaita.h>

/**
 * OdLeadsetPage:
 *
 * The Leadset tab: all leadsets, and one of them at a time. Main thread.
 */
#define OD_TYPE_LEADSET_PAGE (od_leadset_page_get_type ())
G_DECLARE_FINAL_TYPE (OdLeadsetPage, od_leadset_page, OD, LEADSET_PAGE, AdwBin)

GtkWidget *od_leadset_page_new (OdDesk *desk);
