/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "daemon/floor/floor-index.h"

/** od_floor_index_check: (transfer full) (nullable): the first invariant that does not
 * hold, by its number above the structs, and of whom; NULL: all hold. */
char *od_floor_index_check (const OdFloorIndex *index);
