/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Three fields and a button. What is wrong stands where the person looks: under the
 * fields, with the field it is about focused; nothing typed is lost. Main thread.
 */
#include "app/sign-in-window.h"

#include "app/object/signal.h"

#define CAPS_LOCK "caps-lock-symbolic"

struct _OdSignInWindow {
  GtkApplicationWindow parent_instance;

  GtkEditable *server_entry;
  GtkEditable *user_entry;
  GtkEditable *password_entry;
  GtkCheckButton *keep_button;
  GtkButton *sign_in_button;
  GtkSpinner *spinner;
  GtkLabel *problem_label;

  OdDesk *renewed;     /* whose sign-in is renewed; NULL: a new one is made */
  OdDesk *desk;        /* of the try under way; NULL: none */
  GCancellable *trial; /* NULL: none is under way */
  gboolean touched;    /* since it was filled in */
  guint finish_id;     /* source; 0: all is there */
};

G_DEFINE_FINAL_TYPE (OdSignInWindow, od_sign_in_window, GTK_TYPE_APPLICATION_WINDOW)

static const char *
text_of (GtkEditable *entry)
{
  return gtk_editable_get_text (entry);
}

static void
update_button (OdSignInWindow *self)
{
  gboolean complete = *text_of (self->server_entry) != '\0'
                      && *text_of (self->user_entry) != '\0'
                      && *text_of (self->password_entry) != '\0';

  self->touched = TRUE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->sign_in_button),
                            complete && self->trial == NULL);
}

/* What is tried is what stands there until the answer comes. */
static void
set_trying (OdSignInWindow *self, gboolean trying)
{
  gboolean anybody = !trying && self->renewed == NULL;

  /* A text field that has the focus may not become insensitive. */
  if (trying)
    gtk_window_set_focus (GTK_WINDOW (self), NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->server_entry), anybody);
  gtk_widget_set_sensitive (GTK_WIDGET (self->user_entry), anybody);
  gtk_widget_set_sensitive (GTK_WIDGET (self->password_entry), !trying);
  gtk_spinner_set_spinning (self->spinner, trying);
  update_button (self);
}

static GtkWidget *
field_of (OdSignInWindow *self, const GError *error)
{
  if (self->renewed != NULL
      || g_error_matches (error, OD_BACKEND_ERROR, OD_BACKEND_ERROR_SIGNED_OUT))
    return GTK_WIDGET (self->password_entry);

  return GTK_WIDGET (self->server_entry);
}

static void
show_problem (OdSignInWindow *self, const GError *error)
{
  GtkWidget *field = field_of (self, error);

  od_sign_in_window_tell (self, error->message);
  gtk_widget_grab_focus (field);
  gtk_editable_select_region (GTK_EDITABLE (field), 0, -1);
}

static void
on_tried (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OdSignInWindow) self = user_data;
  g_autoptr (OdDesk) desk = g_object_ref (OD_DESK (source));
  g_autoptr (GError) error = NULL;
  gboolean done = od_desk_sign_in_finish (desk, result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->desk);
  g_clear_object (&self->trial);
  set_trying (self, FALSE);
  if (done)
    g_signal_emit_by_name (self, "signed-in", desk,
                           gtk_check_button_get_active (self->keep_button));
  else
    show_problem (self, error);
}

static void
sign_in (OdSignInWindow *self)
{
  g_autoptr (GError) error = NULL;

  if (self->trial != NULL
      || !gtk_widget_get_sensitive (GTK_WIDGET (self->sign_in_button)))
    return;

  gtk_widget_hide (GTK_WIDGET (self->problem_label));
  self->desk = self->renewed != NULL ? g_object_ref (self->renewed)
                                     : od_desk_new (text_of (self->server_entry), &error);
  if (self->desk == NULL) {
    show_problem (self, error);
    return;
  }

  self->trial = g_cancellable_new ();
  set_trying (self, TRUE);
  od_desk_sign_in_async (self->desk, text_of (self->user_entry),
                         text_of (self->password_entry), self->trial, on_tried,
                         g_object_ref (self));
}

/* The eye comes a moment after the rest: an icon waits until all icons are known. */
static gboolean
finish (gpointer data)
{
  OdSignInWindow *self = data;

  self->finish_id = 0;
  gtk_password_entry_set_show_peek_icon (GTK_PASSWORD_ENTRY (self->password_entry), TRUE);
  g_signal_emit_by_name (self, "painted");
  return G_SOURCE_REMOVE;
}

