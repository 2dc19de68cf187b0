/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include <jansson.h>

/**
 * OdDispositionForm:
 *
 * How a call came out: one choice, for a call back a time, then Submit. It cannot be left
 * without choosing. What cannot be taken back, by the dispositions' properties, stands
 * last.
 *
 * Signals:
 *   "submitted" (const char *call, const char *label, gboolean pause,
 *                gint64 call_back_at_ms): 0: the choice asks for no time
 *   "cancelled"  what was said before stands
 */
#define OD_TYPE_DISPOSITION_FORM (od_disposition_form_get_type ())
G_DECLARE_FINAL_TYPE (OdDispositionForm,
                      od_disposition_form,
                      OD,
                      DISPOSITION_FORM,
                      AdwBin)

/**
 * od_disposition_form_ask:
 * @call: its id; asked again, the form stays as it is
 * @number: whose call it was; "" if that is not known
 * @offered: array of the campaign's dispositions with their keys; one that an edit mends
 *   is left out: it is said beside the details
 * @n_more: how many calls wait after this one
 * @wrap_up_s: how long no call comes after Submit
 */
void od_disposition_form_ask (OdDispositionForm *self,
                              const char *call,
                              const char *number,
                              json_t *offered,
                              guint n_more,
                              guint wrap_up_s);

/**
 * od_disposition_form_correct:
 * @was: what was said of @call
 *
 * The same question once more; "submitted" says something else, "cancelled" nothing.
 */
void od_disposition_form_correct (OdDispositionForm *self,
                                  const char *call,
                                  const char *number,
                                  json_t *offered,
                                  const char *was);

/** od_disposition_form_close: nothing is asked any more. */
void od_disposition_form_close (OdDispositionForm *self);

/** od_disposition_form_refuse: it could not be kept; the choice stands. */
void od_disposition_form_refuse (OdDispositionForm *self, const char *why);

/**
 * od_disposition_form_take_key:
 *
 * The keyboard's short way: a digit chooses, Enter submits, with Ctrl or Shift on
 * pause. For keys that nobody types into a field. FALSE: not one of ours.
 */
gboolean od_disposition_form_take_key (OdDispositionForm *self,
                                       guint keyval,
                                       GdkModifierType state);

/** od_disposition_form_get_chosen: (nullable) */
const char *od_disposition_form_get_chosen (OdDispositionForm *self);

/** od_disposition_form_focus: of itself, where Space and Enter choose nothing: its keys
 * are at hand. */
void od_disposition_form_focus (OdDispositionForm *self);

/** od_disposition_form_refuses: (nullable @event): what comes too soon after the form was
 * first seen: that was meant for what stood there before. */
gboolean od_disposition_form_refuses (OdDispositionForm *self, GdkEvent *event);

/** od_disposition_form_get_head: its first lines, where nothing can be pressed: lent. As
 * high as what stood there before, they keep its buttons' places free. */
GtkWidget *od_disposition_form_get_head (OdDispositionForm *self);
