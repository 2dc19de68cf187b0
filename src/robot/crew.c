/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads who is in the crew, starts a few at a time, and lets everybody go home. Main
 * thread.
 */
#include "robot/crew.h"

#include "app/sync/server-address.h"
#include "robot/pretend-agent.h"
#include "robot/tone-file.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <string.h>

#define AT_ONCE     8 /* agents that are starting: each starts a telephone */
#define MAX_TALK_MS 3600000
#define GOODBYE_S   20 /* for calls and paper work at the end */
#define DROP_S      5  /* for signing out after that */
#define PROGRESS_S  5
#define LOWEST_HZ   100
#define HIGHEST_HZ  3400

typedef struct {
  const OdCrewOptions *options;
  GMainLoop *loop;
  GPtrArray *agents; /* (element-type OdPretendAgent) */
  OdWitness *witness;
  char *folder; /* tones; removed at the end */
  guint n_started;
  guint n_ready;
  guint n_gone;
  guint n_saved;
  guint n_told;     /* saved, as the last progress line said */
  guint goodbye_id; /* source: 0: not leaving */
  GError *error;    /* why the crew cannot work; NULL: it can */
} Crew;

/* --- options ---------------------------------------------------------------------- */

/* "300" or "300-800". */
static gboolean
read_range (const char *text, guint64 min, guint64 max, guint *from, guint *to)
{
  g_auto (GStrv) parts = g_strsplit (text, "-", 2);
  guint64 low, high;

  if (!g_ascii_string_to_unsigned (parts[0], 10, min, max, &low, NULL)
      || !g_ascii_string_to_unsigned (parts[1] != NULL ? parts[1] : parts[0], 10, min,
                                      max, &high, NULL)
      || low > high)
    return FALSE;

  *from = low;
  *to = high;
  return TRUE;
}

static gboolean
read_talk (const OdCrewOptions *options, OdPretendAgentSetup *setup, GError **error)
{
  const char *talk = options->talk != NULL ? options->talk : "3000-8000";
  OdConversationHabits *habits = &setup->habits;

  habits->keys = options->keys;
  habits->hold_ms = CLAMP (options->hold_ms, 0, MAX_TALK_MS);
  if (read_range (talk, 0, MAX_TALK_MS, &habits->min_ms, &habits->max_ms))
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               "--talk %s: give milliseconds as MIN-MAX, as in 3000-8000", talk);
  return FALSE;
}

static gboolean
is_private (const char *path, GError **error)
{
  GStatBuf st;

  if (g_stat (path, &st) < 0) {
    int code = errno;

    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
                 "The agents' file %s cannot be read: %s", path, g_strerror (code));
    return FALSE;
  }
  if ((st.st_mode & 077) == 0)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
               "The agents' file %s holds passwords and others may read it: chmod 600 it",
               path);
  return FALSE;
}

static GKeyFile *
read_agents (const char *path, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) local = NULL;

  if (!is_private (path, error))
    return NULL;
  if (g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &local))
    return g_steal_pointer (&file);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               "The agents' file %s cannot be read: %s", path, local->message);
  return NULL;
}

/* Unsent work belongs to one server: another one must not get it. */
static char *
get_outbox_folder (const OdCrewOptions *options, GError **error)
{
  g_autoptr (OdServerAddress) address = od_server_address_new (options->server, error);

  if (address == NULL)
    return NULL;
  if (options->outbox != NULL)
    return g_strdup (options->outbox);

  g_strdelimit (address->place, "/:[]", '-');
  return g_build_filename (g_get_user_state_dir (), "outdial-robot", address->place,
                           NULL);
}

/* --- voices ----------------------------------------------------------------------- */

static gboolean
is_tone (const char *voice)
{
  return voice[strspn (voice, "0123456789-")] == '\0';
}

/* Each agent its own tone, spread over the range, so that a recording tells who spoke. */
static char *
make_tone (Crew *crew, guint i, guint n, GError **error)
{
  g_autofree char *name = g_strdup_printf ("%u.wav", i);
  g_autofree char *path = NULL;
  guint from, to;

  if (!read_range (crew->options->voice, LOWEST_HZ, HIGHEST_HZ, &from, &to)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 "--voice %s: give a WAV file, or hertz from %d to %d as HZ or HZ-HZ",
                 crew->options->voice, LOWEST_HZ, HIGHEST_HZ);
    return NULL;
  }
  if (crew->folder == NULL)
    crew->folder = g_dir_make_tmp ("outdial-robot-XXXXXX", error);
  if (crew->folder == NULL)
    return NULL;

  path = g_build_filename (crew->folder, name, NULL);
  if (!od_tone_file_write (path, n > 1 ? from + i * (to - from) / (n - 1) : from, error))
    return NULL;
  return g_steal_pointer (&path);
}

