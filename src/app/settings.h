/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * What the program remembers of this person on this computer, nothing of it secret: the
 * last server and user, light or dark. Main thread.
 */
typedef struct {
  char *server; /* never NULL; so below */
  char *user;
  char *style; /* "system", "light" or "dark" */
} OdSettings;

/** od_settings_read: (transfer full): defaults where nothing is known. */
OdSettings *od_settings_read (void);

/** od_settings_write: FALSE when the file cannot be written: it is then not remembered.
 */
gboolean od_settings_write (const OdSettings *settings, GError **error);

void od_settings_free (OdSettings *settings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdSettings, od_settings_free)
