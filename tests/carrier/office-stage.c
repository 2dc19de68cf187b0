/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the tests of the carrier's office have in common.
 */
#include "carrier/office-stage.h"

#include "carrier/tone-share.h"

#include <signal.h>
#include <sys/prctl.h>

enum { LOOK_MS = 10, FRAME = 160 };

static const char town[] = "who,does,ring_ms,talk_ms,say,weight\n"
                           "100,answer,60,0,440\n"
                           "101,answer,0,600,700\n"
                           "102,no-ringing,40,0,440\n"
                           "103,hangs-up,20\n"
                           "104,busy,40\n"
                           "105,rings-out,60\n"
                           "106,rings-out\n"
                           "107,not-found\n"
                           "108,unavailable\n"
                           "109,declined,40\n"
                           "110,silent-trunk\n"
                           "111,busy,60000\n"
                           "112,no-audio,20\n"
                           "2*,answer,0-100,200-400,440\n";

static gboolean
on_look (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* A test that fails must not leave a carrier behind. */
static void
die_with_parent (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

GSubprocess *
office_stage_spawn (OfficeStage *f, const char *listen, GSubprocessFlags flags)
{
  g_autofree char *program = g_build_filename (g_getenv ("OUTDIAL_BUILD"), "src",
                                               "outdial-carrier", NULL);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (flags);
  g_autoptr (GError) error = NULL;
  GSubprocess *child;

  g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);
  child = g_subprocess_launcher_spawn (launcher, &error, program, "--town", f->town,
                                       "--log", f->log, "--ready", f->ready, "--listen",
                                       listen, "--record", f->dir, NULL);
  g_assert_no_error (error);

  return child;
}

static gboolean
is_ready (gpointer data)
{
  return g_file_test (data, G_FILE_TEST_EXISTS);
}

void
office_stage_set_up (OfficeStage *f, gconstpointer data)
{
  g_autoptr (GKeyFile) keys = g_key_file_new ();
  g_autofree char *where = NULL;

  f->dir = od_test_scratch_dir ();
  f->town = g_build_filename (f->dir, "town.csv", NULL);
  f->log = g_build_filename (f->dir, "carrier.log", NULL);
  f->ready = g_build_filename (f->dir, "ready", NULL);
  f->look = g_timeout_add (LOOK_MS, on_look, NULL);
  g_assert_true (g_file_set_contents (f->town, town, -1, NULL));

  f->carrier = office_stage_spawn (f, "127.0.0.1:0", G_SUBPROCESS_FLAGS_NONE);
  od_test_wait_until (is_ready, f->ready, LIMIT_S, "the ready file");
  g_assert_true (g_key_file_load_from_file (keys, f->ready, G_KEY_FILE_NONE, NULL));
  where = g_key_file_get_string (keys, "ready", "sip_listen", NULL);
  g_assert_true (g_str_has_prefix (where, "127.0.0.1:"));
  f->port = atoi (where + strlen ("127.0.0.1:"));
}

static gboolean
has_exited (gpointer data)
{
  return g_subprocess_get_identifier (data) == NULL;
}

void
office_stage_stop (OfficeStage *f)
{
  g_subprocess_send_signal (f->carrier, SIGTERM);
  od_test_wait_until (has_exited, f->carrier, LIMIT_S, "the carrier's end");
  g_assert_true (g_subprocess_get_successful (f->carrier));
  g_clear_object (&f->carrier);
}

void
office_stage_tear_down (OfficeStage *f, gconstpointer data)
{
  if (f->carrier)
    office_stage_stop (f);
  g_source_remove (f->look);
  g_free (f->town);
  g_free (f->log);
  g_free (f->ready);
  od_test_remove_dir (f->dir);
}

int
office_stage_run (int *argc, char ***argv, const OfficeTest *tests, gsize n_tests)
{
  g_test_init (argc, argv, NULL);
  for (gsize i = 0; i < n_tests; i++)
    g_test_add (tests[i].path, OfficeStage, NULL, office_stage_set_up, tests[i].run,
                office_stage_tear_down);

  return g_test_run ();
}

/* --- what the log says ------------------------------------------------------------ */

typedef struct {
  OfficeStage *f;
  const Caller *c;
  const char *event;
} Fact;

char *
office_stage_tell (OfficeStage *f, const Caller *c)
{
  g_autoptr (GString) events = g_string_new (NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_true (g_file_get_contents (f->log, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i]; i++) {
    g_autofree char *call = find_after (lines[i], "\"call\":\"", "\"");
    g_autofree char *event = find_after (lines[i], "\"event\":\"", "\"");

    if (g_strcmp0 (call, c->call_id) == 0)
      g_string_append_printf (events, " %s", event);
  }

  return g_string_free (g_steal_pointer (&events), FALSE);
}

/* The first line of that event, NULL if there is none yet. */
static char *
find_line (OfficeStage *f, const Caller *c, const char *event)
{
  g_autofree char *mark = g_strdup_printf ("\"event\":\"%s\",\"call\":\"%s\"", event,
                                           c->call_id);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_true (g_file_get_contents (f->log, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] && lines[i + 1]; i++)
    if (strstr (lines[i], mark))
      return g_strdup (lines[i]);

  return NULL;
}

static gboolean
is_told (gpointer data)
{
  const Fact *fact = data;
  g_autofree char *line = find_line (fact->f, fact->c, fact->event);

  return line != NULL;
}

char *
office_stage_await (OfficeStage *f, const Caller *c, const char *event)
{
  od_test_wait_until (is_told, &(Fact){ f, c, event }, LIMIT_S, event);

  return find_line (f, c, event);
}

void
office_stage_check_told (OfficeStage *f,
                         const Caller *c,
                         const char *event,
                         const char *what)
{
  g_autofree char *line = office_stage_await (f, c, event);

  if (!strstr (line, what))
    g_error ("%s is not in %s", what, line);
}

void
office_stage_check_story (OfficeStage *f, const Caller *c, const char *expected)
{
  g_autofree char *line = office_stage_await (f, c, "end");
  g_autofree char *told = office_stage_tell (f, c);

  g_assert_cmpstr (told, ==, expected);
}

/* --- what the caller sees --------------------------------------------------------- */

gboolean
caller_has_hung_up (gpointer data)
{
  return ((Caller *) data)->hung_up;
}

gboolean
caller_has_final_answer (gpointer data)
{
  const char *last = strrchr (((Caller *) data)->codes->str, ' ');

  return last && atoi (last) >= 200;
}

static gboolean
has_bye_answer (gpointer data)
{
  return ((Caller *) data)->bye_code != 0;
}

gboolean
caller_has_option_answer (gpointer data)
{
  return ((Caller *) data)->option_code != 0;
}

gboolean
caller_has_heard (gpointer data)
{
  return ((Caller *) data)->heard->len >= 4000;
}

Caller *
office_stage_dial (OfficeStage *f, const char *number)
{
  Caller *c = caller_new (f->port, number);

  caller_invite (c, "sendrecv");

  return c;
}

Caller *
office_stage_dial_and_talk (OfficeStage *f, const char *number)
{
  Caller *c = office_stage_dial (f, number);

  od_test_wait_until (caller_has_final_answer, c, LIMIT_S, "a 200");
  g_assert_true (g_str_has_suffix (c->codes->str, " 200"));

  return c;
}

void
caller_hang_up (Caller *c)
{
  caller_ask (c, "BYE", ++c->cseq, TRUE);
  od_test_wait_until (has_bye_answer, c, LIMIT_S, "an answer to BYE");
  g_assert_cmpint (c->bye_code, ==, 200);
}

/* Frame by frame: after a stall the carrier leaves some out, and a tone that goes on from
 * elsewhere in its wave is as good as none when all is taken for one sound. */
double
caller_heard_share (const Caller *c, double hz)
{
  gint16 sampv[FRAME];
  guint n = c->heard->len / FRAME;
  double sum = 0;

  for (guint frame = 0; frame < n; frame++) {
    for (guint i = 0; i < FRAME; i++) {
      guint8 byte = c->heard->data[frame * FRAME + i];

      sampv[i] = c->last_pt == 0 ? g711_ulaw2pcm (byte) : g711_alaw2pcm (byte);
    }
    sum += tone_share (sampv, FRAME, hz);
  }

  return n > 0 ? sum / n : 0;
}
