/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Asks, says why not yet, sends, and keeps what was typed until the server has it. The
 * form's own problems hold Confirm back; what the server said does not: trying again is
 * how one finds out that it is over. Main thread.
 */
#include "app/form/form-dialog.h"

#include "app/form/changes.h"
#include "app/form/follow.h"
#include "app/form/form-content.h"
#include "app/form/problem.h"
#include "app/form/question.h"
#include "app/form/sentence.h"
#include "app/layout/text-size.h"
#include "app/object/signal.h"
#include "shared/wire/fields.h"

#include <glib/gi18n.h>

typedef struct {
  GtkButton *confirm_button;
  GtkSpinner *spinner;
  GtkLabel *message_label;
  GtkBox *message_box;
  AdwBin *content_bin;

  GPtrArray *problems;   /* (element-type OdProblem) in the order they arose */
  GHashTable *fields;    /* the server's name -> widget, lent */
  gboolean touched;      /* Cancel asks first, if the content is another */
  char *content;         /* where the person began; NULL: not shown yet */
  gboolean closed;       /* the widgets are gone */
  GCancellable *sending; /* NULL: nothing is under way */
  GtkWidget *typing;     /* where the focus was when it began; weak */
  char *sent;            /* what was sent last with the key; NULL: nothing waits */
  char *key;
  gboolean unsure; /* nobody said what became of what was sent */
} OdFormDialogPrivate;

G_DEFINE_TYPE_WITH_PRIVATE (OdFormDialog, od_form_dialog, ADW_TYPE_WINDOW)

enum { PROP_FORM = 1, N_PROPS };
static GParamSpec *props[N_PROPS];

static OdFormDialogPrivate *
get (OdFormDialog *self)
{
  return od_form_dialog_get_instance_private (self);
}

static void
show_state (OdFormDialog *self)
{
  OdFormDialogPrivate *my = get (self);
  const char *why = od_form_dialog_get_problem (self);
  gboolean sending = my->sending != NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "form.confirm",
                                 why == NULL && !sending);
  gtk_widget_set_tooltip_text (GTK_WIDGET (my->confirm_button),
                               why != NULL ? why : _ ("Ctrl+Enter"));
  gtk_widget_set_sensitive (GTK_WIDGET (my->content_bin), !sending);
  gtk_widget_set_visible (GTK_WIDGET (my->spinner), sending);
  gtk_spinner_set_spinning (my->spinner, sending);
}

/* A text field that is made insensitive while it has the focus goes on blinking. */
static void
begin_sending (OdFormDialog *self)
{
  OdFormDialogPrivate *my = get (self);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  my->sending = g_cancellable_new ();
  if (focus != NULL) /* if not, this is the second step of one sending */
    g_set_weak_pointer (&my->typing, focus);
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  show_state (self);
}

/* It goes on where the person was. */
static void
give_back (OdFormDialog *self)
{
  OdFormDialogPrivate *my = get (self);

  show_state (self);
  if (my->typing != NULL && gtk_widget_get_root (my->typing) == GTK_ROOT (self))
    gtk_widget_grab_focus (my->typing);
  g_clear_weak_pointer (&my->typing);
}

static void
drop_problem (OdFormDialog *self, GtkWidget *field, gboolean by_server)
{
  OdFormDialogPrivate *my = get (self);

  for (guint i = my->problems->len; i > 0; i--) {
    OdProblem *problem = my->problems->pdata[i - 1];

    if (od_problem_is_by_server (problem) == by_server
        && (field == NULL || od_problem_get_field (problem) == field)) {
      g_ptr_array_steal_index (my->problems, i - 1);
      od_problem_clear (problem);
    }
  }
}

static void
add_problem (OdFormDialog *self, GtkWidget *field, const char *why, gboolean by_server)
{
  OdFormDialogPrivate *my = get (self);
  OdProblem *problem = od_problem_new (field, why, by_server, my->message_box);

  od_problem_set_loud (problem, my->touched || by_server);
  g_ptr_array_add (my->problems, problem);
}

static void
on_discard_answered (AdwMessageDialog *question, const char *response, OdFormDialog *self)
{
  if (g_str_equal (response, OD_QUESTION_LOSE))
    gtk_window_destroy (GTK_WINDOW (self));
}

