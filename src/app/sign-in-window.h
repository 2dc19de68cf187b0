/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/desk.h"

#include <gtk/gtk.h>

/**
 * OdSignInWindow:
 *
 * Asks for server, user and password until a sign-in succeeds. It is the first thing
 * anybody sees and needs GTK alone, with libadwaita begun or not. Main thread.
 *
 * Signals:
 *   "signed-in" (OdDesk *desk, gboolean keep)  @keep: the person wants to stay signed in
 *   "painted"  it is on the screen: what can wait until then should
 */
#define OD_TYPE_SIGN_IN_WINDOW (od_sign_in_window_get_type ())
G_DECLARE_FINAL_TYPE (OdSignInWindow,
                      od_sign_in_window,
                      OD,
                      SIGN_IN_WINDOW,
                      GtkApplicationWindow)

/** od_sign_in_window_new: with what was said last time filled in. */
OdSignInWindow *
od_sign_in_window_new (GtkApplication *app, const char *server, const char *user);

/** od_sign_in_window_renew: signs @desk in again, as who it was, in the place of a new
 * one: what hangs on it lives on. */
void od_sign_in_window_renew (OdSignInWindow *self, OdDesk *desk);

/** od_sign_in_window_is_touched: somebody types or tries here. */
gboolean od_sign_in_window_is_touched (OdSignInWindow *self);

/** od_sign_in_window_tell: shows a sentence above the fields: why one has to sign in. */
void od_sign_in_window_tell (OdSignInWindow *self, const char *sentence);

/** od_sign_in_window_try: signs in as if it had been typed. */
void od_sign_in_window_try (OdSignInWindow *self, const char *password);

const char *od_sign_in_window_get_server (OdSignInWindow *self);
const char *od_sign_in_window_get_user (OdSignInWindow *self);
const char *od_sign_in_window_get_password (OdSignInWindow *self);
