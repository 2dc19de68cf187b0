/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A key file becomes a sign-in, or a sentence that says what is wrong with it. The
 * password is wiped when it is no longer needed. Any thread.
 */
#include "app/sign-in-file.h"

#include <string.h>

static char *
need (GKeyFile *keys, const char *path, const char *key, GError **error)
{
  char *text = g_key_file_get_string (keys, "sign-in", key, NULL);

  if (text != NULL && *text != '\0')
    return text;

  g_free (text);
  g_set_error (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_KEY_NOT_FOUND,
               "%s: [sign-in] needs a line %s=…", path, key);
  return NULL;
}

static char *
read_password (GKeyFile *keys, const char *path, GError **error)
{
  g_autofree char *file = need (keys, path, "password_file", error);
  char *text;

  if (file == NULL || !g_file_get_contents (file, &text, NULL, error))
    return NULL;

  text[strcspn (text, "\r\n")] = '\0';
  return text;
}

OdSignInFile *
od_sign_in_file_read (const char *path, GError **error)
{
  g_autoptr (GKeyFile) keys = g_key_file_new ();
  g_autoptr (OdSignInFile) file = g_new0 (OdSignInFile, 1);

  if (!g_key_file_load_from_file (keys, path, G_KEY_FILE_NONE, error)) {
    g_prefix_error (error, "%s: ", path);
    return NULL;
  }

  file->server = need (keys, path, "server", error);
  if (file->server == NULL)
    return NULL;
  file->user = need (keys, path, "user", error);
  if (file->user == NULL)
    return NULL;
  file->password = read_password (keys, path, error);
  if (file->password == NULL)
    return NULL;

  file->voice = g_key_file_get_string (keys, "phone", "voice", NULL);
  file->record = g_key_file_get_string (keys, "phone", "record", NULL);
  return g_steal_pointer (&file);
}

void
od_sign_in_file_free (OdSignInFile *file)
{
  if (file->password != NULL)
    explicit_bzero (file->password, strlen (file->password));
  g_free (file->server);
  g_free (file->user);
  g_free (file->password);
  g_free (file->voice);
  g_free (file->record);
  g_free (file);
}
