/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Create Bulk Agents. A password takes the server a tenth of a second: they are made a
 * few at a time, so that no answer is long in coming, and it is seen how far that is. A
 * few that were not answered are asked for with the same passwords again, however many
 * are wanted by then: the server knows the request and makes nobody twice, and nobody is
 * left with a password that no one has seen. Whatever was made is shown, however it ends.
 * Main thread.
 */
#include "app/supervisor/bulk-agents-dialog.h"

#include "app/form/follow.h"
#include "app/form/question.h"
#include "app/supervisor/bulk-agents.h"
#include "app/supervisor/new-agents-window.h"
#include "shared/wire/fields.h"
#include "shared/wire/paths.h"

#include <glib/gi18n.h>

#define A_FEW 10
#define MOST  200 /* as the server has it */

struct _OdBulkAgentsDialog {
  OdFormDialog parent_instance;

  GtkSpinButton *number_spin;
  GtkWidget *progress_box;
  GtkProgressBar *progress;
  GtkLabel *progress_label;

  OdDesk *desk;      /* owned */
  char **passwords;  /* of the few that are asked for; NULL: none are */
  json_t *made;      /* array of {"id", "name", "password"} */
  gboolean stopping; /* no more after those that are asked for */
};

G_DEFINE_FINAL_TYPE (OdBulkAgentsDialog, od_bulk_agents_dialog, OD_TYPE_FORM_DIALOG)

static guint
get_wanted (OdBulkAgentsDialog *self)
{
  return (guint) gtk_spin_button_get_value_as_int (self->number_spin);
}

/* Those that may be made, though no answer came. */
static guint
count_unsure (OdBulkAgentsDialog *self)
{
  return self->passwords != NULL && od_form_dialog_is_unsure (OD_FORM_DIALOG (self))
           ? g_strv_length (self->passwords)
           : 0;
}

/* (transfer full) (nullable): more than there may be is said, and never made less than
 * was typed. */
static char *
dup_problem (OdBulkAgentsDialog *self)
{
  guint unsure = count_unsure (self), least = json_array_size (self->made) + unsure;

  if (get_wanted (self) > MOST)
    return g_strdup (_ ("At most 200 agents can be made at a time."));
  if (unsure > 0 && get_wanted (self) < least)
    return g_strdup_printf (ngettext ("The server may have made %u agent already, and "
                                      "has not said so: ask for "
                                      "%u or more to see its password.",
                                      "The server may have made %u agents already, and "
                                      "has not said so: ask for "
                                      "%u or more to see their passwords.",
                                      unsure),
                            unsure, least);

  return NULL;
}

static void
on_changed (OdBulkAgentsDialog *self)
{
  g_autofree char *problem = dup_problem (self);

  od_form_dialog_set_problem (OD_FORM_DIALOG (self), GTK_WIDGET (self->number_spin),
                              problem);
  od_form_dialog_touch (OD_FORM_DIALOG (self));
}

static void
show_progress (OdBulkAgentsDialog *self)
{
  guint made = json_array_size (self->made), wanted = get_wanted (self);
  g_autofree char *text = g_strdup_printf (self->stopping
                                             ? _ ("%u of %u agents are made. Stopping…")
                                             : _ ("%u of %u agents are made."),
                                           made, wanted);

  gtk_label_set_text (self->progress_label, text);
  gtk_progress_bar_set_fraction (self->progress, MIN ((double) made / wanted, 1.0));
  gtk_widget_set_visible (self->progress_box, TRUE);
}

/* First those that were not answered. */
static void
send_a_few (OdBulkAgentsDialog *self)
{
  guint n = MIN (get_wanted (self) - json_array_size (self->made), A_FEW);
  OdBackendRequest request = { .method = "POST", .path = OD_PATH_AGENTS };
  json_t *array = json_array ();

  if (count_unsure (self) == 0) {
    g_strfreev (self->passwords);
    self->passwords = od_bulk_agents_make_passwords (n);
  }
  for (guint i = 0; self->passwords[i] != NULL; i++)
    json_array_append_new (array, json_string (self->passwords[i]));
  request.body = json_pack ("{s:o}", OD_FIELD_PASSWORDS, array);
  od_form_dialog_send (OD_FORM_DIALOG (self), od_desk_get_backend (self->desk), &request);
  json_decref (request.body);
}

/* Nobody can see their passwords later. */
static void
show_made (OdBulkAgentsDialog *self)
{
  GtkWidget *window;

  if (json_array_size (self->made) == 0)
    return;

  window = od_new_agents_window_new (self->made);
  od_follow (GTK_WINDOW (window), gtk_window_get_transient_for (GTK_WINDOW (self)));
  gtk_window_present (GTK_WINDOW (window));
  od_desk_read_list (self->desk, OD_DESK_AGENTS);
}

