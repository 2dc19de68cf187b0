/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Users, one line each: the name opens one, Sign Out asks. Main thread.
 */
#include "app/supervisor/user-list.h"

#include "app/form/question.h"
#include "app/list/list-page.h"
#include "app/supervisor/toast.h"
#include "app/supervisor/user-dialog.h"
#include "shared/model/user.h"
#include "shared/wire/fields.h"
#include "shared/wire/paths.h"

#include <glib/gi18n.h>

#define SIGN_OUT "sign-out" /* a column */

typedef struct {
  GWeakRef page;
  OdDesk *desk; /* owned */
  gint64 id;
  char *name;
} SignOut;

static void
sign_out_clear (gpointer data)
{
  SignOut *out = data;

  g_weak_ref_clear (&out->page);
  g_object_unref (out->desk);
  g_free (out->name);
}

static void
sign_out_unref (SignOut *out)
{
  g_rc_box_release_full (out, sign_out_clear);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SignOut, sign_out_unref)

static char *
get_role (OdRecord *user, gpointer desk)
{
  return g_strdup (
    od_user_dialog_get_role_word (od_record_get_text (user, OD_FIELD_ROLE)));
}

static char *
get_state (OdRecord *user, gpointer desk)
{
  return g_strdup (od_record_get_flag (user, OD_FIELD_DISABLED) ? _ ("Disabled")
                                                                : _ ("Enabled"));
}

static const char *
get_state_css (OdRecord *user, gpointer desk)
{
  return od_record_get_flag (user, OD_FIELD_DISABLED) ? "bad" : "good";
}

/* --- signing out ------------------------------------------------------------------ */

static void
on_signed_out (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SignOut) out = user_data;
  g_autoptr (GtkWidget) page = g_weak_ref_get (&out->page);
  g_autoptr (GError) error = NULL;
  json_t *answer = od_backend_call_finish (OD_BACKEND (source), result, &error);
  g_autofree char *done = g_strdup_printf (_ ("“%s” is signed out everywhere."),
                                           out->name);

  if (page != NULL)
    od_toast_show (page, answer != NULL ? done : error->message);
  od_desk_read_list (out->desk, OD_DESK_USERS);
  json_decref (answer);
}

static void
on_answered (AdwMessageDialog *question, const char *response, SignOut *out)
{
  g_autofree char *path = od_backend_fill_id (OD_PATH_USER_SESSIONS, out->id);
  const OdBackendRequest request = { .method = "DELETE", .path = path };
  OdBackend *backend = od_desk_get_backend (out->desk);

  if (g_str_equal (response, OD_QUESTION_LOSE))
    od_backend_call_async (backend, &request, NULL, on_signed_out,
                           g_rc_box_acquire (out));
}

static void
on_question_gone (gpointer out, GClosure *closure)
{
  sign_out_unref (out);
}

static void
ask_to_sign_out (GtkWidget *page, OdDesk *desk, OdRecord *user)
{
  const char *name = od_record_get_text (user, OD_FIELD_NAME);
  g_autofree char *heading = g_strdup_printf (_ ("Sign Out “%s” Everywhere?"), name);
  const OdQuestion words = { heading,
                             _ ("All windows and the phone of this user are signed out "
                                "at once."),
                             _ ("_Cancel"), _ ("_Sign Out") };
  GtkWindow *question = od_question_new (GTK_WINDOW (gtk_widget_get_root (page)), &words);
  SignOut *out = g_rc_box_new0 (SignOut);

  g_weak_ref_init (&out->page, page);
  out->desk = g_object_ref (desk);
  out->id = od_record_get_id (user);
  out->name = g_strdup (name);
  g_signal_connect_data (question, "response", G_CALLBACK (on_answered), out,
                         on_question_gone, 0);
  gtk_window_present (question);
}

/* --- the page --------------------------------------------------------------------- */

/* (nullable): why this person changes nothing of @user. */
static const char *
why_not (OdDesk *desk, OdRecord *user)
{
  const char *role = od_record_get_text (user, OD_FIELD_ROLE);

  if (g_str_equal (od_record_get_text (user, OD_FIELD_NAME), od_desk_get_user (desk)))
    return _ ("This is you: Change Password is in the main menu.");
  if (!od_desk_is_admin (desk) && !g_str_equal (role, od_role_get_name (OD_ROLE_AGENT)))
    return _ ("Only an administrator changes supervisors and administrators.");

  return NULL;
}

static void
open_user (OdListPage *page, OdDesk *desk, OdRecord *user, const char *column)
{
  const char *why = why_not (desk, user);

  if (why != NULL)
    od_toast_show (GTK_WIDGET (page), why);
  else if (g_str_equal (column, SIGN_OUT))
    ask_to_sign_out (GTK_WIDGET (page), desk, user);
  else
    od_form_dialog_show_over (od_user_dialog_new (desk, user), GTK_WIDGET (page));
}

static void
add (GtkWidget *page, OdDesk *desk)
{
  od_form_dialog_show_over (od_user_dialog_new (desk, NULL), page);
}

GtkWidget *
od_user_list_new (OdDesk *desk)
{
  const OdListColumn columns[] = {
    { .name = OD_FIELD_NAME,
      .title = _ ("User Name"),
      .kind = OD_LIST_LINK,
      .chars = 12 },
    { .name = OD_FIELD_ROLE, .title = _ ("Role"), .text = get_role, .chars = 12 },
    { .name = OD_FIELD_DISABLED,
      .title = _ ("State"),
      .text = get_state,
      .kind = OD_LIST_CHIP,
      .css = get_state_css },
    { .name = OD_FIELD_SESSIONS, .title = _ ("Signed In"), .counts = TRUE },
    { .name = SIGN_OUT,
      .title = _ ("Everywhere"),
      .words = _ ("Sign Out"),
      .kind = OD_LIST_BUTTON },
  };
  const OdListPageKind kind = {
    .rows = OD_DESK_USERS,
    .names = OD_DESK_USERS,
    .title = _ ("Users"),
    .empty_text = _ ("No users are known yet."),
    .add_label = _ ("Add User"),
    .add = add,
    .open = open_user,
  };

  return od_list_page_new (desk, &kind, columns, G_N_ELEMENTS (columns));
}