static char *
get_voice (Crew *crew, guint i, guint n, GError **error)
{
  const char *voice = crew->options->voice;

  if (is_tone (voice))
    return make_tone (crew, i, n, error);
  if (g_file_test (voice, G_FILE_TEST_IS_REGULAR))
    return g_strdup (voice);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
               "--voice %s: there is no such file", voice);
  return NULL;
}

static void
remove_tones (Crew *crew)
{
  if (crew->folder == NULL)
    return;
  for (guint i = 0; i < crew->agents->len; i++) {
    g_autofree char *name = g_strdup_printf ("%u.wav", i);
    g_autofree char *path = g_build_filename (crew->folder, name, NULL);

    g_unlink (path);
  }
  g_rmdir (crew->folder);
}

/* --- the day ---------------------------------------------------------------------- */

static void
start_next (Crew *crew)
{
  if (crew->goodbye_id == 0 && crew->n_started < crew->agents->len)
    od_pretend_agent_start (g_ptr_array_index (crew->agents, crew->n_started++));
}

static void
on_failed (OdPretendAgent *agent, const char *why, Crew *crew)
{
  if (crew->error == NULL)
    crew->error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, why);
  g_main_loop_quit (crew->loop);
}

static void
on_settled (OdPretendAgent *agent, Crew *crew)
{
  start_next (crew);
}

static void
on_ready (OdPretendAgent *agent, Crew *crew)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  crew->n_ready++;
  if (crew->n_ready < crew->agents->len)
    return;
  g_print ("all %u agents are ready\n", crew->n_ready);
  if (crew->options->ready == NULL)
    return;
  text = g_strdup_printf ("[ready]\nagents=%u\n", crew->n_ready);
  if (!g_file_set_contents (crew->options->ready, text, -1, &error))
    g_printerr ("outdial-robot: %s\n", error->message);
}

static void
on_saved (OdPretendAgent *agent, Crew *crew)
{
  crew->n_saved++;
}

static void
on_gone (OdPretendAgent *agent, Crew *crew)
{
  crew->n_gone++;
  if (crew->n_gone == crew->agents->len)
    g_main_loop_quit (crew->loop);
}

static gboolean
on_progress (gpointer data)
{
  Crew *crew = data;
  guint talking = 0;

  if (crew->n_saved == crew->n_told)
    return G_SOURCE_CONTINUE;
  for (guint i = 0; i < crew->agents->len; i++)
    talking += od_pretend_agent_is_talking (g_ptr_array_index (crew->agents, i)) ? 1 : 0;
  g_print ("%u agents, %u talking, %u calls done\n", crew->agents->len, talking,
           crew->n_saved);
  crew->n_told = crew->n_saved;
  return G_SOURCE_CONTINUE;
}

static gboolean
on_dropped (gpointer data)
{
  Crew *crew = data;

  crew->goodbye_id = 0;
  g_main_loop_quit (crew->loop);
  return G_SOURCE_REMOVE;
}

static gboolean
on_goodbye_over (gpointer data)
{
  Crew *crew = data;

  crew->goodbye_id = g_timeout_add_seconds (DROP_S, on_dropped, crew);
  for (guint i = 0; i < crew->agents->len; i++)
    od_pretend_agent_drop (g_ptr_array_index (crew->agents, i));
  return G_SOURCE_REMOVE;
}

static gboolean
on_told_to_leave (gpointer data)
{
  Crew *crew = data;

  if (crew->goodbye_id != 0)
    return G_SOURCE_CONTINUE;
  crew->goodbye_id = g_timeout_add_seconds (GOODBYE_S, on_goodbye_over, crew);
  for (guint i = 0; i < crew->agents->len; i++)
    od_pretend_agent_leave (g_ptr_array_index (crew->agents, i));
  return G_SOURCE_CONTINUE;
}

/* --- hiring ----------------------------------------------------------------------- */

static void
listen_to (Crew *crew, OdPretendAgent *agent)
{
  g_signal_connect (agent, "failed", G_CALLBACK (on_failed), crew);
  g_signal_connect (agent, "settled", G_CALLBACK (on_settled), crew);
  g_signal_connect (agent, "ready", G_CALLBACK (on_ready), crew);
  g_signal_connect (agent, "saved", G_CALLBACK (on_saved), crew);
  g_signal_connect (agent, "gone", G_CALLBACK (on_gone), crew);
  g_ptr_array_add (crew->agents, agent);
}

