/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The softphone signs in at a real registrar, with the real baresip, and outlives what
 * happens to either.
 */
#include "app/phone/softphone.h"

#include "app/phone/softphone-stage.h"
#include "app/phone/sound-device.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

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
  PhoneStage stage = { 0 };

  phone_stage_open_registered (&stage);
  g_assert_null (od_softphone_get_reason (stage.phone));
  g_assert_cmpuint (phone_peer_count (stage.peer, "refused"), ==, 0);
  g_assert_true (is_private (stage.dir));
  g_assert_false (tells_password (stage.dir));
  phone_stage_close (&stage);
}

static void
test_a_wrong_password_is_refused_with_a_sentence (void)
{
  PhoneStage stage = { 0 };

  phone_stage_open (&stage, phone_peer_new ("0"));
  phone_stage_sign_in (&stage, "open-barley");
  od_test_wait_until (phone_is_refused, stage.phone, LIMIT_S, "refused");
  g_assert_cmpstr (od_softphone_get_reason (stage.phone), ==,
                   "The server refused the softphone of alice: wrong user name or "
                   "password. Sign in again.");
  g_assert_cmpuint (phone_peer_count (stage.peer, "registered"), ==, 0);
  phone_stage_sign_in (&stage, "open-sesame");
  phone_stage_await_registered (&stage);
  phone_stage_close (&stage);
}

static void
test_an_absent_server_is_named (void)
{
  PhoneStage stage = { 0 };
  g_autofree char *port = NULL;

  phone_stage_open (&stage, phone_peer_new ("0"));
  port = g_strdup (stage.peer->port);
  g_subprocess_force_exit (stage.peer->process);
  od_test_wait_until (phone_peer_is_over, stage.peer, LIMIT_S, "the peer's end");
  phone_stage_sign_in (&stage, "open-sesame");
  od_test_wait_until (phone_is_refused, stage.phone, LIMIT_S, "refused");
  g_assert_nonnull (strstr (od_softphone_get_reason (stage.phone), "does not reach"));
  g_assert_nonnull (strstr (od_softphone_get_reason (stage.phone), port));
  phone_stage_close (&stage);
}

static void
test_an_impossible_account_is_refused_at_once (void)
{
  PhoneStage stage = { 0 };

  phone_stage_open (&stage, phone_peer_new ("0"));
  od_softphone_set_account (stage.phone, "127.0.0.1:5060", "alice",
                            "x;auth_user=mallory");
  od_test_wait_until (phone_is_refused, stage.phone, LIMIT_S, "refused");
  g_assert_nonnull (strstr (od_softphone_get_reason (stage.phone), "password"));
  g_assert_null (strstr (od_softphone_get_reason (stage.phone), "mallory"));
  phone_stage_close (&stage);
}

static gboolean
is_restarting (gpointer data)
{
  return od_softphone_get_state (data) == OD_SOFTPHONE_STARTING;
}

static void
test_a_killed_child_comes_back_registered (void)
{
  PhoneStage stage = { 0 };
  pid_t first;

  phone_stage_open_on_line (&stage);
  first = od_softphone_get_pid (stage.phone);
  kill (first, SIGKILL);
  od_test_wait_until (is_restarting, stage.phone, LIMIT_S, "the death to be noticed");
  g_assert_false (od_softphone_get_on_line (stage.phone));
  g_assert_cmpuint (stage.downs, ==, 1);
  g_assert_nonnull (od_softphone_get_reason (stage.phone));
  phone_stage_await_registered (&stage);
  g_assert_cmpuint (stage.restarts, ==, 1);
  g_assert_cmpint (od_softphone_get_pid (stage.phone), !=, first);
  phone_stage_close (&stage);
}

