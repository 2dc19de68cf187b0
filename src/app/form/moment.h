/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/** od_moment_format: (transfer full): "29 November 2026, 21:34", by this desktop's clock.
 * @at_ms: since 1970 began in UTC. */
char *od_moment_format (gint64 at_ms);
