/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/dialer/engine.h"
#include "shared/model/pace.h"

/** od_pace_reader_read: how @campaign_id stands this instant, for people: reads what the
 * dialer decides by, and decides nothing. Main thread. */
void od_pace_reader_read (OdEngine *engine, gint64 campaign_id, OdPace *pace);
