/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/charts/minutes.h"

#include <gtk/gtk.h>

/**
 * OdHourChart:
 *
 * One column a minute, in a lane of its own for each of the figures, so that no colour
 * has to be told from another. The sums stand beside the lanes; a minute's figures are in
 * a tooltip, and above the lanes for whoever goes from minute to minute by the arrow
 * keys, Home and End. That minute stays chosen while time goes on. Main thread.
 */
#define OD_TYPE_HOUR_CHART (od_hour_chart_get_type ())
G_DECLARE_FINAL_TYPE (OdHourChart, od_hour_chart, OD, HOUR_CHART, GtkBox)

/** od_hour_chart_set_minutes: copies them: OD_MINUTES_MAX at most, oldest first; the last
 * one is not over. Draws again only if anything is another. */
void od_hour_chart_set_minutes (OdHourChart *self, const OdMinute *minutes, gsize n);

/** od_hour_chart_set_subject: it shows @name, translated, instead of the last hour: its
 * columns are quarters of an hour, and all over. Copied. */
void od_hour_chart_set_subject (OdHourChart *self, const char *name);

/** od_hour_chart_get_words: what stands above the lanes. Lent. */
const char *od_hour_chart_get_words (OdHourChart *self);
