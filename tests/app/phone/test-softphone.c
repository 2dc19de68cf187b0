/*
 * The softphone against a real registrar and caller (sip-peer), with the real baresip.
 */
#include "app/phone/softphone.h"

#include "support/waiting.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#define LIMIT_S     10
#define SAMPLE_RATE 8000

/* Cosine and sine of a tone's step per sample; a sine wave is 2 cos s[n-1] - s[n-2]. */
typedef struct {
  double cosine, sine;
} Tone;

static const Tone tone_440 = { 0.940880769, 0.338737920 };
static const Tone tone_1000 = { 0.707106781, 0.707106781 };

/* --- the peer --------------------------------------------------------------------- */

typedef struct {
  GSubprocess *process;
  GDataInputStream *output;
  GPtrArray *lines; /* all it said */
  guint seen;       /* lines before this one are dealt with */
  char *wanted;
  char *port;
  gboolean over;
} Peer;

static void
on_line (GObject *source, GAsyncResult *result, gpointer data)
{
  Peer *peer = data;
  char *line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result,
                                                     NULL, NULL);

  peer->over = line == NULL;
  if (line == NULL)
    return;
  g_test_message ("peer: %s", line);
  g_ptr_array_add (peer->lines, line);
  g_data_input_stream_read_line_async (peer->output, 0, NULL, on_line, peer);
}

static gboolean
has_wanted_line (gpointer data)
{
  Peer *peer = data;

  for (guint i = peer->seen; i < peer->lines->len; i++) {
    if (g_str_has_prefix (peer->lines->pdata[i], peer->wanted)) {
      peer->seen = i + 1;
      return TRUE;
    }
  }
  return FALSE;
}

/* Waits for a line that is not older than the last one waited for. */
static const char *
await (Peer *peer, const char *prefix)
{
  peer->wanted = (char *) prefix;
  od_test_wait_until (has_wanted_line, peer, LIMIT_S, prefix);
  return peer->lines->pdata[peer->seen - 1];
}

static guint
count (Peer *peer, const char *prefix)
{
  guint n = 0;

  for (guint i = 0; i < peer->lines->len; i++)
    n += g_str_has_prefix (peer->lines->pdata[i], prefix) ? 1 : 0;
  return n;
}

static Peer *
peer_new (const char *port)
{
  Peer *peer = g_new0 (Peer, 1);
  g_autofree char *program = g_build_filename (g_getenv ("OUTDIAL_BUILD"), "tests", "app",
                                               "phone", "sip-peer", NULL);
  g_autoptr (GError) error = NULL;

  peer->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE
                                      | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                    &error, program, port, "alice", "open-sesame", NULL);
  g_assert_no_error (error);
  peer->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (peer->process));
  peer->lines = g_ptr_array_new_with_free_func (g_free);
  g_data_input_stream_read_line_async (peer->output, 0, NULL, on_line, peer);
  peer->port = g_strdup (await (peer, "listening ") + strlen ("listening "));
  return peer;
}

static void
say (Peer *peer, const char *command)
{
  g_autofree char *line = g_strconcat (command, "\n", NULL);

  g_assert_true (g_output_stream_write_all (g_subprocess_get_stdin_pipe (peer->process),
                                            line, strlen (line), NULL, NULL, NULL));
}

static gboolean
is_over (gpointer data)
{
  return ((Peer *) data)->over;
}

static void
peer_free (Peer *peer)
{
  g_subprocess_force_exit (peer->process);
  od_test_wait_until (is_over, peer, LIMIT_S, "the peer's end");
  g_subprocess_wait (peer->process, NULL, NULL);
  g_object_unref (peer->output);
  g_object_unref (peer->process);
  g_ptr_array_unref (peer->lines);
  g_free (peer->port);
  g_free (peer);
}

/* --- the phone -------------------------------------------------------------------- */

typedef struct {
  OdSoftphone *phone;
  Peer *peer;
  char *dir; /* its runtime folder, its sound and its recordings */
  guint ups, downs, restarts;
} Fixture;

static void
on_count (OdSoftphone *phone, guint *counter)
{
  (*counter)++;
}

