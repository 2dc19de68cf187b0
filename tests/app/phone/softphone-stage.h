/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/phone/softphone.h"
#include "support/waiting.h"

#include <gio/gio.h>

/*
 * A softphone with the real baresip, and its other end: a real registrar and caller
 * (sip-peer).
 */
#define LIMIT_S     10
#define SAMPLE_RATE 8000

/* Cosine and sine of a tone's step per sample; a sine wave is 2 cos s[n-1] - s[n-2]. */
typedef struct {
  double cosine, sine;
} Tone;

static const Tone tone_440 = { 0.940880769, 0.338737920 };
static const Tone tone_1000 = { 0.707106781, 0.707106781 };

typedef struct {
  GSubprocess *process;
  GDataInputStream *output;
  GPtrArray *lines; /* all it said */
  guint seen;       /* lines before this one are dealt with */
  char *wanted;
  char *port;
  gboolean over;
} PhonePeer;

typedef struct {
  OdSoftphone *phone;
  PhonePeer *peer;
  char *dir; /* its runtime folder, its sound and its recordings */
  guint ups, downs, restarts;
} PhoneStage;

/** phone_peer_new: @port: "0": any. */
PhonePeer *phone_peer_new (const char *port);
void phone_peer_free (PhonePeer *peer);

/** phone_peer_say: a command: "call", "hangup", "forget". */
void phone_peer_say (PhonePeer *peer, const char *command);

/** phone_peer_await: waits for a line that is not older than the last one waited for.
 * Lent. */
const char *phone_peer_await (PhonePeer *peer, const char *prefix);

/** phone_peer_count: lines so far that begin so. */
guint phone_peer_count (PhonePeer *peer, const char *prefix);

/** phone_peer_is_over: @peer: a PhonePeer: its process has ended. */
gboolean phone_peer_is_over (gpointer peer);

/** phone_stage_open: a phone that was started; takes @peer. */
void phone_stage_open (PhoneStage *stage, PhonePeer *peer);
void phone_stage_close (PhoneStage *stage);

/** phone_stage_open_registered, phone_stage_open_on_line: and is as far as that. */
void phone_stage_open_registered (PhoneStage *stage);
void phone_stage_open_on_line (PhoneStage *stage);

/** phone_stage_sign_in: as alice, whose password is "open-sesame". */
void phone_stage_sign_in (PhoneStage *stage, const char *password);
void phone_stage_await_registered (PhoneStage *stage);

/* phone_is_…: of an OdSoftphone, to be waited for. */
gboolean phone_is_registered (gpointer phone);
gboolean phone_is_refused (gpointer phone);
gboolean phone_is_stopped (gpointer phone);
gboolean phone_is_on_line (gpointer phone);
gboolean phone_is_off_line (gpointer phone);

/** phone_stage_init: before g_test_init(): no desktop's sound server takes part. */
void phone_stage_init (void);
