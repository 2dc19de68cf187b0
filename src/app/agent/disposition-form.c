/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The question after every call. Main thread.
 */
#include "app/agent/disposition-form.h"

#include "app/agent/turn-guard.h"
#include "app/form/disposition-choices.h"
#include "app/form/sentence.h"
#include "app/layout/wrap-layout.h"
#include "app/object/signal.h"

#include <glib/gi18n.h>

struct _OdDispositionForm {
  AdwBin parent_instance;

  GtkWidget *head;
  GtkLabel *title;
  GtkLabel *more;
  OdDispositionChoices *choices;
  GtkLabel *wrap_up;
  GtkLabel *trouble;
  GtkButton *submit;
  GtkButton *submit_and_pause;
  GtkWidget *invalid_details;
  GtkWidget *cancel;
  char *call;    /* asked about; NULL: nothing is asked */
  gboolean sent; /* submitted, and not refused */
  char *was;     /* what is to be corrected; NULL: nothing was said yet */
};

G_DEFINE_FINAL_TYPE (OdDispositionForm, od_disposition_form, ADW_TYPE_BIN)

/* What is said already is no correction, but for another time. */
static gboolean
says_something (OdDispositionForm *self)
{
  const char *label = od_disposition_form_get_chosen (self);

  return od_disposition_choices_is_answered (self->choices)
         && (g_strcmp0 (label, self->was) != 0
             || od_disposition_choices_asks_when (self->choices));
}

static void
update_buttons (OdDispositionForm *self)
{
  gboolean may = says_something (self) && !self->sent;

  gtk_widget_set_sensitive (GTK_WIDGET (self->submit), may);
  gtk_widget_set_sensitive (GTK_WIDGET (self->submit_and_pause), may);
}

static void
submit (OdDispositionForm *self, gboolean pause)
{
  const char *label = od_disposition_form_get_chosen (self);

  if (!says_something (self) || self->sent || self->call == NULL)
    return;
  self->sent = TRUE;
  od_sentence_show (self->trouble, "");
  update_buttons (self);
  g_signal_emit_by_name (self, "submitted", self->call, label, pause,
                         od_disposition_choices_get_when_ms (self->choices));
}

static void
on_submit (OdDispositionForm *self)
{
  submit (self, FALSE);
}

static void
on_submit_and_pause (OdDispositionForm *self)
{
  submit (self, TRUE);
}

static void
on_cancel (OdDispositionForm *self)
{
  g_signal_emit_by_name (self, "cancelled");
}

static void
od_disposition_form_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), OD_TYPE_DISPOSITION_FORM);
  G_OBJECT_CLASS (od_disposition_form_parent_class)->dispose (object);
}

static void
od_disposition_form_finalize (GObject *object)
{
  OdDispositionForm *self = OD_DISPOSITION_FORM (object);

  g_free (self->call);
  g_free (self->was);
  G_OBJECT_CLASS (od_disposition_form_parent_class)->finalize (object);
}

static void
od_disposition_form_class_init (OdDispositionFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_disposition_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = od_disposition_form_finalize;
  od_signal_new (klass, "submitted", 4, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_BOOLEAN,
                 G_TYPE_INT64);
  od_signal_new (klass, "cancelled", 0);
  g_type_ensure (OD_TYPE_DISPOSITION_CHOICES);
  g_type_ensure (OD_TYPE_WRAP_LAYOUT);

  gtk_widget_class_set_template_from_resource (widget_class, "/dev/outdial/Outdial/agent/"
                                                             "disposition-form.ui");
  gtk_widget_class_bind_template_child (widget_class, OdDispositionForm, head);
  gtk_widget_class_bind_template_child (widget_class, OdDispositionForm, title);
  gtk_widget_class_bind_template_child (widget_class, OdDispositionForm, more);
  gtk_widget_class_bind_template_child (widget_class, OdDispositionForm, choices);
  gtk_widget_class_bind_template_child (widget_class, OdDispositionForm, wrap_up);
  gtk_widget_class_bind_template_child (widget_class, OdDispositionForm, trouble);
  gtk_widget_class_bind_template_child (widget_class, OdDispositionForm, submit);
  gtk_widget_class_bind_template_child (widget_class, OdDispositionForm,
                                        submit_and_pause);
  gtk_widget_class_bind_template_child (widget_class, OdDispositionForm, invalid_details);
  gtk_widget_class_bind_template_child (widget_class, OdDispositionForm, cancel);
  gtk_widget_class_bind_template_callback (widget_class, on_submit);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
  gtk_widget_class_bind_template_callback (widget_class, on_submit_and_pause);
  gtk_widget_class_bind_template_callback (widget_class, update_buttons);
}

