/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shared/model/event.h"

#include <jansson.h>

/** od_event_json_to: one line of the log, without what it does not have. */
json_t *od_event_json_to (const OdEvent *event);
