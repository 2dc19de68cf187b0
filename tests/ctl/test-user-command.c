/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Accounts are made and passwords set beside the running system; every refusal says in
 * one sentence what to do, and nothing is half done.
 */
#include "ctl/user-command.h"

#include "daemon/store/password.h"
#include "daemon/store/store.h"
#include "daemon/store/user-store.h"
#include "support/waiting.h"

#include <string.h>
#include <unistd.h>

#define GOOD "correct horse battery\n"

typedef struct {
  char *dir;
  char *data_dir; /* in it, not made yet */
} Place;

static void
set_up (Place *place, gconstpointer data)
{
  place->dir = od_test_scratch_dir ();
  place->data_dir = g_build_filename (place->dir, "data", NULL);
}

static void
tear_down (Place *place, gconstpointer data)
{
  g_free (place->data_dir);
  od_test_remove_dir (place->dir);
}

/* The reading end of a pipe that says @text. */
static int
type (const char *text)
{
  int ends[2];

  g_assert_cmpint (pipe (ends), ==, 0);
  g_assert_cmpint (write (ends[1], text, strlen (text)), ==, strlen (text));
  close (ends[1]);
  return ends[0];
}

static gboolean
run (Place *place,
     const char *verb,
     const char *name,
     const char *role,
     const char *text,
     GError **error)
{
  int input = type (text);
  const OdUserCommand command = { place->data_dir, verb, name, role, input };
  g_autofree char *says = od_user_command_run (&command, error);

  close (input);
  return says != NULL;
}

static gboolean
add (Place *place, const char *name, const char *role, const char *text, GError **error)
{
  return run (place, "add", name, role, text, error);
}

static gboolean
passwd (Place *place, const char *name, const char *text, GError **error)
{
  return run (place, "passwd", name, NULL, text, error);
}

typedef struct {
  const char *name;
  const char *password;
  OdRole role;
  gboolean fits;
} Check;

static gboolean
check (OdTx *tx, gpointer data, GError **error)
{
  Check *wanted = data;
  g_autofree char *hash = NULL;
  g_autoptr (OdUser) user = od_user_store_get (tx, wanted->name, &hash, error);

  if (user == NULL)
    return FALSE;
  wanted->role = user->role;
  wanted->fits = od_password_fits (wanted->password, hash);
  return TRUE;
}

/* FALSE: there is no such user. */
static gboolean
look (Place *place, Check *wanted)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdStore)
    store = od_store_open (place->data_dir, NULL, od_clock_system (), &error);

  g_assert_no_error (error);
  return od_store_write_now (store, check, wanted, NULL);
}

static void
test_add (Place *place, gconstpointer data)
{
  static const char *const roles[] = { "agent", "supervisor", "admin" };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++) {
    Check wanted = { .name = roles[i], .password = "correct horse battery" };
    OdRole role;

    g_assert_true (add (place, roles[i], roles[i], GOOD, &error));
    g_assert_no_error (error);
    g_assert_true (look (place, &wanted));
    g_assert_true (od_role_from_name (roles[i], &role));
    g_assert_cmpint (wanted.role, ==, role);
    g_assert_true (wanted.fits);
  }
}

/* The first line is the password, with or without its end. */
static void
test_passwd (Place *place, gconstpointer data)
{
  Check before = { .name = "ann", .password = "correct horse battery" };
  Check after = { .name = "ann", .password = "quite another word" };
  g_autoptr (GError) error = NULL;

  g_assert_true (add (place, "ann", "agent", GOOD, &error));
  g_assert_true (passwd (place, "ann", "quite another word", &error));
  g_assert_no_error (error);
  g_assert_true (look (place, &before));
  g_assert_false (before.fits);
  g_assert_true (look (place, &after));
  g_assert_true (after.fits);
}

static const struct {
  const char *name, *role, *text;
  const char *said; /* in the sentence */
} refusals[] = {
  { "Ann", "agent", GOOD, "Ann" },
  { "", "agent", GOOD, "user name" },
  { "ann smith", "agent", GOOD, "ann smith" },
  { "bea", "boss", GOOD, "agent, supervisor or admin" },
  { "bea", "", GOOD, "agent, supervisor or admin" },
  { "bea", NULL, GOOD, "--role is missing" },
  { "bea", "agent", "short\n", "at least 10 characters" },
  { "bea", "agent", "", "at least 10 characters" },
  { "bea", "agent", "\nthe second line is none\n", "at least 10 characters" },
  { "ann", "admin", GOOD, "already a user called “ann”" },
};