static void
on_painted (GdkFrameClock *clock, OdSignInWindow *self)
{
  g_signal_handlers_disconnect_by_func (clock, on_painted, self);
  if (self->finish_id == 0)
    self->finish_id = g_idle_add_full (G_PRIORITY_LOW, finish, self, NULL);
}

static void
od_sign_in_window_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (od_sign_in_window_parent_class)->map (widget);
  g_signal_connect_object (gtk_widget_get_frame_clock (widget), "after-paint",
                           G_CALLBACK (on_painted), widget, 0);
}

static void
od_sign_in_window_dispose (GObject *object)
{
  OdSignInWindow *self = OD_SIGN_IN_WINDOW (object);

  if (self->trial != NULL)
    g_cancellable_cancel (self->trial);
  g_clear_object (&self->trial);
  g_clear_object (&self->desk);
  g_clear_object (&self->renewed);
  g_clear_handle_id (&self->finish_id, g_source_remove);
  G_OBJECT_CLASS (od_sign_in_window_parent_class)->dispose (object);
}

static void
od_sign_in_window_class_init (OdSignInWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_sign_in_window_dispose;
  widget_class->map = od_sign_in_window_map;

  od_signal_new (klass, "signed-in", 2, OD_TYPE_DESK, G_TYPE_BOOLEAN);

  od_signal_new (klass, "painted", 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/outdial/Outdial/sign-in-window.ui");
  gtk_widget_class_bind_template_child (widget_class, OdSignInWindow, server_entry);
  gtk_widget_class_bind_template_child (widget_class, OdSignInWindow, user_entry);
  gtk_widget_class_bind_template_child (widget_class, OdSignInWindow, password_entry);
  gtk_widget_class_bind_template_child (widget_class, OdSignInWindow, keep_button);
  gtk_widget_class_bind_template_child (widget_class, OdSignInWindow, sign_in_button);
  gtk_widget_class_bind_template_child (widget_class, OdSignInWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, OdSignInWindow, problem_label);
  gtk_widget_class_bind_template_callback (widget_class, sign_in);
  gtk_widget_class_bind_template_callback (widget_class, update_button);
}

/* Its Caps Lock sign is there until GTK looks at the keyboard, which it does after it has
 * measured the window: with the icon, for which all icons would be waited for. */
static void
hide_caps_lock (GtkWidget *password_entry)
{
  GtkWidget *child = gtk_widget_get_first_child (password_entry);

  for (; child != NULL; child = gtk_widget_get_next_sibling (child)) {
    if (GTK_IS_IMAGE (child)
        && g_strcmp0 (gtk_image_get_icon_name (GTK_IMAGE (child)), CAPS_LOCK) == 0)
      gtk_widget_hide (child);
  }
}

static void
od_sign_in_window_init (OdSignInWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  hide_caps_lock (GTK_WIDGET (self->password_entry));
}

OdSignInWindow *
od_sign_in_window_new (GtkApplication *app, const char *server, const char *user)
{
  OdSignInWindow *self = g_object_new (OD_TYPE_SIGN_IN_WINDOW, "application", app, NULL);
  GtkEditable *first = *user == '\0' ? self->user_entry : self->password_entry;

  gtk_editable_set_text (self->server_entry, server);
  gtk_editable_set_text (self->user_entry, user);
  gtk_widget_grab_focus (GTK_WIDGET (first));
  self->touched = FALSE;
  return self;
}

void
od_sign_in_window_renew (OdSignInWindow *self, OdDesk *desk)
{
  g_set_object (&self->renewed, desk);
  set_trying (self, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->password_entry));
}

gboolean
od_sign_in_window_is_touched (OdSignInWindow *self)
{
  return self->touched;
}

void
od_sign_in_window_tell (OdSignInWindow *self, const char *sentence)
{
  gtk_label_set_text (self->problem_label, sentence);
  gtk_widget_show (GTK_WIDGET (self->problem_label));
}

void
od_sign_in_window_try (OdSignInWindow *self, const char *password)
{
  gtk_editable_set_text (self->password_entry, password);
  sign_in (self);
}

const char *
od_sign_in_window_get_server (OdSignInWindow *self)
{
  return text_of (self->server_entry);
}

const char *
od_sign_in_window_get_user (OdSignInWindow *self)
{
  return text_of (self->user_entry);
}

const char *
od_sign_in_window_get_password (OdSignInWindow *self)
{
  return text_of (self->password_entry);
}
