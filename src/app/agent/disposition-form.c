/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The question after every call. The digit beside a choice is its key. Main thread.
 */
#include "app/agent/disposition-form.h"

#include "app/agent/call-back-time.h"
#include "app/agent/turn-guard.h"
#include "app/form/sentence.h"
#include "app/object/signal.h"
#include "shared/wire/fields.h"

#include <glib/gi18n.h>

#define N_COLUMNS 3

struct _OdDispositionForm {
  AdwBin parent_instance;

  GtkWidget *head;
  GtkLabel *title;
  GtkLabel *more;
  GtkGrid *choices;
  OdCallBackTime *when;
  GtkLabel *wrap_up;
  GtkLabel *trouble;
  GtkButton *submit;
  GtkButton *submit_and_pause;
  GtkWidget *invalid_details;
  GtkWidget *cancel;
  GPtrArray *buttons; /* (element-type GtkCheckButton): lent by choices */
  json_t *offered;    /* dispositions; NULL: none yet */
  char *call;         /* asked about; NULL: nothing is asked */
  gboolean sent;      /* submitted, and not refused */
  char *was;          /* what is to be corrected; NULL: nothing was said yet */
};

G_DEFINE_FINAL_TYPE (OdDispositionForm, od_disposition_form, ADW_TYPE_BIN)

/* What is chosen with @button: a disposition. */
static json_t *
get_choice (gpointer button)
{
  return g_object_get_data (G_OBJECT (button), "choice");
}

static GtkCheckButton *
find_chosen (OdDispositionForm *self)
{
  for (guint i = 0; i < self->buttons->len; i++) {
    if (gtk_check_button_get_active (self->buttons->pdata[i]))
      return self->buttons->pdata[i];
  }

  return NULL;
}

static gboolean
asks_when (OdDispositionForm *self)
{
  GtkCheckButton *chosen = find_chosen (self);

  return chosen != NULL
         && json_is_true (json_object_get (get_choice (chosen), OD_FIELD_CALL_BACK));
}

/* The time is asked for, and there is none. */
static gboolean
lacks_time (OdDispositionForm *self)
{
  return asks_when (self) && od_call_back_time_get_ms (self->when) == 0;
}

/* What is said already is no correction, but for another time. */
static gboolean
says_something (OdDispositionForm *self)
{
  const char *label = od_disposition_form_get_chosen (self);

  return label != NULL && (g_strcmp0 (label, self->was) != 0 || asks_when (self));
}

static void
update_buttons (OdDispositionForm *self)
{
  gboolean may = says_something (self) && !lacks_time (self) && !self->sent;

  gtk_widget_set_visible (GTK_WIDGET (self->when), asks_when (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self->submit), may);
  gtk_widget_set_sensitive (GTK_WIDGET (self->submit_and_pause), may);
}

static void
submit (OdDispositionForm *self, gboolean pause)
{
  const char *label = od_disposition_form_get_chosen (self);

  if (!says_something (self) || lacks_time (self) || self->sent || self->call == NULL)
    return;
  self->sent = TRUE;
  od_sentence_show (self->trouble, "");
  update_buttons (self);
  g_signal_emit_by_name (self, "submitted", self->call, label, pause,
                         asks_when (self) ? od_call_back_time_get_ms (self->when) : 0);
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

static const char *
label_of (gpointer button)
{
  return json_string_value (json_object_get (get_choice (button), OD_FIELD_LABEL));
}

/* It ends more than the call: as od_disposition_is_irreversible(). */
static gboolean
is_irreversible (json_t *choice)
{
  return json_is_true (json_object_get (choice, OD_FIELD_DO_NOT_CALL))
         || json_is_true (json_object_get (choice, OD_FIELD_BAD_NUMBER));
}

/* (nullable): also what an older server says never puts the worst slip on the first key.
 */
static const char *
key_of (json_t *choice)
{
  const char *key = json_string_value (json_object_get (choice, OD_FIELD_KEY));

  return g_strcmp0 (key, "1") == 0 && is_irreversible (choice) ? NULL : key;
}

/* "1  SALE MADE": a screen reader does not read the digit. It ends where its words do:
 * beside them a click chooses nothing. */
static GtkWidget *
make_choice (OdDispositionForm *self, json_t *choice)
{
  const char *label = json_string_value (json_object_get (choice, OD_FIELD_LABEL));
  const char *key = key_of (choice);
  GtkWidget *button = gtk_check_button_new ();
  GtkWidget *text = NULL;
  g_autofree char *keyed = key != NULL ? g_strdup_printf ("%s  %s", key, label)
                                       : g_strdup (label);

  gtk_check_button_set_label (GTK_CHECK_BUTTON (button), keyed);
  gtk_check_button_set_use_underline (GTK_CHECK_BUTTON (button), FALSE);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  text = gtk_widget_get_last_child (button);
  if (GTK_IS_LABEL (text))
    gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  g_object_set_data_full (G_OBJECT (button), "choice", json_incref (choice),
                          (GDestroyNotify) json_decref);
  if (self->buttons->len > 0)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (button), self->buttons->pdata[0]);
  g_signal_connect_swapped (button, "toggled", G_CALLBACK (update_buttons), self);
  return button;
}

