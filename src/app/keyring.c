/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * libsecret's part of the program. One item carries server and user as attributes and the
 * password as its secret; in a sandbox libsecret keeps it behind the portal. Main thread.
 */
#include "app/keyring.h"

#include <glib/gi18n.h>
#include <libsecret/secret.h>
#include <string.h>

static const SecretSchema schema = {
  "dev.outdial.Outdial.SignIn",
  SECRET_SCHEMA_NONE,
  { { "server", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "user", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 } },
};

void
od_keyring_sign_in_free (OdKeyringSignIn *sign_in)
{
  if (sign_in->password != NULL)
    explicit_bzero (sign_in->password, strlen (sign_in->password));
  g_free (sign_in->server);
  g_free (sign_in->user);
  g_free (sign_in->password);
  g_free (sign_in);
}

static OdKeyringSignIn *
sign_in_of (SecretRetrievable *item)
{
  g_autoptr (GHashTable) attributes = secret_retrievable_get_attributes (item);
  g_autoptr (SecretValue)
    value = secret_retrievable_retrieve_secret_sync (item, NULL, NULL);
  const char *server = g_hash_table_lookup (attributes, "server");
  const char *user = g_hash_table_lookup (attributes, "user");
  const char *password = value != NULL ? secret_value_get_text (value) : NULL;
  OdKeyringSignIn *sign_in;

  if (server == NULL || user == NULL || password == NULL)
    return NULL;

  sign_in = g_new0 (OdKeyringSignIn, 1);
  sign_in->server = g_strdup (server);
  sign_in->user = g_strdup (user);
  sign_in->password = g_strdup (password);
  return sign_in;
}

/* The secrets came with the search: retrieving one asks nobody and does not wait. */
static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autolist (GObject) items = NULL;
  GError *error = NULL;

  items = secret_password_search_finish (result, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, items != NULL ? sign_in_of (items->data) : NULL,
                           (GDestroyNotify) od_keyring_sign_in_free);
}

void
od_keyring_find_async (GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GHashTable) any = g_hash_table_new (g_str_hash, g_str_equal);

  g_task_set_source_tag (task, od_keyring_find_async);
  secret_password_searchv (&schema, any, SECRET_SEARCH_LOAD_SECRETS, cancellable,
                           on_found, task);
}

OdKeyringSignIn *
od_keyring_find_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_kept (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (secret_password_store_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* What was kept goes first: for another user it would stay beside the new one. */
static void
on_cleared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  const OdKeyringSignIn *sign_in = g_task_get_task_data (task);
  g_autofree char *label = g_strdup_printf (_ ("Outdial: %s at %s"), sign_in->user,
                                            sign_in->server);

  secret_password_clear_finish (result, NULL);
  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, sign_in->password,
                         NULL, on_kept, task, "server", sign_in->server, "user",
                         sign_in->user, NULL);
}

void
od_keyring_keep_async (const OdKeyringSignIn *sign_in,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  g_autoptr (GHashTable) any = g_hash_table_new (g_str_hash, g_str_equal);
  OdKeyringSignIn *copy = g_new0 (OdKeyringSignIn, 1);

  copy->server = g_strdup (sign_in->server);
  copy->user = g_strdup (sign_in->user);
  copy->password = g_strdup (sign_in->password);
  g_task_set_source_tag (task, od_keyring_keep_async);
  g_task_set_task_data (task, copy, (GDestroyNotify) od_keyring_sign_in_free);
  secret_password_clearv (&schema, any, NULL, on_cleared, task);
}

gboolean
od_keyring_keep_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_forgotten (GObject *source, GAsyncResult *result, gpointer user_data)
{
  secret_password_clear_finish (result, NULL);
}

void
od_keyring_forget (void)
{
  g_autoptr (GHashTable) any = g_hash_table_new (g_str_hash, g_str_equal);

  secret_password_clearv (&schema, any, NULL, on_forgotten, NULL);
}
