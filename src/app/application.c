/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One person at a time. Main thread.
 *
 *   ASKING --signed in--> AT WORK --sign out--> ASKING
 *                          ^  | the server ended the sign-in
 *               signed in  |  v
 *                         RENEWING: the windows stay, and what is typed in them
 *
 * What is kept in the keyring or said by --sign-in is tried first, as if typed.
 */
#include "app/application.h"

#include "app/agent/agent-window.h"
#include "app/sign-out.h"
#include "app/form/follow.h"
#include "app/form/question.h"
#include "app/settings.h"
#include "app/keyring.h"
#include "app/own-password.h"
#include "app/leadset/leadset-page.h"
#include "app/theme.h"
#include "app/sign-in-again.h"
#include "app/sign-in-file.h"
#include "app/sign-in-window.h"
#include "app/supervisor/supervisor-window.h"

#include <adwaita.h>
#include <glib-unix.h>
#include <glib/gi18n.h>

#define APP_ID "dev.outdial.Outdial"

struct _OdApplication {
  GtkApplication parent_instance;

  OdSettings *settings;
  OdTheme *theme;
  OdSignInFile *said;           /* by --sign-in; NULL: nothing */
  OdSignInWindow *asking;       /* NULL: at work */
  OdSignInAgain *sign_in_again; /* NULL: not renewing */
  OdDesk *desk;                 /* NULL: asking */
  GtkWindow *work;              /* the role's window, owned by GTK; NULL: asking */
  OdSignOut *sign_out;
  guint term_id; /* source: the signals that end a program; so below */
  guint int_id;
  guint inhibitor; /* keeps the session's end waiting; 0: nothing does */
};

G_DEFINE_FINAL_TYPE (OdApplication, od_application, GTK_TYPE_APPLICATION)

static void renew (OdApplication *self, const char *sentence); /* the sign-in is over */

/* --- at work ---------------------------------------------------------------------- */

/* A file of this person at this server alone: two people may share a computer. */
static char *
outbox_path (OdDesk *desk)
{
  const char *place = od_backend_get_place (od_desk_get_backend (desk));
  g_autofree char *whose = g_strdup_printf ("%s at %s", od_desk_get_user (desk), place);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, whose, -1);
  g_autofree char *name = g_strdup_printf ("outbox-%.16s.sqlite", digest);
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "outdial", NULL);

  g_mkdir_with_parents (folder, 0700);
  return g_build_filename (folder, name, NULL);
}

static GtkWindow *
open_agent_window (OdApplication *self)
{
  g_autofree char *outbox = outbox_path (self->desk);
  OdShiftOptions options = { .outbox_path = outbox };

  options.phone.may_be_silent = g_getenv ("OUTDIAL_PHONE_MAY_BE_SILENT") != NULL;
  if (self->said != NULL) {
    options.phone.source_wav = self->said->voice;
    options.phone.record_dir = self->said->record;
  }
  return GTK_WINDOW (od_agent_window_new (GTK_APPLICATION (self), self->desk, &options));
}

static GtkWindow *
open_supervisor_window (OdApplication *self)
{
  GtkWidget *window = od_supervisor_window_new (GTK_APPLICATION (self), self->desk);

  od_supervisor_window_set_leadset_page (OD_SUPERVISOR_WINDOW (window),
                                         od_leadset_page_new (self->desk));
  return GTK_WINDOW (window);
}

static void
let_session_end (OdApplication *self)
{
  if (self->inhibitor != 0)
    gtk_application_uninhibit (GTK_APPLICATION (self), self->inhibitor);
  self->inhibitor = 0;
}

/* (transfer full) (nullable): what an agent has said and the disk may not have yet. */
static OdPaperwork *
dup_paperwork (OdApplication *self)
{
  OdShift *shift;

  if (!OD_IS_AGENT_WINDOW (self->work))
    return NULL;

  shift = od_agent_window_get_shift (OD_AGENT_WINDOW (self->work));
  return g_object_ref (od_shift_get_paperwork (shift));
}

