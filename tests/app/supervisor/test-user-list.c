/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Everybody is seen; who may not be changed by this person is not opened.
 */
#include "app/supervisor/user-list.h"

#include "app/list/list-page.h"
#include "app/supervisor/office.h"
#include "app/supervisor/user-dialog.h"

typedef struct {
  Office office;
  GtkWindow *window;
  GtkWidget *overlay;
} Fixture;

static void
set_up (Fixture *f, gconstpointer role)
{
  office_open_as (&f->office, role);
  f->window = GTK_WINDOW (gtk_window_new ());
  f->overlay = adw_toast_overlay_new ();
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (f->overlay),
                               od_user_list_new (f->office.desk));
  gtk_window_set_child (f->window, f->overlay);
  gtk_window_set_default_size (f->window, 760, 500);
  gtk_window_present (f->window);
  office_wait_for (f->overlay, GTK_TYPE_LABEL, "boss");
}

static void
tear_down (Fixture *f, gconstpointer role)
{
  gtk_window_destroy (f->window);
  office_close (&f->office);
}

static void
press (Fixture *f, const char *name)
{
  GtkWidget *label = office_wait_for (f->overlay, GTK_TYPE_LABEL, name);

  g_signal_emit_by_name (gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON), "clicked");
}

/* (nullable): lent: a window of @type that is open. */
static GtkWidget *
find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

    if (G_TYPE_CHECK_INSTANCE_TYPE (window, type))
      return window;
  }
  return NULL;
}

static void
test_a_supervisor_opens_agents_only (Fixture *f, gconstpointer data)
{
  press (f, "boss");
  g_assert_null (find_window (OD_TYPE_USER_DIALOG));
  office_wait_for (f->overlay, GTK_TYPE_LABEL,
                   "Only an administrator changes supervisors and administrators.");
  press (f, "anna");
  g_assert_null (find_window (OD_TYPE_USER_DIALOG));
  press (f, "bob");
  g_assert_nonnull (find_window (OD_TYPE_USER_DIALOG));
}

static void
test_an_administrator_opens_everybody (Fixture *f, gconstpointer data)
{
  press (f, "boss");
  g_assert_nonnull (find_window (OD_TYPE_USER_DIALOG));
}

static gboolean
is_signed_out (gpointer data)
{
  const Asked *asked = office_last (data);

  return asked != NULL && g_str_equal (asked->method, "DELETE");
}

static void
test_a_user_is_signed_out_when_it_is_wanted (Fixture *f, gconstpointer data)
{
  OdRecord *bob = office_get (&f->office, OD_DESK_USERS, 5);
  GtkWidget *table = office_find (f->overlay, OD_TYPE_RECORD_TABLE, NULL);
  GtkWidget *question;

  g_signal_emit_by_name (table, "row-activated", bob, "sign-out");
  question = find_window (ADW_TYPE_MESSAGE_DIALOG);
  g_assert_null (office_last (&f->office));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), "lose");
  od_test_wait_until (is_signed_out, &f->office, 10, "the sessions to be ended");
  g_assert_cmpstr (office_last (&f->office)->path, ==, "/v1/users/5/sessions");
  office_wait_for (f->overlay, GTK_TYPE_LABEL, "“bob” is signed out everywhere.");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
#define TEST(name, role, func)                                                           \
  g_test_add ("/user-list/" name, Fixture, role, set_up, func, tear_down)
  TEST ("supervisor", "supervisor", test_a_supervisor_opens_agents_only);
  TEST ("admin", "admin", test_an_administrator_opens_everybody);
  TEST ("sign-out", "supervisor", test_a_user_is_signed_out_when_it_is_wanted);
  return g_test_run ();
}
