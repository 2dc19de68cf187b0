/*
 * The real carrier as a child process, real SIP and RTP on loopback. What it did is
 * read from its log, what it said is heard on the wire.
 */
#include "carrier/pretend-caller.h"
#include "carrier/tone-share.h"
#include "support/waiting.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/prctl.h>

enum { LIMIT_S = 20, LOOK_MS = 10, FRAME = 160 };

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
                           "2*,answer,0-100,200-400,440\n";

typedef struct {
  char *dir;
  char *town;
  char *log;
  char *ready;
  GSubprocess *carrier; /* NULL once it was waited for */
  guint port;
  guint look; /* turns the main context, so that files are looked at again */
} Fixture;

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

static GSubprocess *
spawn (Fixture *f, const char *listen, GSubprocessFlags flags)
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

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GKeyFile) keys = g_key_file_new ();
  g_autofree char *where = NULL;

  f->dir = od_test_scratch_dir ();
  f->town = g_build_filename (f->dir, "town.csv", NULL);
  f->log = g_build_filename (f->dir, "carrier.log", NULL);
  f->ready = g_build_filename (f->dir, "ready", NULL);
  f->look = g_timeout_add (LOOK_MS, on_look, NULL);
  g_assert_true (g_file_set_contents (f->town, town, -1, NULL));

  f->carrier = spawn (f, "127.0.0.1:0", G_SUBPROCESS_FLAGS_NONE);
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

/* Stops the carrier as a user would; it must say goodbye with 0. */
static void
stop (Fixture *f)
{
  g_subprocess_send_signal (f->carrier, SIGTERM);
  od_test_wait_until (has_exited, f->carrier, LIMIT_S, "the carrier's end");
  g_assert_true (g_subprocess_get_successful (f->carrier));
  g_clear_object (&f->carrier);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  if (f->carrier)
    stop (f);
  g_source_remove (f->look);
  g_free (f->town);
  g_free (f->log);
  g_free (f->ready);
  od_test_remove_dir (f->dir);
}

/* --- what the log says ------------------------------------------------------------ */

typedef struct {
  Fixture *f;
  const Caller *c;
  const char *event;
} Fact;

/* Event names of one call in their order: " invite ringing answer". */
static char *
story (Fixture *f, const Caller *c)
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
find_line (Fixture *f, const Caller *c, const char *event)
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

static char *
wait_line (Fixture *f, const Caller *c, const char *event)
{
  od_test_wait_until (is_told, &(Fact){ f, c, event }, LIMIT_S, event);

  return find_line (f, c, event);
}

static void
assert_told (Fixture *f, const Caller *c, const char *event, const char *what)
{
  g_autofree char *line = wait_line (f, c, event);

  if (!strstr (line, what))
    g_error ("%s is not in %s", what, line);
}

static void
assert_story (Fixture *f, const Caller *c, const char *expected)
{
  g_autofree char *line = wait_line (f, c, "end");
  g_autofree char *told = story (f, c);

  g_assert_cmpstr (told, ==, expected);
}

static gint64
number_in (const char *line, const char *key)
{
  g_autofree char *mark = g_strdup_printf ("\"%s\":", key);
  g_autofree char *value = find_after (line, mark, ",}");

  g_assert_nonnull (value);

  return g_ascii_strtoll (value, NULL, 10);
}

/* --- what the caller sees --------------------------------------------------------- */

static gboolean
has_hung_up (gpointer data)
{
  return ((Caller *) data)->hung_up;
}

static gboolean
has_final_answer (gpointer data)
{
  const char *last = strrchr (((Caller *) data)->codes->str, ' ');

  return last && atoi (last) >= 200;
}

static gboolean
has_bye_answer (gpointer data)
{
  return ((Caller *) data)->bye_code != 0;
}

static gboolean
has_option_answer (gpointer data)
{
  return ((Caller *) data)->option_code != 0;
}

/* Half a second of what the far end says. */
static gboolean
has_heard (gpointer data)
{
  return ((Caller *) data)->heard->len >= 4000;
}

static Caller *
dial (Fixture *f, const char *number)
{
  Caller *c = caller_new (f->port, number);

  caller_invite (c, "sendrecv");

  return c;
}

static Caller *
dial_and_talk (Fixture *f, const char *number)
{
  Caller *c = dial (f, number);

  od_test_wait_until (has_final_answer, c, LIMIT_S, "a 200");
  g_assert_true (g_str_has_suffix (c->codes->str, " 200"));

  return c;
}