/* What is typed is saved by the window that goes, and waited for after that. */
static void
leave (OdApplication *self)
{
  g_autoptr (OdPaperwork) paperwork = NULL;

  if (self->desk == NULL)
    return;

  let_session_end (self);
  g_clear_object (&self->sign_in_again);
  g_signal_handlers_disconnect_by_data (self->desk, self);
  g_signal_handlers_disconnect_by_data (self->work, self);
  paperwork = dup_paperwork (self);
  gtk_window_destroy (self->work);
  self->work = NULL;
  od_sign_out_begin (self->sign_out, self->desk, paperwork);
  g_clear_object (&self->desk);
}

static void
on_ended (OdDesk *desk, const char *why, OdApplication *self)
{
  if (self->sign_in_again == NULL)
    renew (self, why);
}

/* The window is closed, and had nothing against it: so is the day. */
static gboolean
on_work_closed (GtkWindow *window, OdApplication *self)
{
  if (od_follow_ask_to_close (window))
    leave (self);
  return TRUE;
}

static void
start_work (OdApplication *self, OdDesk *desk)
{
  od_theme_furnish (self->theme);
  self->desk = g_object_ref (desk);
  g_signal_connect (desk, "signed-out", G_CALLBACK (on_ended), self);
  self->work = od_desk_is_agent (desk) ? open_agent_window (self)
                                       : open_supervisor_window (self);
  g_signal_connect_after (self->work, "close-request", G_CALLBACK (on_work_closed), self);
  gtk_window_present (self->work);
}

/* --- asking ----------------------------------------------------------------------- */

/* The person should know; the work goes on. */
static void
tell_not_kept (OdApplication *self, const char *why)
{
  g_autofree char *body =
    g_strdup_printf (_ ("This computer's keyring did not take the password, "
                        "so you are signed in for now "
                        "only: %s"),
                     why);

  od_question_tell (self->work, _ ("You Will Be Asked Again"), body);
}

static void
on_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OdApplication) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!od_keyring_keep_finish (result, &error) && self->work != NULL)
    tell_not_kept (self, error->message);
}

static void
keep (OdApplication *self, OdSignInWindow *window)
{
  OdKeyringSignIn sign_in = {
    .server = (char *) od_sign_in_window_get_server (window),
    .user = (char *) od_sign_in_window_get_user (window),
    .password = (char *) od_sign_in_window_get_password (window),
  };

  od_keyring_keep_async (&sign_in, on_kept, g_object_ref (self));
}

static void
write_settings (OdApplication *self)
{
  g_autoptr (GError) error = NULL;

  if (!od_settings_write (self->settings, &error))
    g_message ("settings are not kept: %s", error->message);
}

static void
on_signed_in (OdSignInWindow *window, OdDesk *desk, gboolean keep_it, OdApplication *self)
{
  g_free (self->settings->server);
  g_free (self->settings->user);
  self->settings->server = g_strdup (od_sign_in_window_get_server (window));
  self->settings->user = g_strdup (od_sign_in_window_get_user (window));
  write_settings (self);
  if (keep_it)
    keep (self, window);

  start_work (self, desk);
  self->asking = NULL;
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
on_asking_closed (GtkWindow *window, OdApplication *self)
{
  self->asking = NULL;
  return FALSE;
}

static OdSignInWindow *
make_sign_in_window (OdApplication *self, const char *sentence)
{
  OdSignInWindow *window = od_sign_in_window_new (GTK_APPLICATION (self),
                                                  self->settings->server,
                                                  self->settings->user);

  if (sentence != NULL)
    od_sign_in_window_tell (window, sentence);
  return window;
}

static void
ask (OdApplication *self)
{
  self->asking = make_sign_in_window (self, NULL);
  g_signal_connect (self->asking, "signed-in", G_CALLBACK (on_signed_in), self);
  g_signal_connect (self->asking, "close-request", G_CALLBACK (on_asking_closed), self);
  gtk_window_present (GTK_WINDOW (self->asking));
}

/* Nothing else has changed. */
static void
on_renewed (OdSignInAgain *sign_in_again,
            OdSignInWindow *window,
            gboolean keep_it,
            OdApplication *self)
{
  if (keep_it)
    keep (self, window);
  g_clear_object (&self->sign_in_again);
}

static void
renew (OdApplication *self, const char *sentence)
{
  OdSignInWindow *window = make_sign_in_window (self, sentence);

  self->sign_in_again = od_sign_in_again_new (window, self->desk, self->work);
  g_signal_connect (self->sign_in_again, "renewed", G_CALLBACK (on_renewed), self);
  g_signal_connect_swapped (self->sign_in_again, "given-up", G_CALLBACK (leave), self);
  gtk_window_present (GTK_WINDOW (window));
}

static void
try_what_is_said (OdApplication *self)
{
  g_free (self->settings->server);
  g_free (self->settings->user);
  self->settings->server = g_strdup (self->said->server);
  self->settings->user = g_strdup (self->said->user);
  ask (self);
  od_sign_in_window_try (self->asking, self->said->password);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OdApplication) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (OdKeyringSignIn) kept = od_keyring_find_finish (result, &error);

  /* No keyring, or nothing in it: the window is there already. */
  if (kept == NULL || self->asking == NULL || od_sign_in_window_is_touched (self->asking))
    return;

  gtk_window_destroy (GTK_WINDOW (self->asking));
  g_free (self->settings->server);
  g_free (self->settings->user);
  self->settings->server = g_strdup (kept->server);
  self->settings->user = g_strdup (kept->user);
  ask (self);
  od_sign_in_window_try (self->asking, kept->password);
}

