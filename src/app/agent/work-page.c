/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The page an agent works on. After every change all of it is shown again; what is
 * filled in goes to the paperwork. Main thread.
 */
#include "app/agent/work-page.h"

#include "app/agent/contact-card.h"
#include "app/agent/contact-fields.h"
#include "app/agent/disposition-form.h"
#include "app/agent/invalid-details.h"
#include "app/agent/live-call.h"
#include "app/agent/script-view.h"
#include "app/agent/wrap-up.h"
#include "app/desk/call-view.h"
#include "app/object/signal.h"
#include "shared/model/campaign.h"
#include "shared/model/phone-number.h"
#include "shared/wire/disposition-json.h"
#include "shared/wire/fields.h"

#include <glib/gi18n.h>

struct _OdWorkPage {
  AdwBin parent_instance;

  GtkStack *top;
  OdLiveCall *live;
  OdDispositionForm *form;
  OdWrapUp *wrap_up;
  OdContactCard *contact;
  OdScriptView *script;

  OdShift *shift;
  gboolean correcting; /* the agent takes back what it said of the last call */
};

G_DEFINE_FINAL_TYPE (OdWorkPage, od_work_page, ADW_TYPE_BIN)

static void
say (OdWorkPage *self, const char *sentence)
{
  g_signal_emit_by_name (self, "said", sentence);
}

/* --- what is shown ---------------------------------------------------------------- */

/* The call that is asked about next. */
static OdCallView
get_undisposed (OdWorkPage *self)
{
  return od_call_view_read (
    od_paperwork_get_undisposed (od_shift_get_paperwork (self->shift)));
}

/* (transfer full): a call of another campaign has that one's dispositions. */
static json_t *
dispositions_for (OdWorkPage *self, gint64 campaign)
{
  const OdDuty *duty = od_shift_get_duty (self->shift);
  json_t *offered = od_duty_get_dispositions (duty);

  if (offered != NULL && (campaign == 0 || campaign == od_duty_get_campaign (duty)))
    return json_incref (offered);

  return od_disposition_json_offered (od_duty_find_campaign (duty, campaign));
}

static guint
get_wrap_up_s (OdWorkPage *self)
{
  const OdDuty *duty = od_shift_get_duty (self->shift);
  json_t *campaign = od_duty_find_campaign (duty, od_duty_get_campaign (duty));
  json_t *ms = json_object_get (campaign, OD_FIELD_WRAP_UP_MS);

  return (ms != NULL ? json_integer_value (ms) : OD_CAMPAIGN_WRAP_UP_MS) / 1000;
}

static void
show_form (OdWorkPage *self, const OdCallView *call)
{
  OdPaperwork *paperwork = od_shift_get_paperwork (self->shift);
  g_autofree char *phone = od_phone_number_dup_shown (call->phone);
  json_t *offered = dispositions_for (self, call->campaign_id);
  gboolean opens = gtk_stack_get_visible_child (self->top) != GTK_WIDGET (self->form);

  od_disposition_form_ask (self->form, call->id, phone, offered,
                           od_paperwork_count_undisposed (paperwork) - 1,
                           get_wrap_up_s (self));
  json_decref (offered);
  gtk_stack_set_visible_child (self->top, GTK_WIDGET (self->form));
  /* The focus is not taken from an agent who is typing a correction. */
  if (opens && !od_contact_card_get_is_editing (self->contact))
    od_disposition_form_focus (self->form);
}

/* (nullable): what was said of the last call, while no other has begun. */
static const char *
get_outcome (OdWorkPage *self, OdCallView *call)
{
  const char *label;
  json_t *last = od_paperwork_get_last (od_shift_get_paperwork (self->shift), &label);
  json_t *shown = od_duty_get_call (od_shift_get_duty (self->shift));

  /* After a restart the call is nowhere but on the server. */
  *call = od_call_view_read (shown != NULL ? shown : last);
  return last != NULL && g_strcmp0 (od_call_view_read (last).id, call->id) == 0 ? label
                                                                                : NULL;
}

static void
show_correction (OdWorkPage *self, const OdCallView *call, const char *was)
{
  g_autofree char *phone = od_phone_number_dup_shown (call->phone);
  json_t *offered = dispositions_for (self, call->campaign_id);

  od_disposition_form_correct (self->form, call->id, phone, offered, was);
  json_decref (offered);
  gtk_stack_set_visible_child (self->top, GTK_WIDGET (self->form));
}