static void
od_disposition_form_init (OdDispositionForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  od_turn_guard_add (GTK_WIDGET (self));
}

static void
show_title (OdDispositionForm *self, const char *what, const char *number)
{
  g_autofree char *title = number[0] != '\0' ? g_strdup_printf ("%s: %s", what, number)
                                             : g_strdup (what);

  gtk_label_set_text (self->title, title);
}

/* What cannot be said when somebody takes a word back is not offered. */
static void
ask_afresh (OdDispositionForm *self, const char *call, const char *was)
{
  g_free (self->call);
  self->call = g_strdup (call);
  g_free (self->was);
  self->was = g_strdup (was);
  self->sent = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->submit_and_pause), was == NULL);
  gtk_widget_set_visible (self->invalid_details, was == NULL);
  gtk_widget_set_visible (self->cancel, was != NULL);
  od_turn_guard_restart (GTK_WIDGET (self));
  od_disposition_choices_begin (self->choices);
  od_sentence_show (self->trouble, "");
}

void
od_disposition_form_ask (OdDispositionForm *self,
                         const char *call,
                         const char *number,
                         json_t *offered,
                         guint n_more,
                         guint wrap_up_s)
{
  g_autofree char *more =
    g_strdup_printf (ngettext ("%u more call waits for its disposition.",
                               "%u more calls wait for their dispositions.", n_more),
                     n_more);
  g_autofree char *words = g_strdup_printf (
    ngettext ("After Submit the next call comes in %u second at the earliest.",
              "After Submit the next call comes in %u seconds at the earliest.",
              wrap_up_s),
    wrap_up_s);

  if (!od_disposition_choices_offer (self->choices, offered))
    od_disposition_form_focus (self);
  if (g_strcmp0 (call, self->call) != 0 || self->was != NULL)
    ask_afresh (self, call, NULL);
  show_title (self, _ ("Call Disposition"), number);
  gtk_label_set_text (self->more, n_more > 0 ? more : "");
  gtk_widget_set_visible (GTK_WIDGET (self->more), n_more > 0);
  gtk_label_set_text (self->wrap_up, words);
  update_buttons (self);
}

void
od_disposition_form_correct (OdDispositionForm *self,
                             const char *call,
                             const char *number,
                             json_t *offered,
                             const char *was)
{
  g_autofree char *words =
    g_strdup_printf (_ ("You said %s. Until your next call you may say something else."),
                     was);

  if (!od_disposition_choices_offer (self->choices, offered))
    od_disposition_form_focus (self);
  if (g_strcmp0 (call, self->call) != 0 || g_strcmp0 (was, self->was) != 0)
    ask_afresh (self, call, was);
  show_title (self, _ ("Correct the Outcome"), number);
  gtk_widget_set_visible (GTK_WIDGET (self->more), FALSE);
  gtk_label_set_text (self->wrap_up, words);
  update_buttons (self);
}

void
od_disposition_form_close (OdDispositionForm *self)
{
  g_clear_pointer (&self->call, g_free);
}

void
od_disposition_form_refuse (OdDispositionForm *self, const char *why)
{
  self->sent = FALSE;
  od_sentence_show (self->trouble, why);
  update_buttons (self);
}

/* Enter on one of the buttons is that button's. */
static gboolean
take_enter (OdDispositionForm *self, GdkModifierType state)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean pause = (state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) != 0
                   && self->was == NULL;

  if (GTK_IS_BUTTON (focus) && !pause)
    return FALSE;

  submit (self, pause);
  return TRUE;
}

gboolean
od_disposition_form_take_key (OdDispositionForm *self,
                              guint keyval,
                              GdkModifierType state)
{
  gunichar digit = gdk_keyval_to_unicode (keyval);

  if (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter
      || keyval == GDK_KEY_ISO_Enter)
    return take_enter (self, state);
  if (keyval == GDK_KEY_Escape && self->was != NULL) {
    on_cancel (self);
    return TRUE;
  }
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0 || digit < '0' || digit > '9')
    return FALSE;

  if (!self->sent)
    od_disposition_choices_choose_key (self->choices, digit);
  return TRUE;
}

const char *
od_disposition_form_get_chosen (OdDispositionForm *self)
{
  return od_disposition_choices_get_label (self->choices);
}

void
od_disposition_form_focus (OdDispositionForm *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

gboolean
od_disposition_form_refuses (OdDispositionForm *self, GdkEvent *event)
{
  return od_turn_guard_refuses (GTK_WIDGET (self), event);
}

GtkWidget *
od_disposition_form_get_head (OdDispositionForm *self)
{
  return self->head;
}