static void
hang_up (Caller *c)
{
  caller_ask (c, "BYE", ++c->cseq, TRUE);
  od_test_wait_until (has_bye_answer, c, LIMIT_S, "an answer to BYE");
  g_assert_cmpint (c->bye_code, ==, 200);
}

/* Frame by frame: after a stall the carrier leaves some out, and a tone that goes on from
 * elsewhere in its wave is as good as none when all is taken for one sound. */
static double
heard_share (const Caller *c, double hz)
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

/* --- the rules -------------------------------------------------------------------- */

static void
test_a_refusal_has_its_code (Fixture *f, gconstpointer data)
{
  /* clang-format off */
  static const struct {
    const char *number;
    const char *codes;
    const char *story;
    const char *code;
  } cases[] = {
    { "104", " 100 486",     " invite reject end",         "\"code\":486" },
    { "105", " 100 180 480", " invite ringing reject end", "\"code\":480" },
    { "107", " 100 404",     " invite reject end",         "\"code\":404" },
    { "108", " 100 503",     " invite reject end",         "\"code\":503" },
    { "109", " 100 180 603", " invite ringing reject end", "\"code\":603" },
    { "999", " 100 404",     " invite reject end",         "\"code\":404" },
  };
  /* clang-format on */

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (Caller) c = dial (f, cases[i].number);

    od_test_wait_until (has_final_answer, c, LIMIT_S, cases[i].codes);
    g_assert_cmpstr (c->codes->str, ==, cases[i].codes);
    assert_story (f, c, cases[i].story);
    assert_told (f, c, "reject", cases[i].code);
    assert_told (f, c, "end", "\"rtp_in\":0,\"rtp_out\":0,\"talk_ms\":0}");
  }
}

static void
test_an_answer_rings_first_and_says_its_tone (Fixture *f, gconstpointer data)
{
  g_autoptr (Caller) c = dial_and_talk (f, "100");

  g_assert_cmpstr (c->codes->str, ==, " 100 180 200");
  od_test_wait_until (has_heard, c, LIMIT_S, "half a second of sound");
  g_assert_cmpint (c->last_pt, ==, 0);
  g_assert_cmpuint (c->marked, ==, 1);
  g_assert_cmpfloat (heard_share (c, 440), >, 0.95);
  hang_up (c);
  assert_told (f, c, "answer", "\"codec\":\"PCMU\"");
  assert_told (f, c, "bye", "\"by\":\"caller\",\"why\":\"caller\"");
  assert_story (f, c, " invite ringing answer first-rtp bye end");
}

static void
test_the_caller_s_first_codec_is_taken_alone (Fixture *f, gconstpointer data)
{
  g_autoptr (Caller) c = caller_new (f->port, "100");

  g_free (c->offer);
  c->offer = g_strdup ("18 8 0 96");
  caller_invite (c, "sendrecv");
  od_test_wait_until (has_heard, c, LIMIT_S, "half a second of sound");
  g_assert_nonnull (strstr (c->answer, " RTP/AVP 8 96\r\n"));
  g_assert_cmpint (c->last_pt, ==, 8);
  g_assert_cmpfloat (heard_share (c, 440), >, 0.95);
  assert_told (f, c, "answer", "\"codec\":\"PCMA\"");
  hang_up (c);
}

static void
test_the_callee_may_make_the_offer (Fixture *f, gconstpointer data)
{
  g_autoptr (Caller) c = caller_new (f->port, "100");

  caller_invite (c, NULL);
  od_test_wait_until (has_heard, c, LIMIT_S, "half a second of sound");
  g_assert_nonnull (strstr (c->answer, " RTP/AVP 0 8 101\r\n"));
  assert_told (f, c, "answer", "\"codec\":null");
  hang_up (c);
}

static void
test_audio_never_leaves_this_machine (Fixture *f, gconstpointer data)
{
  g_autoptr (Caller) c = caller_new (f->port, "100");

  g_free (c->host);
  c->host = g_strdup ("192.0.2.1");
  caller_invite (c, "sendrecv");
  od_test_wait_until (has_final_answer, c, LIMIT_S, "a refusal");
  g_assert_cmpstr (c->codes->str, ==, " 100 488");
  assert_story (f, c, " invite reject end");
}

