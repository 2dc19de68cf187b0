/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/**
 * OdAgeLabel:
 *
 * How old the figures beside it are: "Just Updated", "Updated 15 seconds before", "Never
 * updated". Asks once a second while it is seen. Main thread.
 */
#define OD_TYPE_AGE_LABEL (od_age_label_get_type ())
G_DECLARE_FINAL_TYPE (OdAgeLabel, od_age_label, OD, AGE_LABEL, AdwBin)

GtkWidget *od_age_label_new (void);

/** od_age_label_set_source: @get_age_ms: -1: never. @data is lent until another source
 * is set (NULL: none) or the label is gone. */
void od_age_label_set_source (OdAgeLabel *self,
                              gint64 (*get_age_ms) (gpointer),
                              gpointer data);

/** od_age_label_ask: asks now, not only when the second is over. */
void od_age_label_ask (OdAgeLabel *self);

/** od_age_label_get_words: lent. */
const char *od_age_label_get_words (OdAgeLabel *self);

/** od_age_label_is_stale: older than is usual: do not trust the figures. */
gboolean od_age_label_is_stale (OdAgeLabel *self);