static void
show_top (OdWorkPage *self)
{
  const OdDuty *duty = od_shift_get_duty (self->shift);
  OdCallView call = od_call_view_read (od_duty_get_call (duty));
  OdCallView open = get_undisposed (self), last;
  OdHandset *handset = od_shift_get_handset (self->shift);
  const char *outcome = get_outcome (self, &last);

  od_wrap_up_set_outcome (self->wrap_up, outcome);
  self->correcting = self->correcting && outcome != NULL && open.id == NULL;
  if (open.id == NULL && !self->correcting)
    od_disposition_form_close (self->form);
  if (od_shift_is_talking (self->shift)) {
    od_live_call_set_held (self->live, call.held);
    od_live_call_set_muted (self->live, od_handset_get_muted (handset));
    od_live_call_set_ending (self->live, od_handset_is_ending (handset));
    od_live_call_set_silent (self->live, od_handset_is_silent (handset));
    gtk_stack_set_visible_child (self->top, GTK_WIDGET (self->live));
  } else if (open.id != NULL) {
    show_form (self, &open);
  } else if (self->correcting) {
    show_correction (self, &last, outcome);
  } else {
    gtk_stack_set_visible_child (self->top, GTK_WIDGET (self->wrap_up));
  }
  od_work_page_show_times (self);
}

/* The last call is over, and its agent is not about to finish it. */
static gboolean
is_past (OdWorkPage *self)
{
  const OdDuty *duty = od_shift_get_duty (self->shift);
  OdAgentState state = od_duty_get_state (duty);
  OdCallView view = od_call_view_read (od_duty_get_call (duty));

  return view.id != NULL && state != OD_AGENT_IN_CALL && state != OD_AGENT_DISPOSING
         && state != OD_AGENT_WRAP_UP
         && g_strcmp0 (get_undisposed (self).id, view.id) != 0;
}

/* Nobody takes it for the person who is on the line; who corrects it sees it well. */
static void
dim (OdWorkPage *self)
{
  gboolean past = is_past (self);

  od_contact_card_set_past (self->contact, past);
  if (past)
    gtk_widget_add_css_class (GTK_WIDGET (self->script), "past");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->script), "past");
}

/* The last lead stays in view until the next one comes: a pause is for paper work. */
static void
show_lead (OdWorkPage *self)
{
  json_t *call = od_duty_get_call (od_shift_get_duty (self->shift));
  OdCallView view = od_call_view_read (call);

  od_contact_card_show (self->contact, call);
  od_script_view_show (self->script, view.script_name, view.script_text);
  dim (self);
}

/* --- what is filled in ------------------------------------------------------------ */

static void
on_digits (OdWorkPage *self, const char *digits)
{
  od_handset_send_digits (od_shift_get_handset (self->shift), digits);
}

/* The window has gone: nobody is there to be told. */
static void
warn_of_lost_word (const GError *error)
{
  g_warning ("what was said last of a call is lost: %s", error->message);
}

static void
on_disposed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OdWorkPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *why = NULL;

  if (od_paperwork_dispose_finish (OD_PAPERWORK (source), result, &error))
    return;
  if (self->shift == NULL) {
    warn_of_lost_word (error);
    return;
  }
  why = g_strdup_printf (_ ("The disposition could not be saved on this computer: %s"),
                         error->message);
  od_disposition_form_refuse (self->form, why);
}

static void
on_corrected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OdWorkPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *why = NULL;

  od_paperwork_dispose_finish (OD_PAPERWORK (source), result, &error);
  if (self->shift == NULL) {
    if (error != NULL)
      warn_of_lost_word (error);
    return;
  }
  if (error == NULL) {
    self->correcting = FALSE;
    od_work_page_show (self);
    say (self, _ ("The correction is saved."));
    return;
  }
  why = g_strdup_printf (_ ("The correction could not be saved on this computer: %s"),
                         error->message);
  od_disposition_form_refuse (self->form, why);
}

static void
on_correct (OdWorkPage *self)
{
  self->correcting = TRUE;
  show_top (self);
  od_work_page_focus_form (self);
}

static void
on_cancelled (OdWorkPage *self)
{
  self->correcting = FALSE;
  show_top (self);
}

static void
on_submitted (OdWorkPage *self,
              const char *call,
              const char *label,
              gboolean pause,
              gint64 call_back_at_ms)
{
  OdPaperwork *paperwork = od_shift_get_paperwork (self->shift);

  if (self->correcting)
    od_paperwork_correct_async (paperwork, call, label, call_back_at_ms, on_corrected,
                                g_object_ref (self));
  else
    od_paperwork_dispose_async (paperwork, call, label, pause, NULL, call_back_at_ms,
                                on_disposed, g_object_ref (self));
}

