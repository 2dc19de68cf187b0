/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/** od_talk_time_format: (transfer full): "00:01:05", hours without an end. */
char *od_talk_time_format (gint64 ms);

/** od_talk_time_format_left: (transfer full): "0:27": whole seconds still to come, so
 * that 0:00 is never shown while there is something left. */
char *od_talk_time_format_left (gint64 ms);
