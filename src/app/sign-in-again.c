/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A sign-in window that is not closed by accident. Main thread.
 */
#include "app/sign-in-again.h"

#include "app/form/question.h"
#include "app/object/signal.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _OdSignInAgain {
  GObject parent_instance;

  OdSignInWindow *window; /* owned by GTK; NULL: it is over */
};

G_DEFINE_FINAL_TYPE (OdSignInAgain, od_sign_in_again, G_TYPE_OBJECT)

static void
on_signed_in (OdSignInWindow *window, OdDesk *desk, gboolean keep, OdSignInAgain *self)
{
  g_signal_emit_by_name (self, "renewed", window, keep);
}

static void
on_answered (AdwMessageDialog *dialog, const char *response, OdSignInAgain *self)
{
  if (g_str_equal (response, OD_QUESTION_LOSE))
    g_signal_emit_by_name (self, "given-up");
}

static gboolean
on_close_request (GtkWindow *window, OdSignInAgain *self)
{
  const OdQuestion words = { _ ("Close Without Signing In?"),
                             _ ("What is typed in the open windows and "
                                "not saved is lost."),
                             _ ("_Stay"), _ ("_Close Outdial") };
  GtkWindow *question = od_question_new (window, &words);

  g_signal_connect_object (question, "response", G_CALLBACK (on_answered), self, 0);
  gtk_window_present (question);
  return TRUE;
}

static void
od_sign_in_again_dispose (GObject *object)
{
  OdSignInAgain *self = OD_SIGN_IN_AGAIN (object);
  OdSignInWindow *window = g_steal_pointer (&self->window);

  if (window != NULL) {
    g_signal_handlers_disconnect_by_data (window, self);
    gtk_window_destroy (GTK_WINDOW (window));
  }
  G_OBJECT_CLASS (od_sign_in_again_parent_class)->dispose (object);
}

static void
od_sign_in_again_class_init (OdSignInAgainClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = od_sign_in_again_dispose;
  od_signal_new (klass, "renewed", 2, OD_TYPE_SIGN_IN_WINDOW, G_TYPE_BOOLEAN);
  od_signal_new (klass, "given-up", 0);
}

static void
od_sign_in_again_init (OdSignInAgain *self)
{
}

OdSignInAgain *
od_sign_in_again_new (OdSignInWindow *window, OdDesk *desk, GtkWindow *work)
{
  OdSignInAgain *self = g_object_new (OD_TYPE_SIGN_IN_AGAIN, NULL);

  self->window = window;
  od_sign_in_window_renew (window, desk);
  g_signal_connect (window, "signed-in", G_CALLBACK (on_signed_in), self);
  g_signal_connect (window, "close-request", G_CALLBACK (on_close_request), self);
  gtk_window_set_transient_for (GTK_WINDOW (window), work);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  return self;
}
