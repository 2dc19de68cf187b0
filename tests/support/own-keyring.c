/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support/own-keyring.h"

#include <gio/gio.h>

void
od_test_open_keyring (void)
{
  g_autoptr (GSubprocess) daemon = NULL;
  g_autoptr (GError) error = NULL;

  daemon = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE
                               | G_SUBPROCESS_FLAGS_STDOUT_SILENCE
                               | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                             &error, "gnome-keyring-daemon", "--unlock",
                             "--components=secrets", NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (daemon, "\n", NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}
