/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/**
 * OdKeypad:
 *
 * Twelve keys and what was pressed. The keyboard's digits, * and # work while a key of it
 * has the focus.
 *
 * Signals:
 *   "pressed" (const char *digit)  one of 0-9, * and #
 */
#define OD_TYPE_KEYPAD (od_keypad_get_type ())
G_DECLARE_FINAL_TYPE (OdKeypad, od_keypad, OD, KEYPAD, AdwBin)

/** od_keypad_take_key: a key of the keyboard. FALSE: it is none of the twelve. */
gboolean od_keypad_take_key (OdKeypad *self, guint keyval);

/** od_keypad_clear: for another call. */
void od_keypad_clear (OdKeypad *self);
