/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <jansson.h>

/**
 * OdDispositionChoices:
 *
 * How a call came out: one of a campaign's dispositions, and for a call back a time. What
 * cannot be taken back, by the dispositions' properties, stands last. Main thread.
 *
 * Signals:
 *   "changed"  something else is chosen, or another time
 */
#define OD_TYPE_DISPOSITION_CHOICES (od_disposition_choices_get_type ())
G_DECLARE_FINAL_TYPE (OdDispositionChoices,
                      od_disposition_choices,
                      OD,
                      DISPOSITION_CHOICES,
                      AdwBin)

/** od_disposition_choices_offer: @offered: array of dispositions with their keys; one
 * that an edit mends is left out. A choice that is still there stays chosen.
 *
 * Returns: FALSE: the one that had the focus is gone, and the focus with it */
gboolean od_disposition_choices_offer (OdDispositionChoices *self, json_t *offered);

/** od_disposition_choices_begin: nothing is chosen; times to call back are later than
 * now. */
void od_disposition_choices_begin (OdDispositionChoices *self);

/** od_disposition_choices_choose_key: the choice with this digit, and gives it the focus;
 * there may be none. */
void od_disposition_choices_choose_key (OdDispositionChoices *self, gunichar digit);

/** od_disposition_choices_get_label: (nullable): what is chosen. Lent. */
const char *od_disposition_choices_get_label (OdDispositionChoices *self);

/** od_disposition_choices_asks_when: what is chosen is to call back. */
gboolean od_disposition_choices_asks_when (OdDispositionChoices *self);

/** od_disposition_choices_get_when_ms: as od_call_back_time_get_ms(); 0, too, when no
 * time is asked for. */
gint64 od_disposition_choices_get_when_ms (OdDispositionChoices *self);

/** od_disposition_choices_is_answered: something is chosen, with a time if it asks for
 * one. */
gboolean od_disposition_choices_is_answered (OdDispositionChoices *self);