static void
ask_to_discard (OdFormDialog *self)
{
  const OdQuestion words = { _ ("Discard what you typed?"), NULL, _ ("_Keep Editing"),
                             _ ("_Discard") };
  GtkWindow *question = od_question_new (GTK_WINDOW (self), &words);

  g_signal_connect_object (question, "response", G_CALLBACK (on_discard_answered), self,
                           0);
  gtk_window_present (question);
}

static void
keep_content (OdFormDialog *self)
{
  OdFormDialogPrivate *my = get (self);

  g_free (my->content);
  my->content = od_form_content_dup (GTK_WIDGET (my->content_bin));
}

static gboolean
is_changed (OdFormDialog *self)
{
  OdFormDialogPrivate *my = get (self);
  g_autofree char *now = od_form_content_dup (GTK_WIDGET (my->content_bin));

  return my->touched && g_strcmp0 (now, my->content) != 0;
}

static gboolean
od_form_dialog_close_request (GtkWindow *window)
{
  OdFormDialog *self = OD_FORM_DIALOG (window);
  OdFormDialogPrivate *my = get (self);

  if (my->sending != NULL) {
    g_cancellable_cancel (my->sending);
    return TRUE;
  }
  if (is_changed (self)) {
    ask_to_discard (self);
    return TRUE;
  }

  return GTK_WINDOW_CLASS (od_form_dialog_parent_class)->close_request (window);
}

static void
on_cancel (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

static void
on_confirm (GtkWidget *widget, const char *action, GVariant *parameter)
{
  OdFormDialogPrivate *my = get (OD_FORM_DIALOG (widget));

  if (od_form_dialog_get_problem (OD_FORM_DIALOG (widget)) == NULL && my->sending == NULL)
    g_signal_emit_by_name (widget, "confirm");
}

/* Who is not signed in any more hears nothing of what was sent before. */
static void
note_outcome (OdFormDialog *self, const GError *error)
{
  OdFormDialogPrivate *my = get (self);

  if (error == NULL
      || g_error_matches (error, OD_BACKEND_ERROR, OD_BACKEND_ERROR_REFUSED))
    my->unsure = FALSE;
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
           || g_error_matches (error, OD_BACKEND_ERROR, OD_BACKEND_ERROR_OFFLINE))
    my->unsure = TRUE;
}

/* Where the text fields would take the key for a new line. */
static gboolean
on_confirm_key (GtkWidget *widget, GVariant *args, gpointer data)
{
  on_confirm (widget, NULL, NULL);
  return TRUE;
}

static char *
make_sentence (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_strdup (_ ("You stopped it. The server may have saved it all the same: "
                        "confirm again to be sure."));
  if (g_error_matches (error, OD_BACKEND_ERROR, OD_BACKEND_ERROR_OFFLINE))
    return g_strdup_printf ("%s%s %s", error->message,
                            g_str_has_suffix (error->message, ".") ? "" : ".",
                            _ ("Nothing you typed is lost: confirm again."));
  if (g_strcmp0 (od_backend_error_get_problem (error), "stale") == 0)
    return g_strdup (_ ("Somebody else changed this meanwhile, so yours was not saved. "
                        "Cancel, look at it again, then make your changes."));
  if (g_strcmp0 (od_backend_error_get_problem (error), "not-found") == 0)
    return g_strdup (_ ("Somebody deleted this meanwhile, so yours was not saved. Copy "
                        "what you still need, then Cancel."));
  return g_strdup (error->message);
}

static void
show_sentence (OdFormDialog *self, const char *name, const char *sentence)
{
  OdFormDialogPrivate *my = get (self);
  GtkWidget *field = name != NULL ? g_hash_table_lookup (my->fields, name) : NULL;

  od_sentence_show (my->message_label, sentence);
  if (field != NULL) {
    add_problem (self, field, sentence, TRUE);
    gtk_widget_grab_focus (field);
  }
}

static void
show_error (OdFormDialog *self, const GError *error)
{
  g_autofree char *sentence = make_sentence (error);

  show_sentence (self, od_backend_error_get_field (error), sentence);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OdFormDialog) self = data;
  OdFormDialogClass *klass = OD_FORM_DIALOG_GET_CLASS (self);
  OdFormDialogPrivate *my = get (self);
  g_autoptr (GError) error = NULL;
  json_t *answer = od_backend_call_finish (OD_BACKEND (source), result, &error);

  g_clear_object (&my->sending);
  if (my->closed) {
    json_decref (answer);
    return;
  }

  note_outcome (self, error);
  if (answer == NULL) {
    give_back (self);
    show_error (self, error);
    return;
  }

  g_clear_pointer (&my->sent, g_free);
  if (klass->answered == NULL || !klass->answered (self, answer)) {
    g_signal_emit_by_name (self, "saved", answer);
    gtk_window_destroy (GTK_WINDOW (self));
  }
  json_decref (answer);
}

