/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the tests of the softphone have in common.
 */
#include "app/phone/softphone-stage.h"

#include <string.h>

/* --- the peer --------------------------------------------------------------------- */

static void
on_line (GObject *source, GAsyncResult *result, gpointer data)
{
  PhonePeer *peer = data;
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
  PhonePeer *peer = data;

  for (guint i = peer->seen; i < peer->lines->len; i++) {
    if (g_str_has_prefix (peer->lines->pdata[i], peer->wanted)) {
      peer->seen = i + 1;
      return TRUE;
    }
  }
  return FALSE;
}

/* Waits for a line that is not older than the last one waited for. */
const char *
phone_peer_await (PhonePeer *peer, const char *prefix)
{
  peer->wanted = (char *) prefix;
  od_test_wait_until (has_wanted_line, peer, LIMIT_S, prefix);
  return peer->lines->pdata[peer->seen - 1];
}

guint
phone_peer_count (PhonePeer *peer, const char *prefix)
{
  guint n = 0;

  for (guint i = 0; i < peer->lines->len; i++)
    n += g_str_has_prefix (peer->lines->pdata[i], prefix) ? 1 : 0;
  return n;
}

PhonePeer *
phone_peer_new (const char *port)
{
  PhonePeer *peer = g_new0 (PhonePeer, 1);
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
  peer->port = g_strdup (phone_peer_await (peer, "listening ") + strlen ("listening "));
  return peer;
}

void
phone_peer_say (PhonePeer *peer, const char *command)
{
  g_autofree char *line = g_strconcat (command, "\n", NULL);

  g_assert_true (g_output_stream_write_all (g_subprocess_get_stdin_pipe (peer->process),
                                            line, strlen (line), NULL, NULL, NULL));
}

gboolean
phone_peer_is_over (gpointer data)
{
  return ((PhonePeer *) data)->over;
}

void
phone_peer_free (PhonePeer *peer)
{
  g_subprocess_force_exit (peer->process);
  od_test_wait_until (phone_peer_is_over, peer, LIMIT_S, "the peer's end");
  g_subprocess_wait (peer->process, NULL, NULL);
  g_object_unref (peer->output);
  g_object_unref (peer->process);
  g_ptr_array_unref (peer->lines);
  g_free (peer->port);
  g_free (peer);
}

/* --- the phone -------------------------------------------------------------------- */

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

void
phone_stage_open (PhoneStage *stage, PhonePeer *peer)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *tone = NULL, *record = NULL;
  OdSoftphoneOptions options = { 0 };

  stage->peer = peer;
  stage->dir = od_test_scratch_dir ();
  tone = write_tone (stage->dir, tone_440);
  record = g_build_filename (stage->dir, "record", NULL);
  options.runtime_dir = stage->dir;
  options.source_wav = tone;
  options.record_dir = record;
  stage->phone = od_softphone_new (&options);
  g_signal_connect (stage->phone, "leg-up", G_CALLBACK (on_count), &stage->ups);
  g_signal_connect (stage->phone, "leg-down", G_CALLBACK (on_count), &stage->downs);
  g_signal_connect (stage->phone, "restarted", G_CALLBACK (on_count), &stage->restarts);
  od_softphone_start (stage->phone, &error);
  g_assert_no_error (error);
}

void
phone_stage_sign_in (PhoneStage *stage, const char *password)
{
  g_autofree char *registrar = g_strconcat ("127.0.0.1:", stage->peer->port, NULL);

  od_softphone_set_account (stage->phone, registrar, "alice", password);
}

gboolean
phone_is_registered (gpointer data)
{
  return od_softphone_get_state (data) == OD_SOFTPHONE_REGISTERED;
}

gboolean
phone_is_refused (gpointer data)
{
  return od_softphone_get_state (data) == OD_SOFTPHONE_REFUSED;
}

gboolean
phone_is_stopped (gpointer data)
{
  return od_softphone_get_state (data) == OD_SOFTPHONE_STOPPED;
}

gboolean
phone_is_on_line (gpointer data)
{
  return od_softphone_get_on_line (data);
}

gboolean
phone_is_off_line (gpointer data)
{
  return !od_softphone_get_on_line (data);
}

void
phone_stage_await_registered (PhoneStage *stage)
{
  od_test_wait_until (phone_is_registered, stage->phone, LIMIT_S, "registered");
  phone_peer_await (stage->peer, "registered alice");
}

void
phone_stage_open_registered (PhoneStage *stage)
{
  phone_stage_open (stage, phone_peer_new ("0"));
  phone_stage_sign_in (stage, "open-sesame");
  phone_stage_await_registered (stage);
}

void
phone_stage_open_on_line (PhoneStage *stage)
{
  phone_stage_open_registered (stage);
  phone_peer_say (stage->peer, "call");
  od_test_wait_until (phone_is_on_line, stage->phone, LIMIT_S, "the leg to be up");
  phone_peer_await (stage->peer, "answered");
}

void
phone_stage_close (PhoneStage *stage)
{
  od_softphone_stop (stage->phone);
  od_test_wait_until (phone_is_stopped, stage->phone, LIMIT_S, "stopped");
  g_assert_finalize_object (stage->phone);
  g_clear_pointer (&stage->peer, phone_peer_free);
  od_test_remove_dir (stage->dir);
}

void
phone_stage_init (void)
{
  g_unsetenv ("PULSE_SERVER");
  g_setenv ("XDG_RUNTIME_DIR", "/nonexistent", TRUE);
}
