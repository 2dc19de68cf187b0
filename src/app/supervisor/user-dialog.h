/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk/desk.h"
#include "app/form/form-dialog.h"

/**
 * OdUserDialog:
 *
 * A new user, or the role, the state and the password of one. An administrator gives
 * every role, a supervisor only that of an agent. Main thread.
 */
#define OD_TYPE_USER_DIALOG (od_user_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OdUserDialog, od_user_dialog, OD, USER_DIALOG, OdFormDialog)

/** od_user_dialog_new: @user: NULL: a new one. */
OdFormDialog *od_user_dialog_new (OdDesk *desk, OdRecord *user);

/** od_user_dialog_get_role_word: what the role that the server calls @name is called in
 * the windows; @name itself if it is none. */
const char *od_user_dialog_get_role_word (const char *name);
