/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The list of numbers that are not dialed, kept beside the running system.
 */
#include "ctl/dnc-command.h"

#include "daemon/store/store.h"
#include "support/waiting.h"

#include <string.h>

typedef struct {
  char *dir;
} Place;

static void
set_up (Place *place, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdStore) store = NULL;

  place->dir = od_test_scratch_dir ();
  store = od_store_open (place->dir, NULL, od_clock_system (), &error);
  g_assert_no_error (error);
}

static void
tear_down (Place *place, gconstpointer data)
{
  od_test_remove_dir (place->dir);
}

/* What it says; or why not. */
static char *
run (Place *place, const char *verb, const char *what, const char *reason)
{
  const OdDncCommand command = { place->dir, verb, what, reason };
  g_autoptr (GError) error = NULL;
  char *says = od_dnc_command_run (&command, &error);

  return says != NULL ? says : g_strdup (error->message);
}

static void
assert_says (Place *place,
             const char *verb,
             const char *what,
             const char *reason,
             const char *part)
{
  g_autofree char *says = run (place, verb, what, reason);

  g_test_message ("%s %s: %s", verb, what, says);
  g_assert_nonnull (strstr (says, part));
}

static void
test_a_number_comes_and_goes (Place *place, gconstpointer data)
{
  g_autofree char *too_long = g_strnfill (501, 'x');

  assert_says (place, "look-up", "+44 7700 900601", NULL, "+447700900601 may be dialed");
  assert_says (place, "add", "+44 7700 900601", NULL, "--reason");
  assert_says (place, "add", "+44 7700 900601", too_long, "500 characters");
  assert_says (place, "add", "07700 900601", "a letter", "07700");
  assert_says (place, "add", "+44 7700 900601", "a letter", "1 added");
  assert_says (place, "add", "447700900601", "another", "1 were listed already");
  assert_says (place, "look-up", "447700900601", NULL, "+447700900601 is not dialed");
  assert_says (place, "take-out", "447700900601", "asked us", "may be dialed again");
  assert_says (place, "take-out", "447700900601", "asked us", "not on the list");
  assert_says (place, "look-up", "447700900601", NULL,
               "by the administrator of the machine: asked us");
}

static void
test_a_file_is_imported_whole_or_not (Place *place, gconstpointer data)
{
  g_autofree char *path = g_build_filename (place->dir, "numbers", NULL);

  g_assert_true (
    g_file_set_contents (path, "+44 7700 900601\n\nhello,+44 7700 900602\n", -1, NULL));
  assert_says (place, "import", path, "a list", "line 3");
  assert_says (place, "look-up", "447700900601", NULL, "may be dialed");
  g_assert_true (g_file_set_contents (path,
                                      "phone\r\n+44 7700 900601,a name\r\n447700900602\n",
                                      -1, NULL));
  assert_says (place, "import", path, "a list", "2 added");
  assert_says (place, "look-up", "447700900602", NULL, "is not dialed");
}

static void
test_a_mistyped_folder_is_no_new_installation (Place *place, gconstpointer data)
{
  const OdDncCommand command = { "/nowhere", "add", "447700900601", "a letter" };
  g_autoptr (GError) error = NULL;

  g_assert_null (od_dnc_command_run (&command, &error));
  g_assert_nonnull (error);
  g_assert_false (od_dnc_command_is_verb ("drop"));
}

#define TEST(name, func)                                                                 \
  g_test_add ("/dnc-command/" name, Place, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TEST ("comes-and-goes", test_a_number_comes_and_goes);
  TEST ("whole-file", test_a_file_is_imported_whole_or_not);
  TEST ("folder", test_a_mistyped_folder_is_no_new_installation);
  return g_test_run ();
}