static void
test_a_talk_ends_by_itself (Fixture *f, gconstpointer data)
{
  g_autoptr (Caller) c = dial_and_talk (f, "101");
  g_autofree char *end = NULL;

  od_test_wait_until (has_hung_up, c, LIMIT_S, "a BYE");
  assert_told (f, c, "bye", "\"by\":\"callee\",\"why\":\"talked\"");
  assert_story (f, c, " invite ringing answer first-rtp bye end");
  end = wait_line (f, c, "end");
  g_assert_cmpint (number_in (end, "talk_ms"), >=, 600);
  /* one at once, then one every 20 ms: 30 or 31, fewer only after a long stall */
  g_assert_cmpint (number_in (end, "rtp_out"), >, 5);
  g_assert_cmpint (number_in (end, "rtp_out"), ==, c->packets);
  g_assert_cmpfloat (heard_share (c, 700), >, 0.95);
}

static void
test_no_ringing_is_a_200_without_180 (Fixture *f, gconstpointer data)
{
  g_autoptr (Caller) c = dial_and_talk (f, "102");

  g_assert_cmpstr (c->codes->str, ==, " 100 200");
  hang_up (c);
  assert_told (f, c, "invite", "\"does\":\"no-ringing\"");
}

static void
test_some_answer_and_hang_up_at_once (Fixture *f, gconstpointer data)
{
  g_autoptr (Caller) c = dial_and_talk (f, "103");

  od_test_wait_until (has_hung_up, c, LIMIT_S, "a BYE");
  assert_told (f, c, "bye", "\"by\":\"callee\",\"why\":\"hangs-up\"");
  assert_story (f, c, " invite ringing answer bye end");
}

static void
test_a_silent_trunk_says_nothing (Fixture *f, gconstpointer data)
{
  g_autoptr (Caller) c = dial (f, "110");
  g_autofree char *again = caller_invite_text (c, "sendrecv");
  g_autofree char *told = NULL;

  caller_send_raw (c, again);
  caller_ask (c, "OPTIONS", ++c->cseq, TRUE);
  od_test_wait_until (has_option_answer, c, LIMIT_S, "an answer to OPTIONS");

  /* what was sent before the OPTIONS would have been answered before it */
  g_assert_cmpint (c->option_code, ==, 200);
  g_assert_cmpstr (c->codes->str, ==, "");
  told = story (f, c);
  g_assert_cmpstr (told, ==, " invite");
  stop (f);
  assert_story (f, c, " invite end");
}

static gboolean
is_trying (gpointer data)
{
  return strstr (((Caller *) data)->codes->str, " 100") != NULL;
}

/* Before the 180 and after it: two different places in libre. */
static void
test_a_cancelled_call_is_told (Fixture *f, gconstpointer data)
{
  g_autoptr (Caller) early = dial (f, "111");
  g_autoptr (Caller) ringing = dial (f, "106");
  g_autofree char *ring = wait_line (f, ringing, "ringing");

  od_test_wait_until (is_trying, early, LIMIT_S, "a 100");
  caller_ask (early, "CANCEL", early->cseq, FALSE);
  g_clear_pointer (&ringing->to_tag, g_free); /* a CANCEL's To is the INVITE's */
  caller_ask (ringing, "CANCEL", ringing->cseq, FALSE);
  od_test_wait_until (has_final_answer, early, LIMIT_S, "a 487");
  od_test_wait_until (has_final_answer, ringing, LIMIT_S, "a 487");

  g_assert_cmpstr (early->codes->str, ==, " 100 487");
  g_assert_cmpint (early->cancel_code, ==, 200);
  assert_story (f, early, " invite cancel end");
  g_assert_cmpstr (ringing->codes->str, ==, " 100 180 487");
  g_assert_cmpint (ringing->cancel_code, ==, 200);
  assert_story (f, ringing, " invite ringing cancel end");
}

static void
test_five_seconds_without_rtp_end_a_call (Fixture *f, gconstpointer data)
{
  g_autoptr (Caller) c = caller_new (f->port, "100");
  g_autofree char *answer = NULL;
  g_autofree char *bye = NULL;
  g_autofree char *first = NULL;

  c->mute = TRUE;
  caller_invite (c, "sendrecv");
  first = wait_line (f, c, "answer");
  od_test_wait_until (has_hung_up, c, LIMIT_S, "a BYE");

  assert_told (f, c, "bye", "\"by\":\"callee\",\"why\":\"no-rtp\"");
  assert_story (f, c, " invite ringing answer bye end");
  bye = wait_line (f, c, "bye");
  answer = wait_line (f, c, "answer");
  /* the answer is told just after the 200 that starts the clock */
  g_assert_cmpint (number_in (bye, "mono_us") - number_in (answer, "mono_us"), >,
                   4900000);
}

/* RTP and SIP have no common order: before the last key is told we do not hang up. */
static gboolean
is_last_key_told (gpointer data)
{
  const Fact *fact = data;
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (fact->f->log, &text, NULL, NULL));

  return strstr (text, "\"digit\":\"#\"}") != NULL;
}