/* The window first: a keyring may take its time. */
static void
on_painted (OdSignInWindow *window, OdApplication *self)
{
  g_signal_handlers_disconnect_by_func (window, on_painted, self);
  od_keyring_find_async (NULL, on_found, g_object_ref (self));
}

/* --- actions ---------------------------------------------------------------------- */

static void
on_sign_out (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  OdApplication *self = user_data;

  if (self->desk == NULL || !od_follow_ask_to_close (self->work))
    return;
  od_keyring_forget ();
  leave (self);
  ask (self);
}

static void
on_change_password (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  OdApplication *self = user_data;

  if (self->desk != NULL)
    od_own_password_ask (self->work, self->desk);
}

static void
on_about (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  OdApplication *self = user_data;

  od_theme_furnish (self->theme);
  adw_show_about_window (gtk_application_get_active_window (GTK_APPLICATION (self)),
                         "application-name", "Outdial", "application-icon", APP_ID,
                         "version", OD_VERSION, "comments",
                         _ ("An outbound contact centre without a server farm"),
                         "license-type", GTK_LICENSE_GPL_3_0, "developer-name",
                         _ ("The Outdial developers"), NULL);
}

static void
on_style (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  OdApplication *self = user_data;

  g_simple_action_set_state (action, value);
  g_free (self->settings->style);
  self->settings->style = g_variant_dup_string (value, NULL);
  od_theme_set_style (self->theme, self->settings->style);
  write_settings (self);
}

/* A window may refuse: a call is on the line. The program ends with its last window. */
static void
on_quit (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  OdApplication *self = user_data;
  GtkWindow *window = self->work != NULL ? self->work : GTK_WINDOW (self->asking);

  if (window != NULL)
    gtk_window_close (window);
}

/* The person's whole session is about to end: an agent leaves as by closing the window,
 * and the session waits for that. */
static void
on_query_end (OdApplication *self)
{
  let_session_end (self);
  if (self->work == NULL || !OD_IS_AGENT_WINDOW (self->work)
      || od_agent_window_may_go (OD_AGENT_WINDOW (self->work)))
    return;

  self->inhibitor =
    gtk_application_inhibit (GTK_APPLICATION (self), self->work,
                             GTK_APPLICATION_INHIBIT_LOGOUT,
                             _ ("A call may still come, or waits for its disposition."));
  gtk_window_close (self->work);
}

/* When the program is ended from outside, there is nobody to read its messages. */
static gboolean
on_signal (gpointer app)
{
  g_application_quit (app);
  return G_SOURCE_CONTINUE;
}

/* --- the application -------------------------------------------------------------- */

static void
od_application_activate (GApplication *app)
{
  OdApplication *self = OD_APPLICATION (app);
  GtkWindow *window = self->work != NULL ? self->work : GTK_WINDOW (self->asking);

  if (window != NULL) {
    gtk_window_present (window);
  } else if (self->said != NULL) {
    try_what_is_said (self);
  } else {
    ask (self);
    g_signal_connect (self->asking, "painted", G_CALLBACK (on_painted), self);
  }
}

