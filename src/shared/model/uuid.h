/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#define OD_UUID_LENGTH 36

/** od_uuid_new: (transfer full): a UUIDv7 (RFC 9562): sorted by @now_ms, the rest from
 * the kernel's random source. Any thread. */
char *od_uuid_new (gint64 now_ms);

/** od_uuid_floor: (transfer full): where the names of @at_ms begin: what od_uuid_new()
 * makes then or later sorts behind it, what it made before sorts before it. */
char *od_uuid_floor (gint64 at_ms);

/** od_uuid_is_valid: the canonical lower-case form of any UUID. */
gboolean od_uuid_is_valid (const char *text);