/* A tone of 0.5 s, which baresip must be made to say for longer than that. */
static char *
write_tone (const char *dir, Tone tone)
{
  char *path = g_build_filename (dir, "tone.wav", NULL);
  guint8 file[44 + SAMPLE_RATE] = "RIFF\0\0\0\0WAVEfmt \20\0\0\0\1\0\1\0\x40\x1f\0\0"
                                  "\x80\x3e\0\0\2\0\20\0data\x40\x1f\0\0";
  double before = -8000 * tone.sine, now = 0;

  for (int i = 0; i < SAMPLE_RATE / 2; i++) {
    double next = 2 * tone.cosine * now - before;
    gint16 sample = (gint16) now;

    file[44 + 2 * i] = (guint8) (sample & 0xff);
    file[45 + 2 * i] = (guint8) (sample >> 8);
    before = now;
    now = next;
  }
  g_assert_true (g_file_set_contents (path, (char *) file, sizeof file, NULL));
  return path;
}

static void
fixture_open (Fixture *fixture, Peer *peer)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *tone = NULL, *record = NULL;
  OdSoftphoneOptions options = { 0 };

  fixture->peer = peer;
  fixture->dir = od_test_scratch_dir ();
  tone = write_tone (fixture->dir, tone_440);
  record = g_build_filename (fixture->dir, "record", NULL);
  options.runtime_dir = fixture->dir;
  options.source_wav = tone;
  options.record_dir = record;
  fixture->phone = od_softphone_new (&options);
  g_signal_connect (fixture->phone, "leg-up", G_CALLBACK (on_count), &fixture->ups);
  g_signal_connect (fixture->phone, "leg-down", G_CALLBACK (on_count), &fixture->downs);
  g_signal_connect (fixture->phone, "restarted", G_CALLBACK (on_count),
                    &fixture->restarts);
  od_softphone_start (fixture->phone, &error);
  g_assert_no_error (error);
}

static void
sign_in (Fixture *fixture, const char *password)
{
  g_autofree char *registrar = g_strconcat ("127.0.0.1:", fixture->peer->port, NULL);

  od_softphone_set_account (fixture->phone, registrar, "alice", password);
}

static gboolean
is_registered (gpointer data)
{
  return od_softphone_get_state (data) == OD_SOFTPHONE_REGISTERED;
}

static gboolean
is_refused (gpointer data)
{
  return od_softphone_get_state (data) == OD_SOFTPHONE_REFUSED;
}

static gboolean
is_stopped (gpointer data)
{
  return od_softphone_get_state (data) == OD_SOFTPHONE_STOPPED;
}

static gboolean
is_on_line (gpointer data)
{
  return od_softphone_get_on_line (data);
}

static gboolean
is_off_line (gpointer data)
{
  return !od_softphone_get_on_line (data);
}

static gboolean
is_restarting (gpointer data)
{
  return od_softphone_get_state (data) == OD_SOFTPHONE_STARTING;
}

static void
await_registered (Fixture *fixture)
{
  od_test_wait_until (is_registered, fixture->phone, LIMIT_S, "registered");
  await (fixture->peer, "registered alice");
}

static void
open_registered (Fixture *fixture)
{
  fixture_open (fixture, peer_new ("0"));
  sign_in (fixture, "open-sesame");
  await_registered (fixture);
}

static void
open_on_line (Fixture *fixture)
{
  open_registered (fixture);
  say (fixture->peer, "call");
  od_test_wait_until (is_on_line, fixture->phone, LIMIT_S, "the leg to be up");
  await (fixture->peer, "answered");
}

static void
fixture_close (Fixture *fixture)
{
  od_softphone_stop (fixture->phone);
  od_test_wait_until (is_stopped, fixture->phone, LIMIT_S, "stopped");
  g_assert_finalize_object (fixture->phone);
  g_clear_pointer (&fixture->peer, peer_free);
  od_test_remove_dir (fixture->dir);
}

/* --- what was recorded ------------------------------------------------------------ */

