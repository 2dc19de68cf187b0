/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <jansson.h>

/** od_changes_keep: takes out of @body every field that is the same in @original, so that
 * what somebody else changed meanwhile is not undone. @original: (nullable): as the
 * server has it; NULL: it is new, and all of @body stays. */
void od_changes_keep (json_t *body, json_t *original);
