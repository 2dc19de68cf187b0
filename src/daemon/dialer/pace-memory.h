/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/dialer/engine.h"
#include "daemon/dialer/ways/way.h"

/*
 * What a pacer has learned outlives the process: written once a minute, when a campaign
 * ends and when the program begins to end, never for a call: what the last calls teach
 * while it drains is lost, unless a minute passes. Main thread.
 */
#define OD_PACE_MEMORY_S 60

/** od_pace_memory_save: in the background; a disk that is full is the engine's to know.
 */
void od_pace_memory_save (OdEngine *engine, gint64 campaign_id, const OdPacer *pacer);

/** od_pace_memory_restore: @learned: (nullable): as the store has it. A damaged one is
 * logged, and the campaign begins as if it had none. */
void od_pace_memory_restore (OdPacer *pacer, gint64 campaign_id, const char *learned);
