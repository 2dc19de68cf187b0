/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A user is made, and of one that is there only what is another is sent; who is no
 * administrator gives no other role than agent.
 */
#include "app/supervisor/user-dialog.h"

#include "app/supervisor/office.h"

typedef struct {
  Office office;
  OdRecord *user; /* NULL: a new one */
  OdFormDialog *dialog;
  gboolean saved;
} Fixture;

static void
on_saved (OdFormDialog *dialog, json_t *answer, Fixture *f)
{
  f->saved = TRUE;
}

static gboolean
is_saved (gpointer data)
{
  return ((Fixture *) data)->saved;
}

static gboolean
has_message (gpointer data)
{
  return od_form_dialog_get_message (((Fixture *) data)->dialog)[0] != '\0';
}

/* @data: the role of who asks, and whether a user is there: "admin new" */
static void
set_up (Fixture *f, gconstpointer data)
{
  g_auto (GStrv) words = g_strsplit (data, " ", 2);
  json_t *user = json_pack ("{s:i, s:s, s:s, s:b, s:i}", "id", 5, "name", "bob", "role",
                            "agent", "disabled", 0, "sessions", 1);

  f->saved = FALSE;
  office_open_as (&f->office, g_str_equal (words[0], "admin") ? "admin" : "supervisor");
  f->user = g_str_equal (words[1], "new") ? NULL : od_record_new (user);
  f->dialog = g_object_ref_sink (od_user_dialog_new (f->office.desk, f->user));
  g_signal_connect (f->dialog, "saved", G_CALLBACK (on_saved), f);
  gtk_window_present (GTK_WINDOW (f->dialog));
  json_decref (user);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (f->dialog));
  od_test_let_go (f->dialog);
  g_clear_object (&f->user);
  office_close (&f->office);
}

static gpointer
get (Fixture *f, const char *name)
{
  return gtk_widget_get_template_child (GTK_WIDGET (f->dialog), OD_TYPE_USER_DIALOG,
                                        name);
}

static void
confirm (Fixture *f)
{
  g_assert_null (od_form_dialog_get_problem (f->dialog));
  gtk_widget_activate_action (GTK_WIDGET (f->dialog), "form.confirm", NULL);
}

static guint
count_roles (Fixture *f)
{
  return g_list_model_get_n_items (adw_combo_row_get_model (get (f, "role_row")));
}

static void
test_a_supervisor_adds_an_agent (Fixture *f, gconstpointer data)
{
  g_assert_cmpuint (count_roles (f), ==, 1);
  g_assert_false (gtk_widget_get_visible (get (f, "state_row")));
  gtk_editable_set_text (get (f, "password_row"), "correct horse");
  gtk_editable_set_text (get (f, "name_row"), "Bob Smith");
  g_assert_nonnull (od_form_dialog_get_problem (f->dialog));
  gtk_editable_set_text (get (f, "name_row"), "bob");
  confirm (f);
  od_test_wait_until (is_saved, f, 10, "the user to be added");
  g_assert_cmpstr (office_last (&f->office)->path, ==, "/v1/users");
  g_assert_cmpstr (office_last (&f->office)->body, ==,
                   "{\"name\":\"bob\",\"role\":\"agent\",\"password\":\"correct "
                   "horse\"}");
}

static void
test_only_what_is_another_is_sent (Fixture *f, gconstpointer data)
{
  g_assert_cmpuint (count_roles (f), ==, 3);
  g_assert_false (gtk_widget_get_visible (get (f, "name_row")));
  adw_combo_row_set_selected (get (f, "role_row"), 1);
  gtk_switch_set_active (get (f, "state_switch"), FALSE);
  confirm (f);
  od_test_wait_until (is_saved, f, 10, "the user to be changed");
  g_assert_cmpstr (office_last (&f->office)->path, ==, "/v1/users/5/state");
  g_assert_cmpstr (office_last (&f->office)->body, ==, "{\"disabled\":true}");
}

/* What was taken is not sent again, and what was refused is. */
static void
test_a_refused_password_is_mended (Fixture *f, gconstpointer data)
{
  gtk_editable_set_text (get (f, "password_row"), "short");
  f->office.refuse_status = 422;
  f->office.refuse_body = "{\"code\":\"invalid\",\"field\":\"password\",\"title\":"
                          "\"password: at least 10 characters\"}";
  confirm (f);
  od_test_wait_until (has_message, f, 10, "the sentence");
  g_assert_false (f->saved);
  gtk_editable_set_text (get (f, "password_row"), "correct horse");
  confirm (f);
  od_test_wait_until (is_saved, f, 10, "the password to be set");
  g_assert_cmpstr (office_last (&f->office)->path, ==, "/v1/users/5/password");
  g_assert_cmpstr (office_last (&f->office)->body, ==,
                   "{\"password\":\"correct horse\"}");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
#define TEST(name, data, func)                                                           \
  g_test_add ("/user-dialog/" name, Fixture, data, set_up, func, tear_down)
  TEST ("add", "supervisor new", test_a_supervisor_adds_an_agent);
  TEST ("change", "admin old", test_only_what_is_another_is_sent);
  TEST ("refused", "admin old", test_a_refused_password_is_mended);
  return g_test_run ();
}
