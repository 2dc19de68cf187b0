/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/sync/backend.h"

#include <adwaita.h>

/**
 * OdFormDialog:
 *
 * The one way to ask: Cancel and Confirm, why not yet, and nothing typed is lost. Escape
 * cancels (and asks first if anything was typed), Ctrl+Enter confirms. Main thread.
 *
 * A class that derives from it tells every change by od_form_dialog_touch(), what is
 * wrong by od_form_dialog_set_problem(), and on "confirm" sends what is typed.
 *
 * Properties:
 *   "form" (GtkWidget, write only)  as od_form_dialog_set_content(), for templates
 *
 * Signals:
 *   "confirm"                 Confirm was pressed and there is no problem
 *   "saved" (json_t *answer)  the server took it; the dialog closes. @answer is lent
 */
#define OD_TYPE_FORM_DIALOG (od_form_dialog_get_type ())
G_DECLARE_DERIVABLE_TYPE (OdFormDialog, od_form_dialog, OD, FORM_DIALOG, AdwWindow)

struct _OdFormDialogClass {
  AdwWindowClass parent_class;

  /* The default handler of "confirm"; NULL: none. */
  void (*confirm) (OdFormDialog *self);

  /* The server took what was sent. TRUE: more is being sent, do not close. NULL: no. */
  gboolean (*answered) (OdFormDialog *self, json_t *answer);
};

/** od_form_dialog_set_content: the fields. A reason why one is wrong is written under it:
 * the field, or something around it, stands in a vertical box or in a preferences group.
 */
void od_form_dialog_set_content (OdFormDialog *self, GtkWidget *content);

/** od_form_dialog_set_confirm_label: instead of "Confirm": "Create". Translated. */
void od_form_dialog_set_confirm_label (OdFormDialog *self, const char *label);

/** od_form_dialog_name_field: @widget is what the server calls @name. */
void od_form_dialog_name_field (OdFormDialog *self, const char *name, GtkWidget *widget);

/** od_form_dialog_set_problem: @why: a sentence; NULL: the field is right. While there is
 * any problem Confirm cannot be pressed. */
void od_form_dialog_set_problem (OdFormDialog *self, GtkWidget *field, const char *why);

/** od_form_dialog_get_problem: (nullable): the first reason. Lent. */
const char *od_form_dialog_get_problem (OdFormDialog *self);

/** od_form_dialog_touch: something was typed or chosen: what the server said of it before
 * is forgotten, and Cancel asks. */
void od_form_dialog_touch (OdFormDialog *self);

/** od_form_dialog_untouch: what stands there is where the person begins. */
void od_form_dialog_untouch (OdFormDialog *self);

/**
 * od_form_dialog_send:
 *
 * Sends @request; its key is the dialog's: the same for as long as the same is sent, so
 * that confirming again after a silence does nothing twice. Then "saved", or the reason
 * stands at the top and at the field it is about.
 */
void od_form_dialog_send (OdFormDialog *self,
                          OdBackend *backend,
                          const OdBackendRequest *request);

/** od_form_dialog_save: sends @body: a new thing to the path @all; of @original
 * (nullable: as the server has it) what is not the same there, to the path @one, unless
 * somebody else changed it meanwhile. With nothing to send it closes. */
void od_form_dialog_save (OdFormDialog *self,
                          OdBackend *backend,
                          json_t *original,
                          const char *all,
                          const char *one,
                          json_t *body);

/** od_form_dialog_refuse: from "answered", which then returns TRUE: the server answered
 * well, but not what was wanted. The form can be filled in again; @sentence stands at the
 * top and at the field called @name. */
void od_form_dialog_refuse (OdFormDialog *self, const char *name, const char *sentence);

/** od_form_dialog_is_sending: the answer has not come. */
gboolean od_form_dialog_is_sending (OdFormDialog *self);

/** od_form_dialog_is_unsure: what was sent last was neither taken nor refused: the server
 * may have done it. The same body is sent again with the same key, and done once. */
gboolean od_form_dialog_is_unsure (OdFormDialog *self);

/** od_form_dialog_get_message: what stands at the top; "" if nothing. Lent. */
const char *od_form_dialog_get_message (OdFormDialog *self);

/** od_form_dialog_show_over: presents it over the window that @widget is in. */
void od_form_dialog_show_over (OdFormDialog *self, GtkWidget *widget);
