/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/form/form-dialog.h"

/**
 * OdPasswordDialog:
 *
 * Changes the password of who is signed in: the old one is asked for. The sign-in stays,
 * all others of the same person end. It is not modal: calls come meanwhile. Main thread.
 */
#define OD_TYPE_PASSWORD_DIALOG (od_password_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OdPasswordDialog,
                      od_password_dialog,
                      OD,
                      PASSWORD_DIALOG,
                      OdFormDialog)

/** od_password_dialog_new: @backend: a reference is taken. */
OdFormDialog *od_password_dialog_new (OdBackend *backend);

/** od_password_dialog_get_password: the new one, as it is typed. Lent. */
const char *od_password_dialog_get_password (OdPasswordDialog *self);
