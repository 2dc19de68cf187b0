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
 *   outdialctl rehearse FILE [--json]
 *   outdialctl --data DIR rehearse --campaign NAME [--agents N] [--answers P%] [--json]
 */
#include "ctl/backup-command.h"
#include "ctl/dnc-command.h"
#include "ctl/rehearse-command.h"
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
  char *campaign;
  char *agents;
  char *answers;
  gboolean json;
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
           "       outdialctl rehearse FILE [--json]\n"
           "       outdialctl --data DIR rehearse --campaign NAME [--agents N] "
           "[--answers P%%] [--json]\n"
           "ROLE is agent, supervisor or admin. The password is read from standard "
           "input.\nFILE has a number a line, or in its first column; of rehearse it is "
           "a "
           "key file: a day to simulate. All of this works while outdiald runs and while "
           "it is stopped.\n",
           complaint);
  return 2;
}

typedef enum { USER, DNC, BACKUP, REHEARSE, N_NOUNS } Noun;

/* N_NOUNS: there is no such command. */
static Noun
read_noun (int argc, char **argv)
{
  const char *noun = argc > 1 ? argv[1] : "";

  if ((argc == 3 || argc == 4) && strcmp (noun, "user") == 0
      && od_user_command_is_verb (argv[2], argc == 4))
    return USER;
  if (argc == 4 && strcmp (noun, "dnc") == 0 && od_dnc_command_is_verb (argv[2]))
    return DNC;
  if (argc == 3 && strcmp (noun, "backup") == 0)
    return BACKUP;

  return argc <= 3 && strcmp (noun, "rehearse") == 0 ? REHEARSE : N_NOUNS;
}

/* (transfer full): what is to be said; NULL with @error. */
static char *
carry_out (Noun noun, const Options *options, int argc, char **argv, GError **error)
{
  const char *data_dir = options->data_dir;
  const OdUserCommand user = { data_dir, argv[2], argc == 4 ? argv[3] : NULL,
                               options->role, STDIN_FILENO };
  const OdDncCommand dnc = { data_dir, argv[2], argv[3], options->reason };
  const OdRehearseCommand rehearse = { .file = argc == 3 ? argv[2] : NULL,
                                       .data_dir = data_dir,
                                       .campaign = options->campaign,
                                       .agents = options->agents,
                                       .answers = options->answers,
                                       .json = options->json };
  g_autofree char *sentence = NULL;

  if (noun == USER)
    return od_user_command_run (&user, error);
  if (noun == DNC)
    return od_dnc_command_run (&dnc, error);
  if (noun == REHEARSE)
    return od_rehearse_command_run (&rehearse, error);

  sentence = od_backup_command (data_dir, argv[2], error);
  return sentence != NULL ? g_strdup_printf ("outdialctl: %s\n", sentence) : NULL;
}

static int
run (const Options *options, int argc, char **argv)
{
  Noun noun = read_noun (argc, argv);
  g_autoptr (GError) error = NULL;
  g_autofree char *says = NULL;

  if (noun == N_NOUNS)
    return usage ("there is no such command");
  if (noun == REHEARSE && (argc == 3) == (options->campaign != NULL))
    return usage ("rehearse wants a FILE or a --campaign");
  if (noun == REHEARSE && argc == 3
      && (options->agents != NULL || options->answers != NULL))
    return usage ("--agents and --answers go with a --campaign");
  if ((noun != REHEARSE || options->campaign != NULL) && options->data_dir == NULL)
    return usage ("--data DIR is missing: outdiald's data_dir");

  says = carry_out (noun, options, argc, argv, &error);
  if (says == NULL) {
    fprintf (stderr, "outdialctl: %s\n", error->message);
    return EXIT_FAILURE;
  }

  fputs (says, stdout);
  return EXIT_SUCCESS;
}

int
main (int argc, char **argv)
{
  Options options = { 0 };
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &options.data_dir, "Data folder", "DIR" },
    { "role", 0, 0, G_OPTION_ARG_STRING, &options.role, "Of a user", "ROLE" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &options.reason, "Why a number is listed",
      "TEXT" },
    { "campaign", 0, 0, G_OPTION_ARG_STRING, &options.campaign, "To rehearse", "NAME" },
    { "agents", 0, 0, G_OPTION_ARG_STRING, &options.agents, "At work in it", "N" },
    { "answers", 0, 0, G_OPTION_ARG_STRING, &options.answers, "Of its calls", "P%" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, "Of rehearse: for a program",
      NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &options.version, "Print the version", NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (
    "user VERB [NAME] | dnc VERB NUMBER | backup FILE | rehearse FILE");
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
  g_free (options.campaign);
  g_free (options.agents);
  g_free (options.answers);
  return status;
}
