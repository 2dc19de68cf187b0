/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/phone/softphone.h"
#include "app/sync/backend.h"

/**
 * OdHandset:
 *
 * The agent's telephone, and what is asked of the call on its line: mute, hold, resume,
 * digits, the end. Each is asked once and not repeated: a call that is gone needs no
 * hold; but for the end, which is asked until the server has heard of it. Digits arrive
 * in the order they were pressed. Without a call nothing is asked.
 * Main thread.
 *
 * Signals:
 *   "changed"                   the phone's state, mute, silence on the wire, or that the
 *                               call is ending
 *   "refused"                   the registrar does not want the account
 *   "failed" (const char *why)  something asked for was not done; @why is a sentence
 */
#define OD_TYPE_HANDSET (od_handset_get_type ())
G_DECLARE_FINAL_TYPE (OdHandset, od_handset, OD, HANDSET, GObject)

/** od_handset_new: takes a reference to @backend. */
OdHandset *od_handset_new (OdBackend *backend, const OdSoftphoneOptions *options);

/** od_handset_register: @account: as GET /v1/me/sip has it. FALSE: it is none. */
gboolean od_handset_register (OdHandset *self, json_t *account);

/** od_handset_stop: unregisters, ends the phone. */
void od_handset_stop (OdHandset *self);

/** od_handset_set_line: (nullable): the call that is up. Mute ends with a call: it must
 * never surprise in the next one. */
void od_handset_set_line (OdHandset *self, const char *call);

void od_handset_hold (OdHandset *self);
void od_handset_resume (OdHandset *self);
void od_handset_hang_up (OdHandset *self);

/** od_handset_ask_again: the link is back: an end that waits for its answer, perhaps over
 * a connection that is dead, is asked for at once. */
void od_handset_ask_again (OdHandset *self);

/** od_handset_is_ending: the call on the line was hung up here, and the server has not
 * heard of it yet. */
gboolean od_handset_is_ending (OdHandset *self);

void od_handset_set_muted (OdHandset *self, gboolean muted);
gboolean od_handset_get_muted (OdHandset *self);

/** od_handset_is_silent: as od_softphone_get_silent(): what lead and agent say to each
 * other may be lost. */
gboolean od_handset_is_silent (OdHandset *self);

/** od_handset_send_digits: 0-9, *, # and A-D, to the lead's side. */
void od_handset_send_digits (OdHandset *self, const char *digits);

OdSoftphoneState od_handset_get_state (OdHandset *self);

/** od_handset_get_reason: (nullable): as od_softphone_get_reason(). */
const char *od_handset_get_reason (OdHandset *self);