static void
test_a_returned_server_gets_the_phone_at_once (void)
{
  PhoneStage stage = { 0 };
  g_autofree char *port = NULL;
  gint64 begun;

  phone_stage_open_on_line (&stage);
  port = g_strdup (stage.peer->port);
  phone_peer_free (stage.peer);
  stage.peer = phone_peer_new (port);
  begun = g_get_monotonic_time ();
  phone_stage_sign_in (&stage, "open-sesame");
  g_assert_false (od_softphone_get_on_line (stage.phone));
  phone_stage_await_registered (&stage);
  g_test_message ("registered again after %" G_GINT64_FORMAT " us",
                  g_get_monotonic_time () - begun);
  phone_peer_say (stage.peer, "call");
  phone_peer_await (stage.peer, "answered");
  phone_peer_await (stage.peer, "hears 440");
  phone_stage_close (&stage);
}

static void
test_registering_again_leaves_nothing_behind (void)
{
  PhoneStage stage = { 0 };
  PhonePeer *peer;

  phone_stage_open_registered (&stage);
  peer = stage.peer;
  for (int i = 0; i < 3; i++) {
    phone_stage_sign_in (&stage, "open-sesame");
    phone_peer_await (peer, "unregistered");
    phone_stage_await_registered (&stage);
  }
  od_softphone_clear_account (stage.phone);
  phone_peer_await (peer, "unregistered");
  g_assert_cmpuint (phone_peer_count (peer, "registered"), ==, 4);
  g_assert_cmpuint (phone_peer_count (peer, "unregistered"), ==, 4);
  g_assert_cmpint (od_softphone_get_state (stage.phone), ==, OD_SOFTPHONE_IDLE);
  phone_stage_close (&stage);
}

static void
test_stop_hangs_up_unregisters_and_tidies (void)
{
  PhoneStage stage = { 0 };
  g_autoptr (GDir) dir = NULL;
  const char *name;

  phone_stage_open_on_line (&stage);
  od_softphone_stop (stage.phone);
  g_assert_cmpint (od_softphone_get_state (stage.phone), ==, OD_SOFTPHONE_STOPPING);
  phone_peer_await (stage.peer, "ended by the phone");
  phone_peer_await (stage.peer, "unregistered alice");
  od_test_wait_until (phone_is_stopped, stage.phone, LIMIT_S, "stopped");
  g_assert_cmpint (od_softphone_get_pid (stage.phone), ==, 0);
  dir = g_dir_open (stage.dir, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_false (g_str_has_prefix (name, "outdial-phone"));
  phone_stage_close (&stage);
}

static void
on_idle_sign_in (OdSoftphone *phone, PhoneStage *stage)
{
  if (od_softphone_get_state (phone) == OD_SOFTPHONE_IDLE)
    phone_stage_sign_in (stage, "open-sesame");
}

static void
test_an_account_given_on_hearing_idle_registers_once (void)
{
  PhoneStage stage = { 0 };

  phone_stage_open (&stage, phone_peer_new ("0"));
  g_signal_connect (stage.phone, "state-changed", G_CALLBACK (on_idle_sign_in), &stage);
  phone_stage_await_registered (&stage);
  phone_peer_say (stage.peer, "call");
  phone_peer_await (stage.peer, "answered");
  g_assert_cmpuint (phone_peer_count (stage.peer, "registered"), ==, 1);
  g_signal_handlers_disconnect_by_func (stage.phone, on_idle_sign_in, &stage);
  phone_stage_close (&stage);
}

static void
on_down_stop (OdSoftphone *phone, gpointer data)
{
  od_softphone_stop (phone);
}

static void
test_it_may_be_stopped_on_hearing_that_the_child_died (void)
{
  PhoneStage stage = { 0 };

  phone_stage_open_on_line (&stage);
  g_signal_connect (stage.phone, "leg-down", G_CALLBACK (on_down_stop), NULL);
  kill (od_softphone_get_pid (stage.phone), SIGKILL);
  od_test_wait_until (phone_is_stopped, stage.phone, LIMIT_S, "stopped");
  g_assert_cmpint (od_softphone_get_pid (stage.phone), ==, 0);
  phone_stage_close (&stage);
}

/* 0.0.0.0 is no loopback address, and libre refuses it without asking anybody. */
static void
test_a_server_elsewhere_gets_a_child_of_its_own (void)
{
  PhoneStage stage = { 0 };
  pid_t first, second;

  phone_stage_open_on_line (&stage);
  first = od_softphone_get_pid (stage.phone);
  od_softphone_set_account (stage.phone, "0.0.0.0:5060", "alice", "open-sesame");
  g_assert_cmpint (od_softphone_get_state (stage.phone), ==, OD_SOFTPHONE_STARTING);
  g_assert_cmpuint (stage.downs, ==, 1);
  od_test_wait_until (phone_is_refused, stage.phone, LIMIT_S, "refused");
  second = od_softphone_get_pid (stage.phone);
  g_assert_cmpint (second, !=, first);

  phone_stage_sign_in (&stage, "open-sesame");
  phone_stage_await_registered (&stage);
  g_assert_cmpint (od_softphone_get_pid (stage.phone), !=, second);
  phone_stage_close (&stage);
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
                                 .source_wav = obstacle->source,
                                 .may_be_silent = TRUE };
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
  OdSoftphoneOptions options = { .baresip = "false",
                                 .runtime_dir = dir,
                                 .may_be_silent = TRUE };
  g_autoptr (OdSoftphone) phone = od_softphone_new (&options);

  g_assert_true (od_softphone_start (phone, NULL));
  od_test_wait_until (is_broken, phone, 2 * LIMIT_S, "broken");
  g_assert_nonnull (strstr (od_softphone_get_reason (phone), "stops as soon as"));
  od_test_remove_dir (dir);
}

