/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/desk.h"

#include <adwaita.h>

/**
 * OdScriptList:
 *
 * The Scripts tab: what agents say. Main thread.
 */
#define OD_TYPE_SCRIPT_LIST (od_script_list_get_type ())
G_DECLARE_FINAL_TYPE (OdScriptList, od_script_list, OD, SCRIPT_LIST, AdwBin)

GtkWidget *od_script_list_new (OdDesk *desk);
