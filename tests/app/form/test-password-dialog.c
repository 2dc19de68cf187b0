/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The old password is asked for, the new one twice; what is wrong stands at its field.
 */
#include "app/form/password-dialog.h"

#include "app/sync/http-peer.h"
#include "support/waiting.h"

#define LIMIT_S 10

typedef struct {
  Peer *peer;
  OdBackend *backend;
  OdFormDialog *dialog;
  gboolean refuse;
  gboolean saved;
} Fixture;

static void
answer (Peer *peer, SoupServerMessage *message, const Asked *asked)
{
  Fixture *f = peer->data;

  if (f->refuse)
    peer_say (message, 403,
              "{\"code\":\"wrong-password\",\"field\":\"old_password\",\"title\":"
              "\"The password you have now is another one\"}");
  else
    peer_say (message, 204, NULL);
}

static void
on_saved (OdFormDialog *dialog, json_t *said, Fixture *f)
{
  f->saved = TRUE;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->refuse = f->saved = FALSE;
  f->peer = peer_new (0, answer, f);
  f->backend = od_backend_new (f->peer->url, &error);
  g_assert_no_error (error);
  f->dialog = g_object_ref_sink (od_password_dialog_new (f->backend));
  g_signal_connect (f->dialog, "saved", G_CALLBACK (on_saved), f);
  gtk_window_present (GTK_WINDOW (f->dialog));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (f->dialog));
  od_test_let_go (f->dialog);
  od_test_let_go (f->backend);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  peer_free (f->peer);
}

static void
type (Fixture *f, const char *row, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (
                           gtk_widget_get_template_child (GTK_WIDGET (f->dialog),
                                                          OD_TYPE_PASSWORD_DIALOG, row)),
                         text);
}

static gboolean
is_answered (gpointer data)
{
  Fixture *f = data;

  return f->saved || od_form_dialog_get_message (f->dialog)[0] != '\0';
}

static void
confirm (Fixture *f)
{
  gtk_widget_activate_action (GTK_WIDGET (f->dialog), "form.confirm", NULL);
  od_test_wait_until (is_answered, f, LIMIT_S, "the answer");
}

static void
test_it_is_typed_twice_alike (Fixture *f, gconstpointer data)
{
  g_assert_nonnull (od_form_dialog_get_problem (f->dialog));
  type (f, "old_row", "old one");
  type (f, "new_row", "quite a new one");
  g_assert_nonnull (od_form_dialog_get_problem (f->dialog));
  type (f, "again_row", "quite a new owl");
  g_assert_nonnull (od_form_dialog_get_problem (f->dialog));
  type (f, "again_row", "quite a new one");
  g_assert_null (od_form_dialog_get_problem (f->dialog));
  confirm (f);
  g_assert_true (f->saved);
  g_assert_cmpstr (peer_get (f->peer, 0)->path, ==, "/v1/me/password");
  g_assert_cmpstr (peer_get (f->peer, 0)->body, ==,
                   "{\"old_password\":\"old one\",\"password\":\"quite a new one\"}");
}

static void
test_a_wrong_old_one_is_said_and_nothing_is_lost (Fixture *f, gconstpointer data)
{
  f->refuse = TRUE;
  type (f, "old_row", "another");
  type (f, "new_row", "quite a new one");
  type (f, "again_row", "quite a new one");
  confirm (f);
  g_assert_false (f->saved);
  g_assert_cmpstr (od_form_dialog_get_message (f->dialog), ==,
                   "The password you have now is another one");
  f->refuse = FALSE;
  type (f, "old_row", "old one");
  g_assert_null (od_form_dialog_get_problem (f->dialog));
  confirm (f);
  g_assert_true (f->saved);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
#define TEST(name, func)                                                                 \
  g_test_add ("/password-dialog/" name, Fixture, NULL, set_up, func, tear_down)
  TEST ("twice", test_it_is_typed_twice_alike);
  TEST ("wrong", test_a_wrong_old_one_is_said_and_nothing_is_lost);
  return g_test_run ();
}
