/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/*
 * A sign-in kept in the system's keyring, only if the person asked for it. At most one is
 * kept. Main thread.
 */
typedef struct {
  char *server;
  char *user;
  char *password;
} OdKeyringSignIn;

void od_keyring_sign_in_free (OdKeyringSignIn *sign_in);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdKeyringSignIn, od_keyring_sign_in_free)

void od_keyring_find_async (GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);

/** od_keyring_find_finish: (transfer full) (nullable): NULL also without @error: none is
 * kept. */
OdKeyringSignIn *od_keyring_find_finish (GAsyncResult *result, GError **error);

/** od_keyring_keep_async: in the place of what is kept. */
void od_keyring_keep_async (const OdKeyringSignIn *sign_in,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean od_keyring_keep_finish (GAsyncResult *result, GError **error);

/** od_keyring_forget: removes what is kept; says nothing if there is no keyring. */
void od_keyring_forget (void);
