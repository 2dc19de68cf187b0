/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/**
 * OdChipsEntry:
 *
 * Several words chosen out of many: each a chip that can be taken away, an entry that
 * finds more. Enter adds (commas part several), Backspace in the empty entry takes the
 * last away. Main thread.
 *
 * Signals:
 *   "changed"  by the person: od_chips_entry_dup_chosen() is another, or there is, or is
 *              no longer, something half typed: od_chips_entry_get_unfinished()
 */
#define OD_TYPE_CHIPS_ENTRY (od_chips_entry_get_type ())
G_DECLARE_FINAL_TYPE (OdChipsEntry, od_chips_entry, OD, CHIPS_ENTRY, AdwBin)

/** od_chips_entry_new: @title: names the entry: "Source Status". Translated. */
GtkWidget *od_chips_entry_new (const char *title);

void od_chips_entry_set_title (OdChipsEntry *self, const char *title);

/** od_chips_entry_set_choices: what is offered. Copied. */
void od_chips_entry_set_choices (OdChipsEntry *self, const char *const *choices);

/** od_chips_entry_set_chosen: as it begins; says nothing. Copied. */
void od_chips_entry_set_chosen (OdChipsEntry *self, const char *const *chosen);

/** od_chips_entry_dup_chosen: (transfer full): in the order they were added. */
char **od_chips_entry_dup_chosen (OdChipsEntry *self);

/** od_chips_entry_set_allow_new: words that are no choice may be added too. */
void od_chips_entry_set_allow_new (OdChipsEntry *self, gboolean allow_new);

/** od_chips_entry_set_normalize: (nullable): gives every typed word its one spelling,
 * NULL for what is none. Doubles are folded after it. */
void od_chips_entry_set_normalize (OdChipsEntry *self,
                                   char *(*normalize) (const char *text));

/** od_chips_entry_type: as if it were typed and Enter pressed. Returns: all was added. */
gboolean od_chips_entry_type (OdChipsEntry *self, const char *text);

/** od_chips_entry_get_unfinished: (nullable): a sentence while something is typed and not
 * added: a form that is confirmed now would lose it. Lent until the next change. */
const char *od_chips_entry_get_unfinished (OdChipsEntry *self);

/** od_chips_entry_get_note: why the last word was not added; "" if it was. Lent. */
const char *od_chips_entry_get_note (OdChipsEntry *self);