static void
test_refusals (Place *place, gconstpointer data)
{
  Check ann = { .name = "ann", .password = "correct horse battery" };
  Check bea = { .name = "bea" };
  g_autofree char *book = g_strnfill (1025, 'x');
  g_autoptr (GError) error = NULL;

  g_assert_true (add (place, "ann", "agent", GOOD, &error));
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++) {
    g_test_message ("%s %s", refusals[i].name, refusals[i].said);
    g_assert_false (
      add (place, refusals[i].name, refusals[i].role, refusals[i].text, &error));
    g_assert_nonnull (strstr (error->message, refusals[i].said));
    g_clear_error (&error);
  }
  g_assert_false (add (place, "bea", "agent", book, &error));
  g_assert_nonnull (strstr (error->message, "at most 1024"));
  g_clear_error (&error);
  g_assert_false (passwd (place, "ann", "short\n", &error));
  g_assert_nonnull (strstr (error->message, "at least 10 characters"));
  g_clear_error (&error);
  g_assert_false (passwd (place, "bea", GOOD, &error));
  g_assert_nonnull (strstr (error->message, "no user called “bea”"));

  g_assert_true (look (place, &ann));
  g_assert_cmpint (ann.role, ==, OD_ROLE_AGENT);
  g_assert_true (ann.fits);
  g_assert_false (look (place, &bea));
}

static void
assert_list (Place *place, const char *lines)
{
  const OdUserCommand command = { place->data_dir, "list", NULL, NULL, -1 };
  g_autoptr (GError) error = NULL;
  g_autofree char *says = od_user_command_run (&command, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (says, ==, lines);
}

static void
test_roles_and_states (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (add (place, "ann", "agent", GOOD, NULL));
  g_assert_true (add (place, "bea", "admin", GOOD, NULL));
  g_assert_true (run (place, "role", "ann", "supervisor", "", NULL));
  g_assert_true (run (place, "disable", "ann", NULL, "", NULL));
  assert_list (place, "ann                              supervisor disabled\n"
                      "bea                              admin      enabled\n");
  g_assert_true (run (place, "enable", "ann", NULL, "", NULL));
  g_assert_true (run (place, "end-sessions", "ann", NULL, "", NULL));
  assert_list (place, "ann                              supervisor enabled\n"
                      "bea                              admin      enabled\n");

  g_assert_false (run (place, "disable", "bea", NULL, "", &error));
  g_assert_nonnull (strstr (error->message, "last administrator"));
  g_clear_error (&error);
  g_assert_false (run (place, "role", "eve", "agent", "", &error));
  g_assert_nonnull (strstr (error->message, "no user called “eve”"));
}

static void
test_verbs_name_a_user_or_not (Place *place, gconstpointer data)
{
  g_assert_true (od_user_command_is_verb ("list", FALSE));
  g_assert_false (od_user_command_is_verb ("list", TRUE));
  g_assert_true (od_user_command_is_verb ("password", TRUE));
  g_assert_false (od_user_command_is_verb ("password", FALSE));
  g_assert_false (od_user_command_is_verb ("fly", TRUE));
}

static void
test_passwd_makes_no_folder (Place *place, gconstpointer data)
{
  g_autofree char *sentence = g_strconcat ("There is no Outdial data in ",
                                           place->data_dir, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (passwd (place, "ann", GOOD, &error));
  g_assert_cmpstr (error->message, ==, sentence);
  g_assert_false (g_file_test (place->data_dir, G_FILE_TEST_EXISTS));
}

/* It is locked, and nobody answers: neither is the right place. */
static void
test_folder_in_use (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Check bea = { .name = "bea" };

  g_assert_true (add (place, "ann", "agent", GOOD, &error));
  {
    g_autoptr (OdStore)
      daemon = od_store_open (place->data_dir, NULL, od_clock_system (), &error);

    g_assert_no_error (error);
    g_assert_false (add (place, "bea", "agent", GOOD, &error));
    g_assert_nonnull (strstr (error->message, "is stopping"));
    g_clear_error (&error);
    g_assert_false (passwd (place, "ann", "quite another word", &error));
    g_assert_nonnull (strstr (error->message, "is stopping"));
  }
  g_assert_false (look (place, &bea));
}

#define TEST(name, func)                                                                 \
  g_test_add ("/user-command/" name, Place, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("add", test_add);
  TEST ("passwd", test_passwd);
  TEST ("refusals", test_refusals);
  TEST ("passwd-makes-no-folder", test_passwd_makes_no_folder);
  TEST ("roles-and-states", test_roles_and_states);
  TEST ("verbs", test_verbs_name_a_user_or_not);
  TEST ("folder-in-use", test_folder_in_use);
  return g_test_run ();
}
