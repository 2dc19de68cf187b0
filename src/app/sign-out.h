/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/desk.h"
#include "app/shift/paperwork.h"

/* The end of sign-ins that a program waits for, though its windows have gone. Main
 * thread. */
typedef struct _OdSignOut OdSignOut;

/** od_sign_out_new: @app: lent; it frees this when it ends itself, and does not end
 * while anybody leaves. */
OdSignOut *od_sign_out_new (GApplication *app);
void od_sign_out_free (OdSignOut *self);

/**
 * od_sign_out_begin:
 * @paperwork: (nullable): of an agent
 *
 * Signs @desk out and holds the program until the server knows (if it did not, it would
 * take the agent for present as long as a heartbeat may be late) and until all paperwork
 * is on the disk. A server that does not answer is waited for only a moment, and a disk
 * not for ever. The caller need not keep what it passes.
 */
void od_sign_out_begin (OdSignOut *self, OdDesk *desk, OdPaperwork *paperwork);

/** od_sign_out_wait: for a program whose main loop is over: turns the default main
 * context until nobody is leaving any more. */
void od_sign_out_wait (OdSignOut *self);
