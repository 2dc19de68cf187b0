/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the keyring keeps is looked for only when the server has taken the new password.
 * Main thread.
 */
#include "app/own-password.h"

#include "app/form/password-dialog.h"
#include "app/form/question.h"
#include "app/keyring.h"

#include <glib/gi18n.h>

typedef struct {
  GWeakRef work;
  char *user;
  OdDesk *desk;
  char *password;
} Kept;

static void
kept_free (Kept *kept)
{
  g_weak_ref_clear (&kept->work);
  g_free (kept->user);
  g_object_unref (kept->desk);
  g_free (kept->password);
  g_free (kept);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Kept, kept_free)

static void
on_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Kept) kept = user_data;
  g_autoptr (GtkWindow) work = g_weak_ref_get (&kept->work);
  g_autoptr (GError) error = NULL;

  if (!od_keyring_keep_finish (result, &error) && work != NULL)
    od_question_tell (work, _ ("The Keyring Has the Old Password"), error->message);
}

/* Somebody else's may be kept there, or the same name's at another server. */
static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Kept) kept = user_data;
  g_autoptr (OdKeyringSignIn) sign_in = od_keyring_find_finish (result, NULL);

  if (sign_in == NULL || g_strcmp0 (sign_in->user, kept->user) != 0
      || !od_desk_is_at (kept->desk, sign_in->server))
    return;

  g_free (sign_in->password);
  sign_in->password = g_strdup (kept->password);
  od_keyring_keep_async (sign_in, on_kept, g_steal_pointer (&kept));
}

static void
on_saved (OdPasswordDialog *dialog, json_t *answer, OdDesk *desk)
{
  Kept *kept = g_new0 (Kept, 1);

  g_weak_ref_init (&kept->work, gtk_window_get_transient_for (GTK_WINDOW (dialog)));
  kept->user = g_strdup (od_desk_get_user (desk));
  kept->desk = g_object_ref (desk);
  kept->password = g_strdup (od_password_dialog_get_password (dialog));
  od_keyring_find_async (NULL, on_found, kept);
}

/* (nullable) (transfer full) */
static GtkWindow *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

    if (OD_IS_PASSWORD_DIALOG (window))
      return g_steal_pointer (&window);
  }
  return NULL;
}

void
od_own_password_ask (GtkWindow *work, OdDesk *desk)
{
  g_autoptr (GtkWindow) open = find_dialog ();
  OdFormDialog *dialog;

  if (open != NULL) {
    gtk_window_present (open);
    return;
  }

  dialog = od_password_dialog_new (od_desk_get_backend (desk));
  g_signal_connect_object (dialog, "saved", G_CALLBACK (on_saved), desk, 0);
  od_form_dialog_show_over (dialog, GTK_WIDGET (work));
}
