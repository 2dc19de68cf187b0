/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A sign-in in a real keyring, on a session bus of its own.
 */
#include "app/keyring.h"

#include "support/own-keyring.h"
#include "support/waiting.h"

#define LIMIT_S 30

typedef struct {
  gboolean over;
  OdKeyringSignIn *found;
  GError *error;
} Errand;

static gboolean
is_over (gpointer data)
{
  return ((Errand *) data)->over;
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer data)
{
  Errand *errand = data;

  errand->found = od_keyring_find_finish (result, &errand->error);
  errand->over = TRUE;
}

static OdKeyringSignIn *
find (GError **error)
{
  Errand errand = { .over = FALSE };

  od_keyring_find_async (NULL, on_found, &errand);
  od_test_wait_until (is_over, &errand, LIMIT_S, "the search");
  if (errand.error != NULL)
    g_propagate_error (error, errand.error);
  return errand.found;
}

static void
on_kept (GObject *source, GAsyncResult *result, gpointer data)
{
  Errand *errand = data;

  od_keyring_keep_finish (result, &errand->error);
  errand->over = TRUE;
}

static void
keep (const char *user, const char *password)
{
  Errand errand = { .over = FALSE };
  OdKeyringSignIn sign_in = { (char *) "http://127.0.0.1:1", (char *) user,
                              (char *) password };

  od_keyring_keep_async (&sign_in, on_kept, &errand);
  od_test_wait_until (is_over, &errand, LIMIT_S, "the keeping");
  g_assert_no_error (errand.error);
}

static gboolean
is_forgotten (gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdKeyringSignIn) found = find (&error);

  /* An item that goes while it is read is an error. */
  return found == NULL && error == NULL;
}

static void
test_only_the_last_is_kept_and_forgotten_when_asked (void)
{
  g_autoptr (OdKeyringSignIn) found = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (find (&error));
  g_assert_no_error (error);
  keep ("anna", "first");
  keep ("bo", "second");
  found = find (&error);
  g_assert_no_error (error);
  g_assert_cmpstr (found->user, ==, "bo");
  g_assert_cmpstr (found->password, ==, "second");
  g_assert_cmpstr (found->server, ==, "http://127.0.0.1:1");

  od_keyring_forget ();
  od_test_wait_until (is_forgotten, NULL, LIMIT_S, "the forgetting");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  od_test_open_keyring ();
  g_test_add_func ("/keyring/last", test_only_the_last_is_kept_and_forgotten_when_asked);
  return g_test_run ();
}