/* The share of one frequency in a sound's energy: about 1 for a pure tone. */
static double
share_of (const gint16 *samples, gsize n, Tone tone)
{
  double w = 2 * tone.cosine, s1 = 0, s2 = 0, energy = 0;

  for (gsize i = 0; i < n; i++) {
    double s0 = samples[i] + w * s1 - s2;

    s2 = s1;
    s1 = s0;
    energy += (double) samples[i] * samples[i];
  }
  if (energy <= 0)
    return 0;
  return 2 * (s1 * s1 + s2 * s2 - w * s1 * s2) / ((double) n * energy);
}

static double
share_in_recording (const char *record_dir, const char *suffix, Tone tone)
{
  g_autoptr (GDir) dir = g_dir_open (record_dir, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (record_dir, name, NULL), *file = NULL;
    gsize size = 0;

    if (!g_str_has_suffix (name, suffix))
      continue;
    g_assert_true (g_file_get_contents (path, &file, &size, NULL));
    g_assert_cmpuint (size, >, 44 + SAMPLE_RATE);
    /* A second from the middle: the ends may be silent. */
    return share_of ((gint16 *) (void *) (file + 44 + (size - 44 - SAMPLE_RATE) / 4 * 2),
                     SAMPLE_RATE / 2, tone);
  }
  g_assert_not_reached ();
}

/* --- the tests -------------------------------------------------------------------- */

/* Looks for the password in every file of a folder. */
static gboolean
tells_password (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  g_autofree char *text = NULL;
  gboolean tells = FALSE;
  const char *name;
  gsize size;

  if (dir == NULL && g_file_get_contents (path, &text, &size, NULL))
    return memmem (text, size, "open-sesame", strlen ("open-sesame")) != NULL;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *inner = g_build_filename (path, name, NULL);
    tells = tells_password (inner) || tells;
  }
  return tells;
}

static gboolean
is_private (const char *parent)
{
  g_autoptr (GDir) dir = g_dir_open (parent, 0, NULL);
  const char *name;
  GStatBuf st;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (parent, name, NULL);
    if (g_str_has_prefix (name, "outdial-phone-"))
      return g_stat (path, &st) == 0 && (st.st_mode & 0777) == 0700;
  }
  return FALSE;
}

static void
test_a_phone_registers_with_digest (void)
{
  Fixture fixture = { 0 };

  open_registered (&fixture);
  g_assert_null (od_softphone_get_reason (fixture.phone));
  g_assert_cmpuint (count (fixture.peer, "refused"), ==, 0);
  g_assert_true (is_private (fixture.dir));
  g_assert_false (tells_password (fixture.dir));
  fixture_close (&fixture);
}

static void
test_a_wrong_password_is_refused_with_a_sentence (void)
{
  Fixture fixture = { 0 };

  fixture_open (&fixture, peer_new ("0"));
  sign_in (&fixture, "open-barley");
  od_test_wait_until (is_refused, fixture.phone, LIMIT_S, "refused");
  g_assert_cmpstr (od_softphone_get_reason (fixture.phone), ==,
                   "The server refused the softphone of alice: wrong user name or "
                   "password. Sign in again.");
  g_assert_cmpuint (count (fixture.peer, "registered"), ==, 0);
  sign_in (&fixture, "open-sesame");
  await_registered (&fixture);
  fixture_close (&fixture);
}

static void
test_an_absent_server_is_named (void)
{
  Fixture fixture = { 0 };
  g_autofree char *port = NULL;

  fixture_open (&fixture, peer_new ("0"));
  port = g_strdup (fixture.peer->port);
  g_subprocess_force_exit (fixture.peer->process);
  od_test_wait_until (is_over, fixture.peer, LIMIT_S, "the peer's end");
  sign_in (&fixture, "open-sesame");
  od_test_wait_until (is_refused, fixture.phone, LIMIT_S, "refused");
  g_assert_nonnull (strstr (od_softphone_get_reason (fixture.phone), "does not reach"));
  g_assert_nonnull (strstr (od_softphone_get_reason (fixture.phone), port));
  fixture_close (&fixture);
}