static void
test_a_key_is_told_once (Fixture *f, gconstpointer data)
{
  g_autoptr (Caller) c = dial_and_talk (f, "100");
  g_autofree char *told = NULL;

  g_assert_nonnull (strstr (c->answer, "a=rtpmap:96 telephone-event/8000\r\n"));
  caller_press (c, 5);
  caller_press (c, 11);
  od_test_wait_until (is_last_key_told, &(Fact){ f, c, "digit" }, LIMIT_S, "the key #");
  assert_told (f, c, "digit", "\"digit\":\"5\"}");
  hang_up (c);
  g_free (wait_line (f, c, "end"));
  told = story (f, c);
  g_assert_cmpstr (told, ==, " invite ringing answer first-rtp digit digit bye end");
}

static void
test_hold_is_answered_and_obeyed (Fixture *f, gconstpointer data)
{
  /* clang-format off */
  static const struct {
    const char *offer;
    const char *answer;
  } cases[] = {
    { "sendonly", "a=recvonly\r\n" },
    { "inactive", "a=inactive\r\n" },
    { "recvonly", "a=sendonly\r\n" },
    { "sendrecv", "a=sendrecv\r\n" },
  };
  /* clang-format on */
  g_autoptr (Caller) c = dial_and_talk (f, "100");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_string_truncate (c->codes, 0);
    caller_invite (c, cases[i].offer);
    od_test_wait_until (has_final_answer, c, LIMIT_S, cases[i].offer);
    g_assert_true (g_str_has_suffix (c->codes->str, " 200"));
    g_assert_nonnull (strstr (c->answer, cases[i].answer));
    if (i == 1)
      g_byte_array_set_size (c->heard, 0);
    if (i == 2) /* nothing came while it was on hold, but for what was under way */
      g_assert_cmpuint (c->heard->len, <=, 2 * 160);
  }
  od_test_wait_until (has_heard, c, LIMIT_S, "sound again");
  hang_up (c);
}

static void
test_options_are_answered_within_a_call (Fixture *f, gconstpointer data)
{
  g_autoptr (Caller) c = dial_and_talk (f, "100");

  caller_ask (c, "OPTIONS", ++c->cseq, TRUE);
  od_test_wait_until (has_option_answer, c, LIMIT_S, "an answer to OPTIONS");
  g_assert_cmpint (c->option_code, ==, 200);
  hang_up (c);
}

static void
test_the_judge_knows_who_called_whom (Fixture *f, gconstpointer data)
{
  g_autoptr (Caller) plain = dial (f, "107");
  g_autoptr (Caller) asserted = caller_new (f->port, "+2055");

  asserted->asserted = TRUE;
  caller_invite (asserted, "sendrecv");
  assert_told (f, plain, "invite",
               "\"number\":\"107\",\"caller_id\":\"44900\",\"asserted_id\":null,"
               "\"does\":\"not-found\"}");
  assert_told (f, asserted, "invite",
               "\"number\":\"+2055\",\"caller_id\":\"44900\","
               "\"asserted_id\":\"+441632960000\",\"does\":\"answer\"}");
  assert_story (f, plain, " invite reject end");
  od_test_wait_until (has_hung_up, asserted, LIMIT_S, "a BYE");
}

static void
test_what_the_callee_heard_is_kept (Fixture *f, gconstpointer data)
{
  g_autoptr (Caller) c = dial_and_talk (f, "101");
  g_autofree char *name = g_strdup_printf ("%s.wav", c->call_id);
  g_autofree char *path = g_build_filename (f->dir, name, NULL);
  struct aufile_prm prm = { 0 };
  struct aufile *file = NULL;
  gint16 sampv[2400];
  size_t n = sizeof (sampv);

  od_test_wait_until (has_hung_up, c, LIMIT_S, "a BYE");
  g_free (wait_line (f, c, "end"));
  stop (f);
  g_assert_cmpint (aufile_open (&file, &prm, path, AUFILE_READ), ==, 0);
  g_assert_cmpuint (prm.srate, ==, 8000);
  g_assert_cmpint (aufile_read (file, (uint8_t *) sampv, &n), ==, 0);
  mem_deref (file);
  /* the caller's square wave: its first harmonic holds 8/pi² of the energy */
  g_assert_cmpuint (n, >=, 1600);
  g_assert_cmpfloat (tone_share (sampv + n / 4, n / 4, 1000), >, 0.5);
}