static gboolean
hire (Crew *crew, OdPretendAgentSetup *setup, guint i, guint n, GError **error)
{
  g_autofree char *outbox = get_outbox_folder (crew->options, error);
  g_autofree char *file = g_strconcat (setup->name, ".sqlite", NULL);
  g_autofree char *outbox_path = NULL;
  g_autofree char *record_dir = NULL;
  g_autofree char *voice = NULL;
  OdPretendAgent *agent;

  if (outbox == NULL)
    return FALSE;
  if (crew->options->voice != NULL) {
    voice = get_voice (crew, i, n, error);
    if (voice == NULL)
      return FALSE;
  }
  if (crew->options->record != NULL) {
    record_dir = g_build_filename (crew->options->record, setup->name, NULL);
    if (g_mkdir_with_parents (record_dir, 0700) < 0) {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s cannot be made: %s",
                   record_dir, g_strerror (errno));
      return FALSE;
    }
  }

  outbox_path = g_build_filename (outbox, file, NULL);
  setup->outbox_path = outbox_path;
  setup->record_dir = record_dir;
  setup->voice = voice;
  agent = od_pretend_agent_new (setup, error);
  if (agent != NULL)
    listen_to (crew, agent);
  return agent != NULL;
}

static gboolean
is_wanted (const OdCrewOptions *options, const char *name)
{
  return options->name_prefix == NULL || g_str_has_prefix (name, options->name_prefix);
}

static gboolean
hire_all (Crew *crew, GError **error)
{
  const OdCrewOptions *options = crew->options;
  OdPretendAgentSetup setup = { .server = options->server,
                                .campaign = options->campaign,
                                .seed = options->seed,
                                .witness = crew->witness };
  g_autoptr (GKeyFile) file = read_agents (options->agents, error);
  g_auto (GStrv) names = file != NULL ? g_key_file_get_groups (file, NULL) : NULL;
  guint n = 0;

  if (file == NULL || !read_talk (options, &setup, error))
    return FALSE;
  for (char **name = names; *name != NULL; name++)
    n += is_wanted (options, *name) ? 1 : 0;
  for (char **name = names; *name != NULL; name++) {
    g_autofree char *password = g_key_file_get_string (file, *name, "password", NULL);

    if (!is_wanted (options, *name))
      continue;
    if (password == NULL || strchr (*name, '/') != NULL) {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   "%s: [%s] needs password=… and a name without a slash",
                   options->agents, *name);
      return FALSE;
    }
    setup.name = *name;
    setup.password = password;
    if (!hire (crew, &setup, crew->agents->len, n, error))
      return FALSE;
  }
  if (n > 0)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               "%s names no agent: write [NAME] and password=… for each",
               options->agents);
  return FALSE;
}

static void
work (Crew *crew)
{
  guint term = g_unix_signal_add (SIGTERM, on_told_to_leave, crew);
  guint interrupt = g_unix_signal_add (SIGINT, on_told_to_leave, crew);
  guint progress = g_timeout_add_seconds (PROGRESS_S, on_progress, crew);

  for (guint i = 0; i < AT_ONCE; i++)
    start_next (crew);
  g_main_loop_run (crew->loop);

  g_source_remove (term);
  g_source_remove (interrupt);
  g_source_remove (progress);
  g_clear_handle_id (&crew->goodbye_id, g_source_remove);
}

gboolean
od_crew_run (const OdCrewOptions *options, GError **error)
{
  Crew crew = { .options = options };

  crew.witness = od_witness_new (options->log, error);
  if (crew.witness == NULL)
    return FALSE;
  crew.loop = g_main_loop_new (NULL, FALSE);
  crew.agents = g_ptr_array_new_with_free_func (g_object_unref);
  if (hire_all (&crew, &crew.error)) {
    work (&crew);
    if (crew.error == NULL)
      g_print ("%u calls done\n", crew.n_saved);
  }

  remove_tones (&crew);
  g_ptr_array_unref (crew.agents);
  g_main_loop_unref (crew.loop);
  g_free (crew.folder);
  od_witness_free (crew.witness);
  if (crew.error == NULL)
    return TRUE;
  g_propagate_error (error, crew.error);
  return FALSE;
}
