/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * outdialctl: what an administrator does at the machine, outdiald running or not.
 *
 *   outdialctl --data DIR user list
 *   outdialctl --data DIR user add NAME --role agent|supervisor|admin   < password
 *   outdialctl --data DIR user role NAME --role agent|supervisor|admin
 *   outdialctl --data DIR user password NAME                            < password
 *   outdialctl --data DIR user disable|enable|end-sessions NAME
 *   outdialctl --data DIR dnc look-up NUMBER
 *   outdialctl --data DIR dnc add|take-out NUMBER --reason TEXT
 *   outdialctl --data DIR dnc import FILE --reason TEXT
 *   outdialctl --data DIR backup FILE
 */
#include "ctl/backup-command.h"
#include "ctl/dnc-command.h"
#include "ctl/user-command.h"
#include "shared/model/secrecy.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct {
  char *data_dir;
  char *role;
  char *reason;
  gboolean version;
} Options;

static int
usage (const char *complaint)
{
  fprintf (stderr,
           "outdialctl: %s\n"
           "usage: outdialctl --data DIR user list\n"
           "       outdialctl --data DIR user add|role NAME --role ROLE\n"
           "       outdialctl --data DIR user password NAME\n"
           "       outdialctl --data DIR user disable|enable|end-sessions NAME\n"
           "       outdialctl --data DIR dnc look-up NUMBER\n"
           "       outdialctl --data DIR dnc add|take-out NUMBER --reason TEXT\n"
           "       outdialctl --data DIR dnc import FILE --reason TEXT\n"
           "       outdialctl --data DIR backup FILE\n"
           "ROLE is agent, supervisor or admin. The password is read from standard "
           "input.\nFILE has a number a line, or in its first column. All of this works "
           "while outdiald runs and while it is stopped.\n",
           complaint);
  return 2;
}

static gboolean
back_up (const char *data_dir, const char *file, GError **error)
{
  g_autofree char *sentence = od_backup_command (data_dir, file, error);

  if (sentence == NULL)
    return FALSE;

  printf ("outdialctl: %s\n", sentence);
  return TRUE;
}

static gboolean
keep_list (const Options *options, char **argv, GError **error)
{
  const OdDncCommand command = { options->data_dir, argv[2], argv[3], options->reason };
  g_autofree char *says = od_dnc_command_run (&command, error);

  if (says == NULL)
    return FALSE;

  fputs (says, stdout);
  return TRUE;
}

static gboolean
keep_users (const Options *options, int argc, char **argv, GError **error)
{
  const OdUserCommand command = { options->data_dir, argv[2], argc == 4 ? argv[3] : NULL,
                                  options->role, STDIN_FILENO };
  g_autofree char *says = od_user_command_run (&command, error);

  if (says == NULL)
    return FALSE;

  fputs (says, stdout);
  return TRUE;
}

static int
run (const Options *options, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  gboolean user = (argc == 3 || argc == 4) && strcmp (argv[1], "user") == 0
                  && od_user_command_is_verb (argv[2], argc == 4);
  gboolean dnc = argc == 4 && strcmp (argv[1], "dnc") == 0
                 && od_dnc_command_is_verb (argv[2]);
  gboolean backup = argc == 3 && strcmp (argv[1], "backup") == 0;
  gboolean ok;

  if (!user && !dnc && !backup)
    return usage ("there is no such command");
  if (options->data_dir == NULL)
    return usage ("--data DIR is missing: outdiald's data_dir");

  if (user)
    ok = keep_users (options, argc, argv, &error);
  else if (dnc)
    ok = keep_list (options, argv, &error);
  else
    ok = back_up (options->data_dir, argv[2], &error);
  if (!ok)
    fprintf (stderr, "outdialctl: %s\n", error->message);

  return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}

int
main (int argc, char **argv)
{
  Options options = { NULL, NULL, NULL, FALSE };
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &options.data_dir, "Data folder", "DIR" },
    { "role", 0, 0, G_OPTION_ARG_STRING, &options.role, "Of a user", "ROLE" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &options.reason, "Why a number is listed",
      "TEXT" },
    { "version", 0, 0, G_OPTION_ARG_NONE, &options.version, "Print the version", NULL },
    { NULL },
  };
  g_autoptr (GOptionContext)
    context = g_option_context_new ("user VERB [NAME] | dnc VERB NUMBER | backup FILE");
  g_autoptr (GError) error = NULL;
  int status;

  od_secrecy_begin ();
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
  g_free (options.reason);
  return status;
}
