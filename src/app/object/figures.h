/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * How a figure is written, the same in every window. A count is grouped as the desktop's
 * language does it, by printf's own "%'d"; in the C locale not at all. What is returned
 * is (transfer full). Pure; any thread.
 */

/** od_figures_dup_length: "0:03", "1:05", "1:00:00": whole seconds that have passed. */
char *od_figures_dup_length (gint64 ms);

/** od_figures_dup_left: "0:27": whole seconds still to come, so that 0:00 is never shown
 * while there is something left. */
char *od_figures_dup_left (gint64 ms);

/** od_figures_dup_percent: "100 %", "28.57 %". @hundredths: of a percent. */
char *od_figures_dup_percent (guint hundredths);
