/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/shift/shift.h"

#include <adwaita.h>

/**
 * OdWorkPage:
 *
 * An agent at work: the call, its disposition or the wait for the next one; beside each
 * other below, the contact and the script.
 *
 * Signals:
 *   "said" (const char *sentence)  something to be shown in passing
 *   "changed"                      od_work_page_get_is_editing() or _may_edit()
 */
#define OD_TYPE_WORK_PAGE (od_work_page_get_type ())
G_DECLARE_FINAL_TYPE (OdWorkPage, od_work_page, OD, WORK_PAGE, AdwBin)

/** od_work_page_set_shift: once; a reference is taken. NULL: when the window goes; what
 * is still on its way to the disk is not reported any more; if it is lost, that is
 * logged. */
void od_work_page_set_shift (OdWorkPage *self, OdShift *shift);

/** od_work_page_show: everything, as the shift says it now. */
void od_work_page_show (OdWorkPage *self);

/** od_work_page_show_times: only the timer and the countdown. */
void od_work_page_show_times (OdWorkPage *self);

/** od_work_page_focus_form: on the question, where Space and Enter choose nothing; FALSE:
 * no disposition is asked for. */
gboolean od_work_page_focus_form (OdWorkPage *self);

/** od_work_page_begin_call: another call is on the line. */
void od_work_page_begin_call (OdWorkPage *self);

/** od_work_page_focus_script: where no key does anything. */
void od_work_page_focus_script (OdWorkPage *self);

/** od_work_page_take_key: a key that nobody types into a field. @event: (nullable). */
gboolean od_work_page_take_key (OdWorkPage *self,
                                GdkEvent *event,
                                guint keyval,
                                GdkModifierType state);

/* What the window's actions of these names do. */
void od_work_page_open_keypad (OdWorkPage *self);
void od_work_page_flag (OdWorkPage *self);
void od_work_page_edit (OdWorkPage *self);
void od_work_page_save (OdWorkPage *self);

gboolean od_work_page_get_is_editing (OdWorkPage *self);
gboolean od_work_page_may_edit (OdWorkPage *self);