static void
on_edited (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OdWorkPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *why = NULL;

  od_paperwork_edit_finish (OD_PAPERWORK (source), result, &error);
  if (self->shift == NULL) { /* the window has gone: nobody is there to be told */
    if (error != NULL)
      g_warning ("what was typed last about a contact is lost: %s", error->message);
    return;
  }
  if (error == NULL) {
    od_contact_card_take_saved (self->contact);
    od_work_page_focus_form (self); /* it has waited for the typing to end */
    say (self, _ ("The contact is saved."));
    return;
  }
  why = g_strdup_printf (_ ("The contact could not be saved on this computer: %s"),
                         error->message);
  od_contact_card_refuse (self->contact, why);
  say (self, why);
}

static void
on_saved (OdWorkPage *self, const char *call, gint64 lead, json_t *fields)
{
  od_paperwork_edit_async (od_shift_get_paperwork (self->shift), call, lead, fields,
                           on_edited, g_object_ref (self));
}

/* It was told as saved: it is on this computer, and the server does not want it. */
static void
on_edit_refused (OdPaperwork *paperwork,
                 const char *call,
                 json_t *fields,
                 const char *why,
                 OdWorkPage *self)
{
  g_autofree char *sentence =
    g_strdup_printf (_ ("The server did not take the contact: %s"), why);

  od_contact_card_reopen (self->contact, call, fields, sentence);
}

static void
on_contact_changed (OdWorkPage *self)
{
  g_signal_emit_by_name (self, "changed");
}

/* A flag on its way to the disk. */
typedef struct {
  OdWorkPage *self;
  char *call;
} Flag;

/* The flagged call may have ended meanwhile: then there is nothing to hang up. */
static void
on_flagged (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Flag *flag = user_data;
  OdShift *shift = flag->self->shift;
  g_autoptr (GError) error = NULL;

  if (!od_paperwork_dispose_finish (OD_PAPERWORK (source), result, &error)) {
    if (shift != NULL)
      say (flag->self, error->message);
    else
      warn_of_lost_word (error);
  } else if (shift != NULL
             && g_strcmp0 (od_duty_get_line (od_shift_get_duty (shift)), flag->call)
                  == 0) {
    od_handset_hang_up (od_shift_get_handset (shift));
  }
  g_object_unref (flag->self);
  g_free (flag->call);
  g_free (flag);
}

static void
on_flag_confirmed (OdInvalidDetails *dialog, const char *reason, OdWorkPage *self)
{
  Flag *flag = g_new0 (Flag, 1);

  flag->self = g_object_ref (self);
  flag->call = g_strdup (g_object_get_data (G_OBJECT (dialog), "call"));
  od_paperwork_dispose_async (od_shift_get_paperwork (self->shift), flag->call,
                              od_disposition_get_mended_by_edit ()->label, FALSE, reason,
                              0, on_flagged, flag);
}

/* --- the object ------------------------------------------------------------------- */