static void
test_an_impossible_account_is_refused_at_once (void)
{
  Fixture fixture = { 0 };

  fixture_open (&fixture, peer_new ("0"));
  od_softphone_set_account (fixture.phone, "127.0.0.1:5060", "alice",
                            "x;auth_user=mallory");
  od_test_wait_until (is_refused, fixture.phone, LIMIT_S, "refused");
  g_assert_nonnull (strstr (od_softphone_get_reason (fixture.phone), "password"));
  g_assert_null (strstr (od_softphone_get_reason (fixture.phone), "mallory"));
  fixture_close (&fixture);
}

static void
test_the_leg_carries_sound_both_ways (void)
{
  Fixture fixture = { 0 };
  g_autofree char *record = NULL;

  open_on_line (&fixture);
  record = g_build_filename (fixture.dir, "record", NULL);
  await (fixture.peer, "hears 440");
  /* Digits last a known while: enough for two seconds of sound to be recorded. */
  od_softphone_send_digits (fixture.phone, "11111111");
  for (int i = 0; i < 8; i++)
    await (fixture.peer, "digit 1");
  say (fixture.peer, "hangup");
  od_test_wait_until (is_off_line, fixture.phone, LIMIT_S, "the leg to be down");
  g_assert_cmpuint (fixture.ups, ==, 1);
  g_assert_cmpuint (fixture.downs, ==, 1);
  g_assert_cmpfloat (share_in_recording (record, "-dec.wav", tone_1000), >, 0.8);
  g_assert_cmpfloat (share_in_recording (record, "-dec.wav", tone_440), <, 0.1);
  g_assert_cmpfloat (share_in_recording (record, "-enc.wav", tone_440), >, 0.8);
  g_assert_true (is_registered (fixture.phone));
  fixture_close (&fixture);
}

static void
test_mute_says_silence (void)
{
  Fixture fixture = { 0 };

  open_on_line (&fixture);
  await (fixture.peer, "hears 440");
  od_softphone_set_muted (fixture.phone, TRUE);
  od_softphone_set_muted (fixture.phone, TRUE);
  await (fixture.peer, "hears silence");
  od_softphone_set_muted (fixture.phone, FALSE);
  await (fixture.peer, "hears 440");

  /* Faster than baresip answers, and across legs. */
  od_softphone_set_muted (fixture.phone, TRUE);
  od_softphone_set_muted (fixture.phone, FALSE);
  od_softphone_set_muted (fixture.phone, TRUE);
  await (fixture.peer, "hears silence");
  say (fixture.peer, "hangup");
  od_test_wait_until (is_off_line, fixture.phone, LIMIT_S, "the leg to be down");
  say (fixture.peer, "call");
  await (fixture.peer, "answered");
  await (fixture.peer, "hears silence");
  od_softphone_set_muted (fixture.phone, FALSE);
  await (fixture.peer, "hears 440");
  fixture_close (&fixture);
}

static void
test_digits_arrive (void)
{
  Fixture fixture = { 0 };

  open_on_line (&fixture);
  od_softphone_send_digits (fixture.phone, "9 x#");
  await (fixture.peer, "digit 9");
  await (fixture.peer, "digit #");
  g_assert_cmpuint (count (fixture.peer, "digit"), ==, 2);
  fixture_close (&fixture);
}

static void
test_a_killed_child_comes_back_registered (void)
{
  Fixture fixture = { 0 };
  pid_t first;

  open_on_line (&fixture);
  first = od_softphone_get_pid (fixture.phone);
  kill (first, SIGKILL);
  od_test_wait_until (is_restarting, fixture.phone, LIMIT_S, "the death to be noticed");
  g_assert_false (od_softphone_get_on_line (fixture.phone));
  g_assert_cmpuint (fixture.downs, ==, 1);
  g_assert_nonnull (od_softphone_get_reason (fixture.phone));
  await_registered (&fixture);
  g_assert_cmpuint (fixture.restarts, ==, 1);
  g_assert_cmpint (od_softphone_get_pid (fixture.phone), !=, first);
  fixture_close (&fixture);
}

