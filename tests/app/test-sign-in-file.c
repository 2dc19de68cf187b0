/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A sign-in said by a file, or what is wrong with the file.
 */
#include "app/sign-in-file.h"

#include "support/waiting.h"

#include <string.h>

/* clang-format off */
static const struct {
  const char *name;
  const char *text; /* %s: the password's file; NULL: there is no file */
  const char *words; /* of the refusal; NULL: it is taken */
} cases[] = {
  { "whole", "[sign-in]\nserver=http://127.0.0.1:1\nuser=anna\npassword_file=%s\n"
             "[phone]\nvoice=/a.wav\n", NULL },
  { "no-file", NULL, "No such file" },
  { "no-server", "[sign-in]\nuser=anna\npassword_file=%s\n", "server=" },
  { "no-user", "[sign-in]\nserver=x\nuser=\npassword_file=%s\n", "user=" },
  { "no-password", "[sign-in]\nserver=x\nuser=anna\n", "password_file=" },
  { "no-password-file", "[sign-in]\nserver=x\nuser=anna\npassword_file=%s.gone\n",
    "gone" },
};
/* clang-format on */

static void
test_a_file_is_taken_or_refused_by_name (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  char *folder = od_test_scratch_dir ();
  g_autofree char *secret = g_build_filename (folder, "password", NULL);
  g_autofree char *path = g_build_filename (folder, "anna.sign-in", NULL);
  g_autoptr (GString) text = g_string_new (cases[i].text);
  g_autoptr (GError) error = NULL;
  g_autoptr (OdSignInFile) file = NULL;

  g_string_replace (text, "%s", secret, 0);
  g_assert_true (g_file_set_contents (secret, "s e c r e t\nmore\n", -1, NULL));
  if (cases[i].text != NULL)
    g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  file = od_sign_in_file_read (path, &error);
  if (cases[i].words != NULL) {
    g_assert_null (file);
    g_assert_nonnull (strstr (error->message, cases[i].words));
  } else {
    g_assert_no_error (error);
    g_assert_cmpstr (file->user, ==, "anna");
    g_assert_cmpstr (file->password, ==, "s e c r e t");
    g_assert_cmpstr (file->voice, ==, "/a.wav");
    g_assert_null (file->record);
  }
  od_test_remove_dir (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/sign-in-file/", cases[i].name, NULL);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i),
                          test_a_file_is_taken_or_refused_by_name);
  }
  return g_test_run ();
}