static void
od_bulk_agents_dialog_confirm (OdFormDialog *form)
{
  OdBulkAgentsDialog *self = OD_BULK_AGENTS_DIALOG (form);

  gtk_spin_button_update (self->number_spin); /* what is typed, also before Tab */
  if (od_form_dialog_get_problem (form) != NULL)
    return;

  self->stopping = FALSE;
  if (json_array_size (self->made) >= get_wanted (self)) {
    gtk_window_close (GTK_WINDOW (self)); /* fewer are wanted than were made */
    return;
  }
  show_progress (self);
  send_a_few (self);
}

static gboolean
od_bulk_agents_dialog_answered (OdFormDialog *form, json_t *answer)
{
  OdBulkAgentsDialog *self = OD_BULK_AGENTS_DIALOG (form);
  json_t *joined = od_bulk_agents_join (json_object_get (answer, OD_FIELD_AGENTS),
                                        self->passwords);
  gboolean some = json_array_size (joined) > 0;

  json_array_extend (self->made, joined);
  json_decref (joined);
  g_clear_pointer (&self->passwords, g_strfreev);
  show_progress (self);
  if (some && !self->stopping && json_array_size (self->made) < get_wanted (self)) {
    send_a_few (self);
    return TRUE;
  }

  show_made (self);
  return FALSE;
}

static void
end (OdBulkAgentsDialog *self)
{
  show_made (self);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
on_close_answered (AdwMessageDialog *question,
                   const char *response,
                   OdBulkAgentsDialog *self)
{
  if (g_str_equal (response, OD_QUESTION_LOSE))
    end (self);
}

static void
ask_to_close (OdBulkAgentsDialog *self)
{
  guint n = count_unsure (self);
  g_autofree char *body = g_strdup_printf (
    ngettext ("The server may have made %u agent, and has not said so. Create again to "
              "see its password: nobody is made twice.",
              "The server may have made %u agents, and has not said so. Create again to "
              "see their passwords: nobody is made twice.",
              n),
    n);
  const OdQuestion words = { _ ("Close without an answer?"), body, _ ("_Stay"),
                             _ ("_Close") };
  GtkWindow *question = od_question_new (GTK_WINDOW (self), &words);

  g_signal_connect_object (question, "response", G_CALLBACK (on_close_answered), self, 0);
  gtk_window_present (question);
}

/* Those that are asked for may be made already: their answer is waited for, unless
 * somebody asks twice. */
static gboolean
od_bulk_agents_dialog_close_request (GtkWindow *window)
{
  OdBulkAgentsDialog *self = OD_BULK_AGENTS_DIALOG (window);

  if (od_form_dialog_is_sending (OD_FORM_DIALOG (self)) && !self->stopping) {
    self->stopping = TRUE;
    show_progress (self);
    return TRUE;
  }
  if (!od_form_dialog_is_sending (OD_FORM_DIALOG (self)) && count_unsure (self) > 0) {
    ask_to_close (self);
    return TRUE;
  }
  if (!od_form_dialog_is_sending (OD_FORM_DIALOG (self))
      && json_array_size (self->made) > 0) {
    end (self);
    return TRUE;
  }

  return GTK_WINDOW_CLASS (od_bulk_agents_dialog_parent_class)->close_request (window);
}

static void
od_bulk_agents_dialog_finalize (GObject *object)
{
  OdBulkAgentsDialog *self = OD_BULK_AGENTS_DIALOG (object);

  g_strfreev (self->passwords);
  json_decref (self->made);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (od_bulk_agents_dialog_parent_class)->finalize (object);
}

static void
od_bulk_agents_dialog_class_init (OdBulkAgentsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = od_bulk_agents_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = od_bulk_agents_dialog_close_request;
  OD_FORM_DIALOG_CLASS (klass)->confirm = od_bulk_agents_dialog_confirm;
  OD_FORM_DIALOG_CLASS (klass)->answered = od_bulk_agents_dialog_answered;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/dev/outdial/Outdial/supervisor/bulk-agents-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, OdBulkAgentsDialog, number_spin);
  gtk_widget_class_bind_template_child (widget_class, OdBulkAgentsDialog, progress_box);
  gtk_widget_class_bind_template_child (widget_class, OdBulkAgentsDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, OdBulkAgentsDialog, progress_label);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
}

static void
od_bulk_agents_dialog_init (OdBulkAgentsDialog *self)
{
  self->made = json_array ();
  gtk_widget_init_template (GTK_WIDGET (self));
  od_form_dialog_set_confirm_label (OD_FORM_DIALOG (self), _ ("Create"));
  od_form_dialog_name_field (OD_FORM_DIALOG (self), OD_FIELD_PASSWORDS,
                             GTK_WIDGET (self->number_spin));
}

OdFormDialog *
od_bulk_agents_dialog_new (OdDesk *desk)
{
  OdBulkAgentsDialog *self = g_object_new (OD_TYPE_BULK_AGENTS_DIALOG, NULL);

  self->desk = g_object_ref (desk);
  return OD_FORM_DIALOG (self);
}
