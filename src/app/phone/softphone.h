/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/phone/phone-error.h"
#include "app/phone/softphone-state.h"

#include <glib-object.h>
#include <sys/types.h>

/**
 * OdSoftphone:
 *
 * The agent's telephone: a baresip of our own, registered with the server, that takes the
 * server's call at once and carries sound, mute and digits. It looks after its child
 * (which dies with us, and is started again if it dies alone) and never waits for it.
 * Any number may live in one program. Main thread, default main context.
 *
 * Who can call it: only the server it registered with, over the connection it opened to
 * it. A new call of the server replaces the one that is up: the server places one leg
 * only, so it has lost the other.
 *
 * Signals, all without parameters:
 *   "state-changed"  the state or the reason is another
 *   "leg-up"         the server's call was taken
 *   "leg-down"       it is over
 *   "silence-changed"  od_softphone_get_silent() is another, while the leg is up
 *   "restarted"      the child died and a new one runs
 */
#define OD_TYPE_SOFTPHONE (od_softphone_get_type ())
G_DECLARE_FINAL_TYPE (OdSoftphone, od_softphone, OD, SOFTPHONE, GObject)

typedef struct {
  /* The program; NULL: "baresip" from PATH. */
  const char *baresip;
  /* Parent of the phone's private folder; NULL: XDG_RUNTIME_DIR, or the temporary
   * folder. */
  const char *runtime_dir;
  /* What the agent says, over and over: WAV, 8 kHz, one channel, 16 bit; NULL: the sound
   * device. Without one the phone is BROKEN, with a reason that says what to plug in, and
   * starts by itself when it is there; also when it is pulled out. */
  const char *source_wav;
  /* For robots, tests and demos: a phone without a sound device says and hears nothing,
   * and is not BROKEN by it. */
  gboolean may_be_silent;
  /* Where the kernel lists its sound devices; NULL: /dev/snd. */
  const char *device_dir;
  /* Where both directions are kept as WAV files, said in *-enc.wav and heard in
   * *-dec.wav, complete when the leg is over. Each phone needs its own. NULL: nowhere. */
  const char *record_dir;
  /* Address for the phone's sound; NULL: 127.0.0.1 if the registrar is on loopback,
   * any if not. */
  const char *listen_address;
} OdSoftphoneOptions;

/** od_softphone_new: copies @options; %NULL: all defaults. Nothing runs yet. */
OdSoftphone *od_softphone_new (const OdSoftphoneOptions *options);

/**
 * od_softphone_start:
 *
 * Starts the child; the state goes to STARTING and then by itself to IDLE. Does nothing
 * if it runs already.
 *
 * Returns: %FALSE with an OD_PHONE_ERROR, the state then being BROKEN
 */
gboolean od_softphone_start (OdSoftphone *self, GError **error);

/**
 * od_softphone_set_account:
 * @registrar: "host:port"
 *
 * Registers, and stays registered, also through restarts of the child. To be called again
 * with the same values when the server came back: baresip notices only after a minute.
 * Every call begins afresh: it ends the leg that is up. Before start it is remembered.
 * An account that cannot be used makes the state REFUSED at once.
 * The password is kept in memory only and never logged.
 */
void od_softphone_set_account (OdSoftphone *self,
                               const char *registrar,
                               const char *user,
                               const char *password);

/** od_softphone_clear_account: hangs up, unregisters and forgets the account. */
void od_softphone_clear_account (OdSoftphone *self);

/** od_softphone_set_muted: says silence instead of the agent's voice, now and in every
 * later leg, until told otherwise. */
void od_softphone_set_muted (OdSoftphone *self, gboolean muted);
gboolean od_softphone_get_muted (OdSoftphone *self);

/** od_softphone_send_digits: sends 0-9, *, #, A-D as telephone events, about 240 ms each;
 * other letters are left out. Without a leg it does nothing. */
void od_softphone_send_digits (OdSoftphone *self, const char *digits);

/** od_softphone_stop: hangs up, unregisters, ends the child. The state becomes STOPPED in
 * the end, after two seconds at most. The account is forgotten. */
void od_softphone_stop (OdSoftphone *self);

OdSoftphoneState od_softphone_get_state (OdSoftphone *self);

/** od_softphone_get_on_line: is the server's call up? */
gboolean od_softphone_get_on_line (OdSoftphone *self);

/** od_softphone_get_silent: the server's call is up, and for 2 s no packet of sound came
 * over it, not even of silence. */
gboolean od_softphone_get_silent (OdSoftphone *self);

/** od_softphone_get_reason: why it is REFUSED or BROKEN, or STARTING again, as a sentence
 * for people; %NULL if there is nothing to say. Lent until the next change. */
const char *od_softphone_get_reason (OdSoftphone *self);

/** od_softphone_get_pid: the child's, for logs; 0: none runs. */
pid_t od_softphone_get_pid (OdSoftphone *self);
