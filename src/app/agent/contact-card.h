/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <jansson.h>

/**
 * OdContactCard:
 *
 * Who is on the line, and correcting it. What is typed is never overwritten: news wait
 * until Save or Cancel. When another call comes in the middle of it, what was typed is
 * saved for the lead it was typed for.
 *
 * Signals:
 *   "saved" (const char *call, gint64 lead, json_t *fields)
 *            only the fields that were changed, null for an emptied one; @fields is lent.
 *            Answer with _take_saved or _refuse
 *   "changed"  od_contact_card_get_is_editing() or _may_edit() says something else
 */
#define OD_TYPE_CONTACT_CARD (od_contact_card_get_type ())
G_DECLARE_FINAL_TYPE (OdContactCard, od_contact_card, OD, CONTACT_CARD, AdwBin)

/** od_contact_card_show: @call: (nullable): {id, lead}. Copied. */
void od_contact_card_show (OdContactCard *self, json_t *call);

/** od_contact_card_set_past: the call is over and finished: its person is shown as the
 * previous one, and can still be corrected. */
void od_contact_card_set_past (OdContactCard *self, gboolean past);

/** od_contact_card_edit: makes the fields editable. */
void od_contact_card_edit (OdContactCard *self);

/** od_contact_card_save: as its button does. */
void od_contact_card_save (OdContactCard *self);

/** od_contact_card_cancel: as its button does: what was typed is dropped. */
void od_contact_card_cancel (OdContactCard *self);

/** od_contact_card_take_saved: it is on the disk. */
void od_contact_card_take_saved (OdContactCard *self);

/** od_contact_card_refuse: it is not; what was typed stands. */
void od_contact_card_refuse (OdContactCard *self, const char *why);

/** od_contact_card_reopen: what was saved for @call was refused later: it is typed again.
 * @fields: as they were given to "saved". Nothing happens when the lead of another call
 * is shown by now. */
void od_contact_card_reopen (OdContactCard *self,
                             const char *call,
                             json_t *fields,
                             const char *why);

gboolean od_contact_card_get_is_editing (OdContactCard *self);
gboolean od_contact_card_may_edit (OdContactCard *self);

/** od_contact_card_find_field: (nullable): the GtkEntry or GtkTextView of a field. */
GtkWidget *od_contact_card_find_field (OdContactCard *self, const char *name);