/* Two files are a headset, for a phone without a call. */
static void
plug_in (const char *snd)
{
  g_autofree char *hears = g_build_filename (snd, "pcmC0D0c", NULL);
  g_autofree char *speaks = g_build_filename (snd, "pcmC0D0p", NULL);

  g_assert_true (g_file_set_contents (hears, "", 0, NULL));
  g_assert_true (g_file_set_contents (speaks, "", 0, NULL));
}

static void
test_no_phone_registers_without_a_sound_device (void)
{
  PhoneStage stage = { .peer = phone_peer_new ("0"), .dir = od_test_scratch_dir () };
  g_autofree char *snd = g_build_filename (stage.dir, "snd", NULL);
  g_autofree char *hears = g_build_filename (snd, "pcmC0D0c", NULL);
  OdSoftphoneOptions options = { .runtime_dir = stage.dir, .device_dir = snd };
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (snd, 0700), ==, 0);
  stage.phone = od_softphone_new (&options);
  g_assert_false (od_softphone_start (stage.phone, &error));
  g_assert_error (error, OD_PHONE_ERROR, OD_PHONE_ERROR_NO_SOUND);
  phone_stage_sign_in (&stage, "open-sesame");
  g_assert_cmpint (od_softphone_get_state (stage.phone), ==, OD_SOFTPHONE_BROKEN);
  g_assert_nonnull (strstr (od_softphone_get_reason (stage.phone), "plug in a headset"));

  plug_in (snd); /* nobody has to press anything */
  phone_stage_await_registered (&stage);
  g_assert_null (od_softphone_get_reason (stage.phone));
  g_assert_cmpint (g_unlink (hears), ==, 0);
  od_test_wait_until (is_broken, stage.phone, LIMIT_S, "the loss to be noticed");
  g_assert_nonnull (strstr (od_softphone_get_reason (stage.phone), "is gone"));
  g_assert_cmpint (od_softphone_get_pid (stage.phone), ==, 0);
  plug_in (snd);
  phone_stage_await_registered (&stage);
  phone_stage_close (&stage);
}

static void
on_seen (gpointer seen)
{
  *(gboolean *) seen = TRUE;
}

static gboolean
is_seen (gpointer seen)
{
  return *(gboolean *) seen;
}

/* Root may use every file: a link that leads nowhere is one that nobody may open. */
static void
forbid (const char *snd, const char *name)
{
  g_autofree char *path = g_build_filename (snd, name, NULL);

  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (symlink ("/nonexistent", path), ==, 0);
}

