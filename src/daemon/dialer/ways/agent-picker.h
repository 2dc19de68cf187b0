/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/floor/floor.h"

/**
 * od_agent_picker_pick:
 *
 * Who gets the lead who has just said hello: the agent of @campaign_id who is on line and
 * has been ready longest. One who asked to pause is picked only when nobody else is
 * there: the call is under way for somebody who stayed so long.
 *
 * Returns: (transfer none): NULL: nobody is ready
 */
OdFloorAgent *od_agent_picker_pick (OdFloor *floor, gint64 campaign_id);
