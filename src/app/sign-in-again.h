/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/sign-in-window.h"

/**
 * OdSignInAgain:
 *
 * The server ended a sign-in: its person is asked to sign in again, over the windows that
 * are open and whatever stands in them. Closing the question asks
 * once more: the windows would be closed with it. The object's window is closed with the
 * object. Main thread.
 *
 * Signals:
 *   "renewed" (OdSignInWindow *window, gboolean keep)  the person signed in; @window has
 *              what was typed; @keep: and wants to stay signed in
 *   "given-up"  the person leaves
 */
#define OD_TYPE_SIGN_IN_AGAIN (od_sign_in_again_get_type ())
G_DECLARE_FINAL_TYPE (OdSignInAgain, od_sign_in_again, OD, SIGN_IN_AGAIN, GObject)

/** od_sign_in_again_new: @window: a new one, to sign in with; taken. @work: the window
 * it stands over. */
OdSignInAgain *
od_sign_in_again_new (OdSignInWindow *window, OdDesk *desk, GtkWindow *work);
