/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <jansson.h>

/** od_named_object_find: the id of the object in @list (nullable) whose name, whatever
 * the case, or id is @wanted; 0: none. Pure. */
gint64 od_named_object_find (json_t *list, const char *wanted);

/** od_named_object_find_in: the same among those of one campaign; @campaign_id 0: all. */
gint64 od_named_object_find_in (json_t *list, const char *wanted, gint64 campaign_id);
