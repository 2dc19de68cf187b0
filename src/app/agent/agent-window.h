/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/shift/shift.h"

#include <adwaita.h>

/**
 * OdAgentWindow:
 *
 * Everything an agent sees and does in a day. Needs the application's actions
 * app.sign-out, app.about and app.style. It cannot be closed while a call is on the line
 * or waits for its disposition. Closing it, or logging out, while calls come asks for a
 * pause: the window closes by itself as soon as no call can come any more.
 */
#define OD_TYPE_AGENT_WINDOW (od_agent_window_get_type ())
G_DECLARE_FINAL_TYPE (OdAgentWindow,
                      od_agent_window,
                      OD,
                      AGENT_WINDOW,
                      AdwApplicationWindow)

/** od_agent_window_new: @desk: an agent's, signed in. The day begins at once, and ends
 * with the window. */
OdAgentWindow *
od_agent_window_new (GtkApplication *app, OdDesk *desk, const OdShiftOptions *options);

/** od_agent_window_may_go: it would be closed at once. */
gboolean od_agent_window_may_go (OdAgentWindow *self);

/** od_agent_window_get_shift: lent. */
OdShift *od_agent_window_get_shift (OdAgentWindow *self);