/* Another person comes to the screen: whoever talks goes on, and no call comes then. */
static void
test_a_right_that_is_lost_ends_no_call (void)
{
  PhoneStage stage = { .peer = phone_peer_new ("0"), .dir = od_test_scratch_dir () };
  g_autofree char *snd = g_build_filename (stage.dir, "snd", NULL);
  g_autofree char *alsa = g_build_filename (stage.dir, "asound.conf", NULL);
  OdSoftphoneOptions options = { .runtime_dir = stage.dir, .device_dir = snd };
  gboolean seen = FALSE;
  OdSoundDeviceWatch *watch;

  g_assert_cmpint (g_mkdir (snd, 0700), ==, 0);
  plug_in (snd);
  g_assert_true (g_file_set_contents (alsa, "pcm.default { type null }", -1, NULL));
  g_setenv ("ALSA_CONFIG_PATH", alsa, TRUE); /* a device that hears and says nothing */
  stage.phone = od_softphone_new (&options);
  g_assert_true (od_softphone_start (stage.phone, NULL));
  phone_stage_sign_in (&stage, "open-sesame");
  phone_stage_await_registered (&stage);
  phone_peer_say (stage.peer, "call");
  phone_peer_await (stage.peer, "answered");
  od_test_wait_until (phone_is_on_line, stage.phone, LIMIT_S, "the call");
  watch = od_sound_device_watch_new (snd, on_seen, &seen);
  forbid (snd, "pcmC0D0c");
  od_test_wait_until (is_seen, &seen, LIMIT_S,
                      "the change"); /* the phone saw it before */
  g_assert_true (od_softphone_get_on_line (stage.phone));
  g_assert_null (od_softphone_get_reason (stage.phone));
  phone_peer_say (stage.peer, "hangup");
  od_test_wait_until (is_broken, stage.phone, LIMIT_S, "the loss to be noticed");
  g_assert_nonnull (strstr (od_softphone_get_reason (stage.phone), "You may not use"));
  od_sound_device_watch_free (watch);
  phone_stage_close (&stage);
  g_unsetenv ("ALSA_CONFIG_PATH");
}

int
main (int argc, char *argv[])
{
  phone_stage_init ();
  g_unsetenv ("PULSE_SERVER");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/softphone/registers", test_a_phone_registers_with_digest);
  g_test_add_func ("/softphone/wrong-password",
                   test_a_wrong_password_is_refused_with_a_sentence);
  g_test_add_func ("/softphone/absent-server", test_an_absent_server_is_named);
  g_test_add_func ("/softphone/impossible-account",
                   test_an_impossible_account_is_refused_at_once);
  g_test_add_func ("/softphone/killed", test_a_killed_child_comes_back_registered);
  g_test_add_func ("/softphone/server-returns",
                   test_a_returned_server_gets_the_phone_at_once);
  g_test_add_func ("/softphone/again", test_registering_again_leaves_nothing_behind);
  g_test_add_func ("/softphone/stop", test_stop_hangs_up_unregisters_and_tidies);
  g_test_add_func ("/softphone/idle-sign-in",
                   test_an_account_given_on_hearing_idle_registers_once);
  g_test_add_func ("/softphone/stopped-on-death",
                   test_it_may_be_stopped_on_hearing_that_the_child_died);
  g_test_add_func ("/softphone/elsewhere",
                   test_a_server_elsewhere_gets_a_child_of_its_own);
  g_test_add_func ("/softphone/no-sound", test_no_phone_registers_without_a_sound_device);
  g_test_add_func ("/softphone/lost-right", test_a_right_that_is_lost_ends_no_call);
  g_test_add_func ("/softphone/given-up", test_a_child_that_cannot_run_is_given_up);
  for (gsize i = 0; i < G_N_ELEMENTS (obstacles); i++) {
    g_autofree char *path = g_strconcat ("/softphone/missing/", obstacles[i].name, NULL);
    g_test_add_data_func (path, &obstacles[i], test_what_is_missing_is_named);
  }
  return g_test_run ();
}