static void
add_choices (OdDispositionForm *self, gboolean irreversible)
{
  json_t *choice;
  gsize i;

  json_array_foreach (self->offered, i, choice)
  {
    guint n = self->buttons->len;

    if (!json_is_string (json_object_get (choice, OD_FIELD_LABEL))
        || json_is_true (json_object_get (choice, OD_FIELD_MENDED_BY_EDIT))
        || is_irreversible (choice) != irreversible)
      continue;
    g_ptr_array_add (self->buttons, make_choice (self, choice));
    gtk_grid_attach (self->choices, self->buttons->pdata[n], n % N_COLUMNS, n / N_COLUMNS,
                     1, 1);
  }
}

static void
offer (OdDispositionForm *self, json_t *offered)
{
  GtkWidget *child;

  json_decref (self->offered);
  self->offered = json_deep_copy (offered);
  g_ptr_array_set_size (self->buttons, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->choices))) != NULL)
    gtk_grid_remove (self->choices, child);
  add_choices (self, FALSE);
  add_choices (self, TRUE);
}

static GtkWidget *
find_choice (OdDispositionForm *self, const char *label)
{
  for (guint i = 0; i < self->buttons->len; i++) {
    if (g_strcmp0 (label_of (self->buttons->pdata[i]), label) == 0)
      return self->buttons->pdata[i];
  }

  return NULL;
}

static GtkWidget *
find_key (OdDispositionForm *self, gunichar digit)
{
  for (guint i = 0; i < self->buttons->len; i++) {
    const char *key = key_of (get_choice (self->buttons->pdata[i]));

    if (key != NULL && (gunichar) key[0] == digit)
      return self->buttons->pdata[i];
  }

  return NULL;
}

/* (nullable): the choice that has the focus. */
static GtkWidget *
find_focus (OdDispositionForm *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean ours = focus != NULL
                  && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->choices));

  return ours && GTK_IS_CHECK_BUTTON (focus) ? focus : NULL;
}

/* A choice that is still offered stays chosen, and keeps the focus. */
static void
offer_others (OdDispositionForm *self, json_t *offered)
{
  GtkWidget *focus = find_focus (self);
  g_autofree char *at = focus != NULL ? g_strdup (label_of (focus)) : NULL;
  g_autofree char *chosen = g_strdup (od_disposition_form_get_chosen (self));
  GtkWidget *again;

  offer (self, offered);
  again = find_choice (self, chosen);
  if (again != NULL)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (again), TRUE);
  if (focus == NULL)
    return;
  again = find_choice (self, at);
  if (again != NULL)
    gtk_widget_grab_focus (again);
  else
    od_disposition_form_focus (self);
}

static void
od_disposition_form_dispose (GObject *object)
{
  OdDispositionForm *self = OD_DISPOSITION_FORM (object);

  for (guint i = 0; i < self->buttons->len; i++)
    g_signal_handlers_disconnect_by_data (self->buttons->pdata[i], self);
  g_ptr_array_set_size (self->buttons, 0);
  gtk_widget_dispose_template (GTK_WIDGET (object), OD_TYPE_DISPOSITION_FORM);
  G_OBJECT_CLASS (od_disposition_form_parent_class)->dispose (object);
}

static void
od_disposition_form_finalize (GObject *object)
{
  OdDispositionForm *self = OD_DISPOSITION_FORM (object);

  g_ptr_array_unref (self->buttons);
  json_decref (self->offered);
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
  g_type_ensure (OD_TYPE_CALL_BACK_TIME);

  gtk_widget_class_set_template_from_resource (widget_class, "/dev/outdial/Outdial/agent/"
                                                             "disposition-form.ui");
  gtk_widget_class_bind_template_child (widget_class, OdDispositionForm, head);
  gtk_widget_class_bind_template_child (widget_class, OdDispositionForm, title);
  gtk_widget_class_bind_template_child (widget_class, OdDispositionForm, more);
  gtk_widget_class_bind_template_child (widget_class, OdDispositionForm, choices);
  gtk_widget_class_bind_template_child (widget_class, OdDispositionForm, when);
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
  self->buttons = g_ptr_array_new ();
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
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  g_free (self->call);
  self->call = g_strdup (call);
  g_free (self->was);
  self->was = g_strdup (was);
  self->sent = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->submit_and_pause), was == NULL);
  gtk_widget_set_visible (self->invalid_details, was == NULL);
  gtk_widget_set_visible (self->cancel, was != NULL);
  od_turn_guard_restart (GTK_WIDGET (self));
  od_call_back_time_begin (self->when, now);
  od_sentence_show (self->trouble, "");
  for (guint i = 0; i < self->buttons->len; i++)
    gtk_check_button_set_active (self->buttons->pdata[i], FALSE);
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

  if (!json_equal (offered, self->offered))
    offer_others (self, offered);
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

  if (!json_equal (offered, self->offered))
    offer_others (self, offered);
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
  GtkWidget *choice;

  if (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter
      || keyval == GDK_KEY_ISO_Enter)
    return take_enter (self, state);
  if (keyval == GDK_KEY_Escape && self->was != NULL) {
    on_cancel (self);
    return TRUE;
  }
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0 || digit < '0' || digit > '9')
    return FALSE;

  choice = find_key (self, digit);
  if (choice != NULL && !self->sent) {
    gtk_check_button_set_active (GTK_CHECK_BUTTON (choice), TRUE);
    gtk_widget_grab_focus (choice);
  }
  return TRUE;
}

const char *
od_disposition_form_get_chosen (OdDispositionForm *self)
{
  GtkCheckButton *chosen = find_chosen (self);

  return chosen != NULL ? label_of (chosen) : NULL;
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