static char *
describe_request (const OdBackendRequest *request)
{
  char *body = request->body != NULL
                 ? json_dumps (request->body, JSON_COMPACT | JSON_SORT_KEYS)
                 : NULL;
  char *text = g_strdup_printf ("%s %s %" G_GINT64_FORMAT " %s", request->method,
                                request->path, request->if_match,
                                body != NULL ? body : "");

  free (body);
  return text;
}

/* A form is opened to be filled in: the first field gets the focus, not Cancel. */
static void
od_form_dialog_map (GtkWidget *widget)
{
  OdFormDialogPrivate *my = get (OD_FORM_DIALOG (widget));

  GTK_WIDGET_CLASS (od_form_dialog_parent_class)->map (widget);
  gtk_widget_child_focus (GTK_WIDGET (my->content_bin), GTK_DIR_TAB_FORWARD);
  if (my->content == NULL)
    keep_content (OD_FORM_DIALOG (widget));
}

static void
od_form_dialog_set_property (GObject *object,
                             guint id,
                             const GValue *value,
                             GParamSpec *pspec)
{
  od_form_dialog_set_content (OD_FORM_DIALOG (object), g_value_get_object (value));
}

static void
od_form_dialog_dispose (GObject *object)
{
  OdFormDialogPrivate *my = get (OD_FORM_DIALOG (object));

  my->closed = TRUE;
  if (my->sending != NULL)
    g_cancellable_cancel (my->sending);
  g_clear_weak_pointer (&my->typing);
  g_ptr_array_set_size (my->problems, 0);
  G_OBJECT_CLASS (od_form_dialog_parent_class)->dispose (object);
}

static void
od_form_dialog_finalize (GObject *object)
{
  OdFormDialogPrivate *my = get (OD_FORM_DIALOG (object));

  g_ptr_array_unref (my->problems);
  g_hash_table_unref (my->fields);
  g_free (my->content);
  g_free (my->sent);
  g_free (my->key);
  G_OBJECT_CLASS (od_form_dialog_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/dev/outdial/Outdial/form/"
                                                             "form-dialog.ui");
  gtk_widget_class_bind_template_child_private (widget_class, OdFormDialog,
                                                confirm_button);
  gtk_widget_class_bind_template_child_private (widget_class, OdFormDialog, spinner);
  gtk_widget_class_bind_template_child_private (widget_class, OdFormDialog,
                                                message_label);
  gtk_widget_class_bind_template_child_private (widget_class, OdFormDialog, message_box);
  gtk_widget_class_bind_template_child_private (widget_class, OdFormDialog, content_bin);
}

static void
od_form_dialog_class_init (OdFormDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_form_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = od_form_dialog_finalize;
  G_OBJECT_CLASS (klass)->set_property = od_form_dialog_set_property;
  widget_class->map = od_form_dialog_map;
  GTK_WINDOW_CLASS (klass)->close_request = od_form_dialog_close_request;
  props[PROP_FORM] = g_param_spec_object ("form", NULL, NULL, GTK_TYPE_WIDGET,
                                          G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, props);

  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "form.cancel", NULL, on_cancel);
  gtk_widget_class_install_action (widget_class, "form.confirm", NULL, on_confirm);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "form.cancel",
                                       NULL);

  g_signal_new ("confirm", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                G_STRUCT_OFFSET (OdFormDialogClass, confirm), NULL, NULL, NULL,
                G_TYPE_NONE, 0);
  od_signal_new (klass, "saved", 1, G_TYPE_POINTER);
}

