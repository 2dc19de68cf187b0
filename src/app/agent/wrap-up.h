/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/model/agent-state.h"

#include <adwaita.h>

/**
 * OdWrapUp:
 *
 * What an agent who is not talking waits for: a call, the end of the wrap-up, oneself.
 * And what was said of the last call, for as long as it can be taken back.
 *
 * Signals:
 *   "correct"  the last outcome was wrong
 */
#define OD_TYPE_WRAP_UP (od_wrap_up_get_type ())
G_DECLARE_FINAL_TYPE (OdWrapUp, od_wrap_up, OD, WRAP_UP, AdwBin)

/** od_wrap_up_set_outcome: (nullable): of the last call; NULL: it cannot be corrected. */
void od_wrap_up_set_outcome (OdWrapUp *self, const char *outcome);

/** od_wrap_up_show: @active: the campaign is switched on; @wrap_up_ms: of the wrap-up;
 * -1: there is none. */
void od_wrap_up_show (OdWrapUp *self,
                      OdAgentState state,
                      gboolean wants_ready,
                      gboolean active,
                      gint64 wrap_up_ms);
