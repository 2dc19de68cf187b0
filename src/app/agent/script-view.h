/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <jansson.h>

/**
 * OdScriptView:
 *
 * What the agent says: the campaign's script as it was written, never as markup. Can be
 * selected and read with the keyboard.
 */
#define OD_TYPE_SCRIPT_VIEW (od_script_view_get_type ())
G_DECLARE_FINAL_TYPE (OdScriptView, od_script_view, OD, SCRIPT_VIEW, AdwBin)

/** od_script_view_show: @name, @text: (nullable): NULL: there is no script. Where the
 * agent reads stays in place while the text is the same. */
void od_script_view_show (OdScriptView *self, const char *name, const char *text);

/** od_script_view_focus: the arrows read on; no key does anything else. */
void od_script_view_focus (OdScriptView *self);