static void
test_a_returned_server_gets_the_phone_at_once (void)
{
  Fixture fixture = { 0 };
  g_autofree char *port = NULL;
  gint64 begun;

  open_on_line (&fixture);
  port = g_strdup (fixture.peer->port);
  peer_free (fixture.peer);
  fixture.peer = peer_new (port);
  begun = g_get_monotonic_time ();
  sign_in (&fixture, "open-sesame");
  g_assert_false (od_softphone_get_on_line (fixture.phone));
  await_registered (&fixture);
  g_test_message ("registered again after %" G_GINT64_FORMAT " us",
                  g_get_monotonic_time () - begun);
  say (fixture.peer, "call");
  await (fixture.peer, "answered");
  await (fixture.peer, "hears 440");
  fixture_close (&fixture);
}

static void
test_registering_again_leaves_nothing_behind (void)
{
  Fixture fixture = { 0 };
  Peer *peer;

  open_registered (&fixture);
  peer = fixture.peer;
  for (int i = 0; i < 3; i++) {
    sign_in (&fixture, "open-sesame");
    await (peer, "unregistered");
    await_registered (&fixture);
  }
  od_softphone_clear_account (fixture.phone);
  await (peer, "unregistered");
  g_assert_cmpuint (count (peer, "registered"), ==, 4);
  g_assert_cmpuint (count (peer, "unregistered"), ==, 4);
  g_assert_cmpint (od_softphone_get_state (fixture.phone), ==, OD_SOFTPHONE_IDLE);
  fixture_close (&fixture);
}

static void
test_a_new_call_replaces_a_dead_one (void)
{
  Fixture fixture = { 0 };

  open_on_line (&fixture);
  say (fixture.peer, "forget");
  say (fixture.peer, "call");
  await (fixture.peer, "forgotten call ended");
  await (fixture.peer, "answered");
  await (fixture.peer, "hears 440");
  od_test_wait_until (is_on_line, fixture.phone, LIMIT_S, "the new leg to be up");
  g_assert_cmpuint (fixture.ups, ==, 2);
  g_assert_cmpuint (fixture.downs, ==, 1);
  fixture_close (&fixture);
}