static void
od_form_dialog_init (OdFormDialog *self)
{
  OdFormDialogPrivate *my = get (self);
  GtkEventController *keys = gtk_shortcut_controller_new ();

  my->problems = g_ptr_array_new_with_free_func ((GDestroyNotify) od_problem_free);
  my->fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  od_text_size_widen (GTK_WINDOW (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (keys),
    gtk_shortcut_new (gtk_shortcut_trigger_parse_string (
                        "<Control>Return|<Control>KP_Enter"),
                      gtk_callback_action_new (on_confirm_key, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  show_state (self);
}

void
od_form_dialog_set_content (OdFormDialog *self, GtkWidget *content)
{
  adw_bin_set_child (get (self)->content_bin, content);
}

void
od_form_dialog_set_confirm_label (OdFormDialog *self, const char *label)
{
  gtk_button_set_label (get (self)->confirm_button, label);
}

void
od_form_dialog_name_field (OdFormDialog *self, const char *name, GtkWidget *widget)
{
  g_hash_table_insert (get (self)->fields, g_strdup (name), widget);
}

void
od_form_dialog_set_problem (OdFormDialog *self, GtkWidget *field, const char *why)
{
  OdFormDialogPrivate *my = get (self);

  for (guint i = 0; why != NULL && i < my->problems->len; i++) {
    OdProblem *problem = my->problems->pdata[i];

    if (od_problem_get_field (problem) == field && !od_problem_is_by_server (problem)
        && g_str_equal (od_problem_get_why (problem), why))
      return;
  }

  drop_problem (self, field, FALSE);
  if (why != NULL)
    add_problem (self, field, why, FALSE);
  show_state (self);
}

const char *
od_form_dialog_get_problem (OdFormDialog *self)
{
  OdFormDialogPrivate *my = get (self);

  for (guint i = 0; i < my->problems->len; i++) {
    if (!od_problem_is_by_server (my->problems->pdata[i]))
      return od_problem_get_why (my->problems->pdata[i]);
  }

  return NULL;
}

void
od_form_dialog_touch (OdFormDialog *self)
{
  OdFormDialogPrivate *my = get (self);

  my->touched = TRUE;
  od_sentence_show (my->message_label, "");
  drop_problem (self, NULL, TRUE);
  for (guint i = 0; i < my->problems->len; i++)
    od_problem_set_loud (my->problems->pdata[i], TRUE);
}

void
od_form_dialog_untouch (OdFormDialog *self)
{
  OdFormDialogPrivate *my = get (self);

  my->touched = FALSE;
  keep_content (self);
  for (guint i = 0; i < my->problems->len; i++)
    od_problem_set_loud (my->problems->pdata[i], FALSE);
}

void
od_form_dialog_send (OdFormDialog *self,
                     OdBackend *backend,
                     const OdBackendRequest *request)
{
  OdFormDialogPrivate *my = get (self);
  g_autofree char *text = describe_request (request);
  OdBackendRequest ours = *request;

  g_return_if_fail (my->sending == NULL);

  if (g_strcmp0 (text, my->sent) != 0) {
    g_free (my->sent);
    my->sent = g_steal_pointer (&text);
    g_free (my->key);
    my->key = g_uuid_string_random ();
    my->unsure = FALSE;
  }
  ours.key = my->key;
  ours.patient = TRUE; /* whoever waits sees that it is waited for, and may cancel */
  od_sentence_show (my->message_label, "");
  drop_problem (self, NULL, TRUE);
  begin_sending (self);
  od_backend_call_async (backend, &ours, my->sending, on_answer, g_object_ref (self));
}

void
od_form_dialog_refuse (OdFormDialog *self, const char *name, const char *sentence)
{
  give_back (self);
  show_sentence (self, name, sentence);
}

gboolean
od_form_dialog_is_sending (OdFormDialog *self)
{
  return get (self)->sending != NULL;
}

gboolean
od_form_dialog_is_unsure (OdFormDialog *self)
{
  return get (self)->unsure;
}

const char *
od_form_dialog_get_message (OdFormDialog *self)
{
  return gtk_label_get_text (get (self)->message_label);
}

void
od_form_dialog_show_over (OdFormDialog *self, GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  if (GTK_IS_WINDOW (root))
    od_follow (GTK_WINDOW (self), GTK_WINDOW (root));
  gtk_window_present (GTK_WINDOW (self));
}

void
od_form_dialog_save (OdFormDialog *self,
                     OdBackend *backend,
                     json_t *original,
                     const char *all,
                     const char *one,
                     json_t *body)
{
  OdBackendRequest request = { "POST", all, body };
  g_autofree char *path = NULL;

  od_changes_keep (body, original);
  if (json_object_size (body) == 0) {
    gtk_window_destroy (GTK_WINDOW (self));
    return;
  }

  if (original != NULL) {
    path = od_backend_fill_id (one, json_integer_value (
                                      json_object_get (original, OD_FIELD_ID)));
    request.method = "PATCH";
    request.path = path;
    request.if_match = json_integer_value (json_object_get (original, OD_FIELD_VERSION));
  }
  od_form_dialog_send (self, backend, &request);
}
