/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * outdialctl: what an administrator does beside the running system.
 *
 *   outdialctl --data DIR user add NAME --role agent|supervisor|admin   < password
 *   outdialctl --data DIR user passwd NAME                              < password
 */
#include "ctl/user-command.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct {
  char *data_dir;
  char *role;
  gboolean version;
} Options;

static int
usage (const char *complaint)
{
  fprintf (stderr,
           "outdialctl: %s\n"
           "usage: outdialctl --data DIR user add NAME --role agent|supervisor|admin\n"
           "       outdialctl --data DIR user passwd NAME\n"
           "The password is read from standard input.\n",
           complaint);
  return 2;
}

static int
run (const Options *options, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  gboolean add = argc == 4 && strcmp (argv[1], "user") == 0
                 && strcmp (argv[2], "add") == 0;
  gboolean passwd = argc == 4 && strcmp (argv[1], "user") == 0
                    && strcmp (argv[2], "passwd") == 0;
  gboolean ok;

  if (!add && !passwd)
    return usage ("there is no such command");
  if (options->data_dir == NULL)
    return usage ("--data DIR is missing: outdiald's data_dir");
  if (add && options->role == NULL)
    return usage ("--role is missing");

  if (add)
    ok = od_user_command_add (options->data_dir, argv[3], options->role, STDIN_FILENO,
                              &error);
  else
    ok = od_user_command_passwd (options->data_dir, argv[3], STDIN_FILENO, &error);
  if (!ok)
    fprintf (stderr, "outdialctl: %s\n", error->message);

  return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}

int
main (int argc, char **argv)
{
  Options options = { NULL, NULL, FALSE };
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &options.data_dir, "Data folder", "DIR" },
    { "role", 0, 0, G_OPTION_ARG_STRING, &options.role, "Of a new user", "ROLE" },
    { "version", 0, 0, G_OPTION_ARG_NONE, &options.version, "Print the version", NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("user add|passwd NAME");
  g_autoptr (GError) error = NULL;
  int status;

  setlocale (LC_ALL, "");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return usage (error->message);
  if (options.version) {
    puts ("outdialctl " OD_VERSION);
    return EXIT_SUCCESS;
  }

  status = run (&options, argc, argv);
  g_free (options.data_dir);
  g_free (options.role);
  return status;
}
