/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A supervisor says what a call came to, in the place of its agent. What was said before
 * stays in the call's history. Main thread.
 */
#include "app/leadset/outcome-dialog.h"

#include "app/form/disposition-choices.h"
#include "app/form/form-dialog.h"
#include "app/form/moment.h"
#include "app/layout/text-size.h"
#include "shared/model/phone-number.h"
#include "shared/wire/disposition-json.h"
#include "shared/wire/fields.h"
#include "shared/wire/paths.h"

#include <glib/gi18n.h>

/* All of a usual campaign's choices, and the time of a call back; for text of the usual
 * size. */
#define WIDTH  720
#define HEIGHT 320

#define OD_TYPE_OUTCOME_DIALOG (od_outcome_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OdOutcomeDialog,
                      od_outcome_dialog,
                      OD,
                      OUTCOME_DIALOG,
                      OdFormDialog)

struct _OdOutcomeDialog {
  OdFormDialog parent_instance;

  GtkLabel *about;
  OdDispositionChoices *choices;

  OdDesk *desk;
  json_t *call;
};

G_DEFINE_FINAL_TYPE (OdOutcomeDialog, od_outcome_dialog, OD_TYPE_FORM_DIALOG)

static const char *
get_text (OdOutcomeDialog *self, const char *field)
{
  return json_string_value (json_object_get (self->call, field));
}

/* What is said already is no correction, but for another time. */
static const char *
why_not (OdOutcomeDialog *self)
{
  const char *label = od_disposition_choices_get_label (self->choices);

  if (label == NULL)
    return _ ("Choose what the call came to");
  if (!od_disposition_choices_is_answered (self->choices))
    return _ ("Enter a time to come, as in 14:30");
  if (!od_disposition_choices_asks_when (self->choices)
      && g_strcmp0 (label, get_text (self, OD_FIELD_DISPOSITION)) == 0)
    return _ ("That is what was said: choose something else");

  return NULL;
}

static void
check (OdOutcomeDialog *self)
{
  od_form_dialog_set_problem (OD_FORM_DIALOG (self), GTK_WIDGET (self->choices),
                              why_not (self));
}

static void
on_changed (OdOutcomeDialog *self)
{
  od_form_dialog_touch (OD_FORM_DIALOG (self));
  check (self);
}

static void
confirm (OdFormDialog *dialog)
{
  OdOutcomeDialog *self = OD_OUTCOME_DIALOG (dialog);
  g_autofree char *path = od_backend_fill_path (OD_PATH_CALL_DISPOSE,
                                                get_text (self, OD_FIELD_ID));
  gint64 when_ms = od_disposition_choices_get_when_ms (self->choices);
  json_t *body = json_pack ("{s:s}", OD_FIELD_DISPOSITION,
                            od_disposition_choices_get_label (self->choices));
  OdBackendRequest request = { "PUT", path, body };

  if (when_ms != 0)
    json_object_set_new (body, OD_FIELD_CALL_BACK_AT_MS, json_integer (when_ms));
  od_form_dialog_send (dialog, od_desk_get_backend (self->desk), &request);
  json_decref (body);
}

static void
od_outcome_dialog_finalize (GObject *object)
{
  OdOutcomeDialog *self = OD_OUTCOME_DIALOG (object);

  g_clear_object (&self->desk);
  json_decref (self->call);
  G_OBJECT_CLASS (od_outcome_dialog_parent_class)->finalize (object);
}

static void
od_outcome_dialog_class_init (OdOutcomeDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = od_outcome_dialog_finalize;
  OD_FORM_DIALOG_CLASS (klass)->confirm = confirm;
}

static void
od_outcome_dialog_init (OdOutcomeDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->about = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->about, TRUE);
  gtk_label_set_xalign (self->about, 0);
  self->choices = g_object_new (OD_TYPE_DISPOSITION_CHOICES, NULL);
  g_signal_connect_object (self->choices, "changed", G_CALLBACK (on_changed), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->about));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->choices));
  od_form_dialog_set_content (OD_FORM_DIALOG (self), box);
}

/* As the call's own campaign has them; no digit chooses one here. */
static void
offer (OdOutcomeDialog *self)
{
  OdRecordList *campaigns = od_desk_get_list (self->desk, OD_DESK_CAMPAIGNS);
  json_t *id = json_object_get (self->call, OD_FIELD_CAMPAIGN);
  OdRecord *campaign = od_record_list_find (campaigns, json_integer_value (id));
  json_t *offered = od_disposition_json_offered (
           campaign != NULL ? od_record_get_body (campaign) : NULL),
         *one;
  gsize i;

  json_array_foreach (offered, i, one) json_object_del (one, OD_FIELD_KEY);
  od_disposition_choices_offer (self->choices, offered);
  od_disposition_choices_begin (self->choices);
  json_decref (offered);
}

static void
tell (OdOutcomeDialog *self)
{
  json_t *at_ms = json_object_get (self->call, OD_FIELD_QUEUED_AT_MS);
  g_autofree char *when = od_moment_format (json_integer_value (at_ms));
  g_autofree char *phone = od_phone_number_dup_shown (get_text (self, OD_FIELD_PHONE));
  /* Translators: a number, a moment and a disposition. */
  g_autofree char *words = g_strdup_printf (_ ("Of the call to %s on %s it was said: "
                                               "%s. The history keeps that."),
                                            phone, when,
                                            get_text (self, OD_FIELD_DISPOSITION));

  gtk_label_set_text (self->about, words);
}

GtkWidget *
od_outcome_dialog_show (GtkWidget *widget, OdDesk *desk, json_t *call)
{
  OdOutcomeDialog *self = g_object_new (OD_TYPE_OUTCOME_DIALOG, "title",
                                        _ ("Correct the Outcome"), "default-width",
                                        od_text_size_scale (WIDTH), "default-height",
                                        od_text_size_scale (HEIGHT), NULL);

  self->desk = g_object_ref (desk);
  self->call = json_incref (call);
  tell (self);
  offer (self);
  check (self);
  od_form_dialog_untouch (OD_FORM_DIALOG (self));
  od_form_dialog_show_over (OD_FORM_DIALOG (self), widget);
  return GTK_WIDGET (self);
}
