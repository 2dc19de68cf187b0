/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/**
 * OdScriptPreview:
 *
 * A script as the agent reads it. Main thread.
 */
#define OD_TYPE_SCRIPT_PREVIEW (od_script_preview_get_type ())
G_DECLARE_FINAL_TYPE (OdScriptPreview, od_script_preview, OD, SCRIPT_PREVIEW, AdwWindow)

GtkWidget *od_script_preview_new (const char *name, const char *text);
