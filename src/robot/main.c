/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * outdial-robot: pretend agents for load and demonstration, and imports without a window.
 *
 *   outdial-robot --server URL --agents FILE --campaign NAME|ID [OPTIONS]
 *   outdial-robot import --server URL --user NAME … (see import-command.c)
 */
#include "robot/crew.h"
#include "robot/import-command.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* clang-format off */
static gboolean
read_options (OdCrewOptions *options, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "server", 0, 0, G_OPTION_ARG_STRING, &options->server,
      "The server, as in http://127.0.0.1:8620", "URL" },
    { "agents", 0, 0, G_OPTION_ARG_FILENAME, &options->agents,
      "Who they are: [NAME] and password=… for each; mode 0600", "FILE" },
    { "campaign", 0, 0, G_OPTION_ARG_STRING, &options->campaign,
      "What they work for", "NAME|ID" },
    { "name-prefix", 0, 0, G_OPTION_ARG_STRING, &options->name_prefix,
      "Only those whose name begins so", "TEXT" },
    { "talk", 0, 0, G_OPTION_ARG_STRING, &options->talk,
      "Milliseconds of talk, drawn for each call (3000-8000)", "MIN-MAX" },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &options->seed,
      "The same seed draws the same", "N" },
    { "outbox", 0, 0, G_OPTION_ARG_FILENAME, &options->outbox,
      "Where unsent dispositions are kept", "DIR" },
    { "record", 0, 0, G_OPTION_ARG_FILENAME, &options->record,
      "Keep what each said and heard in DIR/NAME", "DIR" },
    { "voice", 0, 0, G_OPTION_ARG_FILENAME, &options->voice,
      "What they say: a recording or a tone, a range for one each", "WAV|HZ|HZ-HZ" },
    { "keys", 0, 0, G_OPTION_ARG_STRING, &options->keys,
      "Keys they press at the beginning of each call", "DIGITS" },
    { "hold", 0, 0, G_OPTION_ARG_INT, &options->hold_ms,
      "Hold in the middle of each call", "MS" },
    { "ready", 0, 0, G_OPTION_ARG_FILENAME, &options->ready,
      "Written when all are ready", "FILE" },
    { "log", 0, 0, G_OPTION_ARG_FILENAME, &options->log,
      "What happened, as JSON lines", "FILE" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("");

  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_set_summary (context, "Pretend agents. \"outdial-robot import --help\""
                                         " tells of imports.");
  return g_option_context_parse (context, argc, argv, error);
}
/* clang-format on */

static const char *
find_missing (const OdCrewOptions *options)
{
  if (options->server == NULL)
    return "--server URL is missing: as in http://127.0.0.1:8620";
  if (options->agents == NULL)
    return "--agents FILE is missing: who the agents are";
  if (options->campaign == NULL)
    return "--campaign NAME or ID is missing: what they work for";

  return NULL;
}

static void
free_options (OdCrewOptions *options)
{
  g_free (options->server);
  g_free (options->agents);
  g_free (options->campaign);
  g_free (options->name_prefix);
  g_free (options->talk);
  g_free (options->outbox);
  g_free (options->record);
  g_free (options->voice);
  g_free (options->keys);
  g_free (options->ready);
  g_free (options->log);
}

static int
run_crew (int argc, char **argv)
{
  OdCrewOptions options = { .seed = 1 };
  g_autoptr (GError) error = NULL;
  const char *complaint = NULL;

  if (!read_options (&options, &argc, &argv, &error))
    complaint = error->message;
  else if (argc > 1)
    complaint = "there is an argument too many";
  else
    complaint = find_missing (&options);
  if (complaint == NULL && !od_crew_run (&options, &error))
    complaint = error->message;
  if (complaint != NULL)
    fprintf (stderr, "outdial-robot: %s\n", complaint);

  free_options (&options);
  return complaint == NULL ? EXIT_SUCCESS : EXIT_FAILURE;
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  /* Progress is read through pipes as well. */
  setvbuf (stdout, NULL, _IOLBF, 0);
  if (argc > 1 && strcmp (argv[1], "import") == 0)
    return od_import_command_run (argc - 1, argv + 1);
  return run_crew (argc, argv);
}