static void
od_application_startup (GApplication *app)
{
  OdApplication *self = OD_APPLICATION (app);
  static const GActionEntry entries[] = {
    { "sign-out", on_sign_out },
    { "change-password", on_change_password },
    { "about", on_about },
    { "quit", on_quit },
  };
  g_autoptr (GSimpleAction) style = NULL;

  G_APPLICATION_CLASS (od_application_parent_class)->startup (app);
  self->term_id = g_unix_signal_add (SIGTERM, on_signal, self);
  self->int_id = g_unix_signal_add (SIGINT, on_signal, self);
  self->settings = od_settings_read ();
  g_action_map_add_action_entries (G_ACTION_MAP (app), entries, G_N_ELEMENTS (entries),
                                   self);
  style = g_simple_action_new_stateful ("style", G_VARIANT_TYPE_STRING,
                                        g_variant_new_string (self->settings->style));
  g_signal_connect (style, "change-state", G_CALLBACK (on_style), self);
  g_action_map_add_action (G_ACTION_MAP (app), G_ACTION (style));
  self->theme = od_theme_new ();
  od_theme_set_style (self->theme, self->settings->style);
  gtk_application_set_accels_for_action (GTK_APPLICATION (app), "app.quit",
                                         (const char *[]){ "<Control>q", NULL });
  gtk_application_set_accels_for_action (GTK_APPLICATION (app), "win.show-help-overlay",
                                         (const char *[]){ "<Control>question", NULL });
}

/* A sign-in from a file has a program of its own: several may run side by side. */
static int
od_application_handle_local_options (GApplication *app, GVariantDict *options)
{
  OdApplication *self = OD_APPLICATION (app);
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_variant_dict_lookup (options, "sign-in", "^ay", &path))
    return -1;

  self->said = od_sign_in_file_read (path, &error);
  if (self->said == NULL) {
    g_printerr ("outdial: %s\n", error->message);
    return 1;
  }
  g_application_set_flags (app, g_application_get_flags (app) | G_APPLICATION_NON_UNIQUE);
  return -1;
}

/* The main loop is over: at the end of the session, or by a signal, somebody may still be
 * signed in. */
static void
od_application_shutdown (GApplication *app)
{
  OdApplication *self = OD_APPLICATION (app);

  leave (self);
  od_sign_out_wait (self->sign_out);
  g_clear_handle_id (&self->term_id, g_source_remove);
  g_clear_handle_id (&self->int_id, g_source_remove);
  G_APPLICATION_CLASS (od_application_parent_class)->shutdown (app);
}

static void
od_application_finalize (GObject *object)
{
  OdApplication *self = OD_APPLICATION (object);

  od_sign_out_free (self->sign_out);
  g_clear_pointer (&self->said, od_sign_in_file_free);
  g_clear_pointer (&self->theme, od_theme_free);
  g_clear_pointer (&self->settings, od_settings_free);
  G_OBJECT_CLASS (od_application_parent_class)->finalize (object);
}

static void
od_application_class_init (OdApplicationClass *klass)
{
  GApplicationClass *app_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = od_application_finalize;
  app_class->activate = od_application_activate;
  app_class->startup = od_application_startup;
  app_class->shutdown = od_application_shutdown;
  app_class->handle_local_options = od_application_handle_local_options;
}

static void
od_application_init (OdApplication *self)
{
  self->sign_out = od_sign_out_new (G_APPLICATION (self));
  g_application_add_main_option (G_APPLICATION (self), "sign-in", 0, G_OPTION_FLAG_NONE,
                                 G_OPTION_ARG_FILENAME,
                                 _ ("Sign in as FILE says, without asking"), _ ("FILE"));
  g_signal_connect (self, "query-end", G_CALLBACK (on_query_end), NULL);
}

OdApplication *
od_application_new (void)
{
  return g_object_new (OD_TYPE_APPLICATION, "application-id", APP_ID,
                       "resource-base-path", "/dev/outdial/Outdial", "register-session",
                       TRUE, NULL);
}