static void
test_sigterm_says_goodbye_to_everybody (Fixture *f, gconstpointer data)
{
  g_autoptr (Caller) talking = dial_and_talk (f, "100");
  g_autoptr (Caller) ringing = dial (f, "106");
  g_autofree char *ring = wait_line (f, ringing, "ringing");

  stop (f);
  od_test_wait_until (has_hung_up, talking, LIMIT_S, "a BYE");
  od_test_wait_until (has_final_answer, ringing, LIMIT_S, "a 503");
  g_assert_cmpstr (ringing->codes->str, ==, " 100 180 503");
  assert_told (f, talking, "bye", "\"by\":\"callee\",\"why\":\"shutdown\"");
  assert_told (f, talking, "end", "\"rtp_in\":");
  assert_story (f, ringing, " invite ringing reject end");
}

static gboolean
have_all_hung_up (gpointer data)
{
  GPtrArray *callers = data;

  for (guint i = 0; i < callers->len; i++)
    if (!has_hung_up (callers->pdata[i]))
      return FALSE;

  return TRUE;
}

static void
free_caller (gpointer caller)
{
  caller_free (caller);
}

static void
test_many_calls_are_up_at_once (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) callers = g_ptr_array_new_with_free_func (free_caller);

  for (guint i = 0; i < 60; i++) {
    g_autofree char *number = g_strdup_printf ("2%03u", i);

    g_ptr_array_add (callers, dial (f, number));
  }
  od_test_wait_until (have_all_hung_up, callers, LIMIT_S, "60 BYEs");
  for (guint i = 0; i < callers->len; i++) {
    assert_told (f, callers->pdata[i], "bye", "\"why\":\"talked\"");
    assert_told (f, callers->pdata[i], "end", "\"rtp_in\":");
  }
}

static void
test_a_bad_start_is_one_sentence (Fixture *f, gconstpointer data)
{
  g_autofree char *taken = g_strdup_printf ("127.0.0.1:%u", f->port);
  const struct {
    const char *listen;
    const char *town;
    const char *says;
    int code;
  } cases[] = {
    { taken, town, "is in use: choose another with --listen.\n", 1 },
    { "0.0.0.0:0", town, "lives on loopback only", 1 },
    { "here", town, "is not an address", 2 },
    { "127.0.0.1:0", "who,does,ring_ms,talk_ms,say,weight\n1,dance\n", "line 2: does",
      1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GSubprocess) child = NULL;
    g_autofree char *said = NULL;

    g_assert_true (g_file_set_contents (f->town, cases[i].town, -1, NULL));
    child = spawn (f, cases[i].listen, G_SUBPROCESS_FLAGS_STDERR_PIPE);
    g_assert_true (g_subprocess_communicate_utf8 (child, NULL, NULL, NULL, &said, NULL));
    g_assert_cmpint (g_subprocess_get_exit_status (child), ==, cases[i].code);
    g_assert_nonnull (strstr (said, cases[i].says));
    g_assert_true (strchr (said, '\n') == said + strlen (said) - 1);
  }
}

int
main (int argc, char *argv[])
{
  /* clang-format off */
  static const struct {
    const char *path;
    void (*run) (Fixture *, gconstpointer);
  } tests[] = {
    { "/office/refusals", test_a_refusal_has_its_code },
    { "/office/answer", test_an_answer_rings_first_and_says_its_tone },
    { "/office/codec", test_the_caller_s_first_codec_is_taken_alone },
    { "/office/late-offer", test_the_callee_may_make_the_offer },
    { "/office/loopback", test_audio_never_leaves_this_machine },
    { "/office/talked", test_a_talk_ends_by_itself },
    { "/office/no-ringing", test_no_ringing_is_a_200_without_180 },
    { "/office/hangs-up", test_some_answer_and_hang_up_at_once },
    { "/office/silent-trunk", test_a_silent_trunk_says_nothing },
    { "/office/cancel", test_a_cancelled_call_is_told },
    { "/office/no-rtp", test_five_seconds_without_rtp_end_a_call },
    { "/office/keys", test_a_key_is_told_once },
    { "/office/hold", test_hold_is_answered_and_obeyed },
    { "/office/options", test_options_are_answered_within_a_call },
    { "/office/identity", test_the_judge_knows_who_called_whom },
    { "/office/recording", test_what_the_callee_heard_is_kept },
    { "/office/shutdown", test_sigterm_says_goodbye_to_everybody },
    { "/office/many", test_many_calls_are_up_at_once },
    { "/office/bad-start", test_a_bad_start_is_one_sentence },
  };
  /* clang-format on */

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].run, tear_down);

  return g_test_run ();
}
