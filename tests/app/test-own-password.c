/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who changes the own password is asked once, and what a real keyring keeps for that
 * person follows; what it keeps for another stays.
 */
#include "app/own-password.h"

#include "app/form/password-dialog.h"
#include "app/keyring.h"
#include "app/supervisor/office.h"
#include "support/own-keyring.h"

#define LIMIT_S 30
#define NEW     "quite a new one"

typedef struct {
  Office office;
  GtkWindow *work;
  char *kept;     /* the password that the keyring was last seen with */
  gboolean asked; /* it is being looked at */
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->kept = NULL;
  f->asked = FALSE;
  office_open (&f->office);
  f->work = GTK_WINDOW (gtk_window_new ());
  gtk_window_present (f->work);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (f->work);
  office_close (&f->office);
  g_free (f->kept);
}

static void
on_kept (GObject *source, GAsyncResult *result, gpointer over)
{
  g_autoptr (GError) error = NULL;

  od_keyring_keep_finish (result, &error);
  g_assert_no_error (error);
  *(gboolean *) over = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

static void
keep (const char *server, const char *user)
{
  const OdKeyringSignIn sign_in = { (char *) server, (char *) user,
                                    (char *) "the old one" };
  gboolean over = FALSE;

  od_keyring_keep_async (&sign_in, on_kept, &over);
  od_test_wait_until (is_true, &over, LIMIT_S, "the keeping");
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer data)
{
  Fixture *f = data;
  g_autoptr (OdKeyringSignIn) found = od_keyring_find_finish (result, NULL);

  f->asked = FALSE;
  g_free (f->kept);
  f->kept = g_strdup (found != NULL ? found->password : "");
}

/* Asks again as long as it is another. */
static gboolean
keeps_the_new_one (gpointer data)
{
  Fixture *f = data;

  if (g_strcmp0 (f->kept, NEW) != 0 && !f->asked) {
    f->asked = TRUE;
    od_keyring_find_async (NULL, on_found, f);
  }
  return !f->asked && g_strcmp0 (f->kept, NEW) == 0;
}

static gboolean
has_looked (gpointer data)
{
  return !((Fixture *) data)->asked;
}

static guint
count_dialogs (GtkWidget **last)
{
  GListModel *windows = gtk_window_get_toplevels ();
  guint count = 0;

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

    if (OD_IS_PASSWORD_DIALOG (window)) {
      *last = window;
      count++;
    }
  }
  return count;
}

static gboolean
is_closed (gpointer data)
{
  GtkWidget *dialog;

  return count_dialogs (&dialog) == 0;
}

static void
change_password (Fixture *f)
{
  static const char *const rows[][2] = { { "old_row", "the old one" },
                                         { "new_row", NEW },
                                         { "again_row", NEW } };
  GtkWidget *dialog;

  od_own_password_ask (f->work, f->office.desk);
  od_own_password_ask (f->work, f->office.desk);
  g_assert_cmpuint (count_dialogs (&dialog), ==, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    gtk_editable_set_text (GTK_EDITABLE (
                             gtk_widget_get_template_child (dialog,
                                                            OD_TYPE_PASSWORD_DIALOG,
                                                            rows[i][0])),
                           rows[i][1]);
  gtk_widget_activate_action (dialog, "form.confirm", NULL);
  od_test_wait_until (is_closed, NULL, LIMIT_S, "the dialog to close");
}

static void
test_what_is_kept_follows (Fixture *f, gconstpointer data)
{
  keep (f->office.peer->url, "anna");
  change_password (f);
  od_test_wait_until (keeps_the_new_one, f, LIMIT_S, "the keyring to have the new one");
}

static void
stays (Fixture *f, const char *server, const char *user)
{
  keep (server, user);
  change_password (f);
  f->asked = TRUE;
  od_keyring_find_async (NULL, on_found, f);
  od_test_wait_until (has_looked, f, LIMIT_S, "what is kept");
  g_assert_cmpstr (f->kept, ==, "the old one");
}

static void
test_what_is_anothers_stays (Fixture *f, gconstpointer data)
{
  stays (f, f->office.peer->url, "bo");
}

/* It would be sent there at the next start. */
static void
test_what_another_server_has_stays (Fixture *f, gconstpointer data)
{
  stays (f, "http://127.0.0.1:1", "anna");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  od_test_open_keyring ();
#define TEST(name, func)                                                                 \
  g_test_add ("/own-password/" name, Fixture, NULL, set_up, func, tear_down)
  TEST ("follows", test_what_is_kept_follows);
  TEST ("stays", test_what_is_anothers_stays);
  TEST ("another-server", test_what_another_server_has_stays);
  return g_test_run ();
}