static void
test_stop_hangs_up_unregisters_and_tidies (void)
{
  Fixture fixture = { 0 };
  g_autoptr (GDir) dir = NULL;
  const char *name;

  open_on_line (&fixture);
  od_softphone_stop (fixture.phone);
  g_assert_cmpint (od_softphone_get_state (fixture.phone), ==, OD_SOFTPHONE_STOPPING);
  await (fixture.peer, "ended by the phone");
  await (fixture.peer, "unregistered alice");
  od_test_wait_until (is_stopped, fixture.phone, LIMIT_S, "stopped");
  g_assert_cmpint (od_softphone_get_pid (fixture.phone), ==, 0);
  dir = g_dir_open (fixture.dir, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_false (g_str_has_prefix (name, "outdial-phone"));
  fixture_close (&fixture);
}

static void
on_idle_sign_in (OdSoftphone *phone, Fixture *fixture)
{
  if (od_softphone_get_state (phone) == OD_SOFTPHONE_IDLE)
    sign_in (fixture, "open-sesame");
}

static void
test_an_account_given_on_hearing_idle_registers_once (void)
{
  Fixture fixture = { 0 };

  fixture_open (&fixture, peer_new ("0"));
  g_signal_connect (fixture.phone, "state-changed", G_CALLBACK (on_idle_sign_in),
                    &fixture);
  await_registered (&fixture);
  say (fixture.peer, "call");
  await (fixture.peer, "answered");
  g_assert_cmpuint (count (fixture.peer, "registered"), ==, 1);
  g_signal_handlers_disconnect_by_func (fixture.phone, on_idle_sign_in, &fixture);
  fixture_close (&fixture);
}

static void
on_down_stop (OdSoftphone *phone, gpointer data)
{
  od_softphone_stop (phone);
}

static void
test_it_may_be_stopped_on_hearing_that_the_child_died (void)
{
  Fixture fixture = { 0 };

  open_on_line (&fixture);
  g_signal_connect (fixture.phone, "leg-down", G_CALLBACK (on_down_stop), NULL);
  kill (od_softphone_get_pid (fixture.phone), SIGKILL);
  od_test_wait_until (is_stopped, fixture.phone, LIMIT_S, "stopped");
  g_assert_cmpint (od_softphone_get_pid (fixture.phone), ==, 0);
  fixture_close (&fixture);
}

/* 0.0.0.0 is no loopback address, and libre refuses it without asking anybody. */
static void
test_a_server_elsewhere_gets_a_child_of_its_own (void)
{
  Fixture fixture = { 0 };
  pid_t first, second;

  open_on_line (&fixture);
  first = od_softphone_get_pid (fixture.phone);
  od_softphone_set_account (fixture.phone, "0.0.0.0:5060", "alice", "open-sesame");
  g_assert_cmpint (od_softphone_get_state (fixture.phone), ==, OD_SOFTPHONE_STARTING);
  g_assert_cmpuint (fixture.downs, ==, 1);
  od_test_wait_until (is_refused, fixture.phone, LIMIT_S, "refused");
  second = od_softphone_get_pid (fixture.phone);
  g_assert_cmpint (second, !=, first);

  sign_in (&fixture, "open-sesame");
  await_registered (&fixture);
  g_assert_cmpint (od_softphone_get_pid (fixture.phone), !=, second);
  fixture_close (&fixture);
}

static void
test_two_phones_live_in_one_program (void)
{
  Fixture one = { 0 }, two = { 0 };

  open_registered (&one);
  open_registered (&two);
  say (one.peer, "call");
  say (two.peer, "call");
  await (one.peer, "hears 440");
  await (two.peer, "hears 440");
  od_softphone_set_muted (one.phone, TRUE);
  await (one.peer, "hears silence");
  g_assert_true (od_softphone_get_on_line (two.phone));
  g_assert_cmpuint (count (two.peer, "hears silence"), ==, 0);
  fixture_close (&one);
  g_assert_true (od_softphone_get_on_line (two.phone));
  fixture_close (&two);
}

static void
test_without_a_sound_there_is_silence (void)
{
  OdSoftphoneOptions options = { 0 };
  Fixture fixture = { 0 };

  if (g_file_test ("/dev/snd", G_FILE_TEST_IS_DIR)) {
    g_test_skip ("this machine has a sound device");
    return;
  }
  fixture.peer = peer_new ("0");
  options.runtime_dir = fixture.dir = od_test_scratch_dir ();
  fixture.phone = od_softphone_new (&options);
  sign_in (&fixture, "open-sesame"); /* before the start: it is remembered */
  g_assert_true (od_softphone_start (fixture.phone, NULL));
  await_registered (&fixture);
  say (fixture.peer, "call");
  await (fixture.peer, "hears silence");
  fixture_close (&fixture);
}

typedef struct {
  const char *name, *baresip, *guard, *runtime_dir, *source;
  const char *sentence; /* in what the phone says */
  int code;
} Obstacle;

/* clang-format off */
static const Obstacle obstacles[] = {
  { "no baresip", "/nonexistent/baresip", NULL, NULL, NULL,
    "baresip is not installed: install the package baresip-core",
    OD_PHONE_ERROR_NOT_INSTALLED },
  { "no guard", NULL, "/nonexistent/guard.so", NULL, NULL,
    "The phone guard is not at /nonexistent/guard.so", OD_PHONE_ERROR_NOT_INSTALLED },
  { "no folder", NULL, NULL, "/nonexistent/run", NULL,
    "The softphone cannot make its folder in /nonexistent/run",
    OD_PHONE_ERROR_CANNOT_WRITE },
  { "no sound file", NULL, NULL, NULL, "/nonexistent/hello.wav",
    "The sound file cannot be read", OD_PHONE_ERROR_BAD_SOUND },
};
/* clang-format on */

static void
test_what_is_missing_is_named (gconstpointer data)
{
  const Obstacle *obstacle = data;
  g_autofree char *guard = g_strdup (g_getenv ("OUTDIAL_PHONE_GUARD"));
  char *dir = od_test_scratch_dir ();
  OdSoftphoneOptions options = { .baresip = obstacle->baresip,
                                 .runtime_dir = obstacle->runtime_dir,
                                 .source_wav = obstacle->source };
  g_autoptr (OdSoftphone) phone = NULL;
  g_autoptr (GError) error = NULL;

  if (options.runtime_dir == NULL)
    options.runtime_dir = dir;
  if (obstacle->guard != NULL)
    g_setenv ("OUTDIAL_PHONE_GUARD", obstacle->guard, TRUE);
  phone = od_softphone_new (&options);
  g_assert_false (od_softphone_start (phone, &error));
  g_setenv ("OUTDIAL_PHONE_GUARD", guard, TRUE);
  g_assert_error (error, OD_PHONE_ERROR, obstacle->code);
  g_assert_nonnull (strstr (error->message, obstacle->sentence));
  g_assert_cmpint (od_softphone_get_state (phone), ==, OD_SOFTPHONE_BROKEN);
  g_assert_cmpstr (od_softphone_get_reason (phone), ==, error->message);
  g_assert_cmpint (g_rmdir (dir), ==, 0); /* nothing half done */
  g_free (dir);
}

static gboolean
is_broken (gpointer data)
{
  return od_softphone_get_state (data) == OD_SOFTPHONE_BROKEN;
}

static void
test_a_child_that_cannot_run_is_given_up (void)
{
  char *dir = od_test_scratch_dir ();
  OdSoftphoneOptions options = { .baresip = "false", .runtime_dir = dir };
  g_autoptr (OdSoftphone) phone = od_softphone_new (&options);

  g_assert_true (od_softphone_start (phone, NULL));
  od_test_wait_until (is_broken, phone, 2 * LIMIT_S, "broken");
  g_assert_nonnull (strstr (od_softphone_get_reason (phone), "stops as soon as"));
  od_test_remove_dir (dir);
}

int
main (int argc, char *argv[])
{
  /* No desktop's sound server takes part. */
  g_unsetenv ("PULSE_SERVER");
  g_setenv ("XDG_RUNTIME_DIR", "/nonexistent", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/softphone/registers", test_a_phone_registers_with_digest);
  g_test_add_func ("/softphone/wrong-password",
                   test_a_wrong_password_is_refused_with_a_sentence);
  g_test_add_func ("/softphone/absent-server", test_an_absent_server_is_named);
  g_test_add_func ("/softphone/impossible-account",
                   test_an_impossible_account_is_refused_at_once);
  g_test_add_func ("/softphone/sound", test_the_leg_carries_sound_both_ways);
  g_test_add_func ("/softphone/mute", test_mute_says_silence);
  g_test_add_func ("/softphone/digits", test_digits_arrive);
  g_test_add_func ("/softphone/killed", test_a_killed_child_comes_back_registered);
  g_test_add_func ("/softphone/server-returns",
                   test_a_returned_server_gets_the_phone_at_once);
  g_test_add_func ("/softphone/again", test_registering_again_leaves_nothing_behind);
  g_test_add_func ("/softphone/replaced", test_a_new_call_replaces_a_dead_one);
  g_test_add_func ("/softphone/stop", test_stop_hangs_up_unregisters_and_tidies);
  g_test_add_func ("/softphone/idle-sign-in",
                   test_an_account_given_on_hearing_idle_registers_once);
  g_test_add_func ("/softphone/stopped-on-death",
                   test_it_may_be_stopped_on_hearing_that_the_child_died);
  g_test_add_func ("/softphone/elsewhere",
                   test_a_server_elsewhere_gets_a_child_of_its_own);
  g_test_add_func ("/softphone/two", test_two_phones_live_in_one_program);
  g_test_add_func ("/softphone/silence", test_without_a_sound_there_is_silence);
  g_test_add_func ("/softphone/given-up", test_a_child_that_cannot_run_is_given_up);
  for (gsize i = 0; i < G_N_ELEMENTS (obstacles); i++) {
    g_autofree char *path = g_strconcat ("/softphone/missing/", obstacles[i].name, NULL);
    g_test_add_data_func (path, &obstacles[i], test_what_is_missing_is_named);
  }
  return g_test_run ();
}