static void
od_work_page_dispose (GObject *object)
{
  g_clear_object (&OD_WORK_PAGE (object)->shift);
  gtk_widget_dispose_template (GTK_WIDGET (object), OD_TYPE_WORK_PAGE);
  G_OBJECT_CLASS (od_work_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (OD_TYPE_LIVE_CALL);
  g_type_ensure (OD_TYPE_DISPOSITION_FORM);
  g_type_ensure (OD_TYPE_WRAP_UP);
  g_type_ensure (OD_TYPE_CONTACT_CARD);
  g_type_ensure (OD_TYPE_SCRIPT_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/outdial/Outdial/agent/work-page.ui");
  gtk_widget_class_bind_template_child (widget_class, OdWorkPage, top);
  gtk_widget_class_bind_template_child (widget_class, OdWorkPage, live);
  gtk_widget_class_bind_template_child (widget_class, OdWorkPage, form);
  gtk_widget_class_bind_template_child (widget_class, OdWorkPage, wrap_up);
  gtk_widget_class_bind_template_child (widget_class, OdWorkPage, contact);
  gtk_widget_class_bind_template_child (widget_class, OdWorkPage, script);
  gtk_widget_class_bind_template_callback (widget_class, on_digits);
  gtk_widget_class_bind_template_callback (widget_class, on_submitted);
  gtk_widget_class_bind_template_callback (widget_class, on_correct);
  gtk_widget_class_bind_template_callback (widget_class, on_cancelled);
  gtk_widget_class_bind_template_callback (widget_class, on_saved);
  gtk_widget_class_bind_template_callback (widget_class, on_contact_changed);
}

static void
od_work_page_class_init (OdWorkPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = od_work_page_dispose;
  od_signal_new (klass, "said", 1, G_TYPE_STRING);
  od_signal_new (klass, "changed", 0);
  bind_template (GTK_WIDGET_CLASS (klass));
}

/* The form's first control begins where the live call ended, at any size of text: who
 * clicks once more on the call's buttons chooses nothing. */
static void
od_work_page_init (OdWorkPage *self)
{
  g_autoptr (GtkSizeGroup) heights = gtk_size_group_new (GTK_SIZE_GROUP_VERTICAL);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_size_group_add_widget (heights, GTK_WIDGET (self->live));
  gtk_size_group_add_widget (heights, od_disposition_form_get_head (self->form));
}

void
od_work_page_set_shift (OdWorkPage *self, OdShift *shift)
{
  if (!g_set_object (&self->shift, shift) || shift == NULL)
    return;

  g_signal_connect_object (od_shift_get_paperwork (shift), "edit-refused",
                           G_CALLBACK (on_edit_refused), self, 0);
}

void
od_work_page_show (OdWorkPage *self)
{
  show_lead (self);
  show_top (self);
}

void
od_work_page_show_times (OdWorkPage *self)
{
  const OdDuty *duty = od_shift_get_duty (self->shift);
  gint64 campaign = od_shift_get_campaign (self->shift);
  gint64 now_us = g_get_monotonic_time ();

  od_live_call_set_talk_ms (self->live, od_duty_get_talk_ms (duty, now_us));
  od_wrap_up_show (self->wrap_up, od_duty_get_state (duty),
                   od_shift_get_wants_ready (self->shift),
                   od_duty_find_campaign (duty, campaign) != NULL,
                   od_duty_get_wrap_up_ms (duty, now_us));
}

gboolean
od_work_page_focus_form (OdWorkPage *self)
{
  if (gtk_stack_get_visible_child (self->top) != GTK_WIDGET (self->form))
    return FALSE;

  od_disposition_form_focus (self->form);
  return TRUE;
}

void
od_work_page_begin_call (OdWorkPage *self)
{
  const OdDuty *duty = od_shift_get_duty (self->shift);
  OdCallView call = od_call_view_read (od_duty_get_call (duty));
  g_autofree char *person = od_contact_fields_name (call.fields);
  g_autofree char *phone = od_phone_number_dup_shown (call.phone);

  self->correcting = FALSE;
  od_live_call_begin (self->live, phone, person);
}

void
od_work_page_focus_script (OdWorkPage *self)
{
  od_script_view_focus (self->script);
}

/* Nobody presses those by mistake for another page, and they choose no disposition. */
static gboolean
is_command (guint keyval, GdkModifierType state)
{
  gboolean enter = keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter
                   || keyval == GDK_KEY_ISO_Enter;

  return (keyval >= GDK_KEY_F1 && keyval <= GDK_KEY_F12)
         || (!enter && (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0);
}

gboolean
od_work_page_take_key (OdWorkPage *self,
                       GdkEvent *event,
                       guint keyval,
                       GdkModifierType state)
{
  if (gtk_stack_get_visible_child (self->top) != GTK_WIDGET (self->form)
      || !gtk_widget_get_mapped (GTK_WIDGET (self->form)))
    return FALSE;

  return (!is_command (keyval, state) && od_disposition_form_refuses (self->form, event))
         || od_disposition_form_take_key (self->form, keyval, state);
}

void
od_work_page_open_keypad (OdWorkPage *self)
{
  od_live_call_open_keypad (self->live);
}

void
od_work_page_flag (OdWorkPage *self)
{
  const char *line = od_duty_get_line (od_shift_get_duty (self->shift));
  const char *call = line != NULL ? line : get_undisposed (self).id;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  OdInvalidDetails *dialog;

  if (call == NULL)
    return;
  dialog = od_invalid_details_new (GTK_WINDOW (root), line != NULL);
  g_object_set_data_full (G_OBJECT (dialog), "call", g_strdup (call), g_free);
  g_signal_connect_object (dialog, "confirmed", G_CALLBACK (on_flag_confirmed), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
od_work_page_edit (OdWorkPage *self)
{
  od_contact_card_edit (self->contact);
}

void
od_work_page_save (OdWorkPage *self)
{
  od_contact_card_save (self->contact);
}

gboolean
od_work_page_get_is_editing (OdWorkPage *self)
{
  return od_contact_card_get_is_editing (self->contact);
}

gboolean
od_work_page_may_edit (OdWorkPage *self)
{
  return od_contact_card_may_edit (self->contact);
}
