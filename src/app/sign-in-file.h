/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/*
 * A sign-in that a file gives instead of a person (outdial --sign-in FILE), for demos
 * and journeys:
 *
 *   [sign-in]
 *   server=http://127.0.0.1:8620
 *   user=anna
 *   password_file=/path          first line; mode 0600
 *   [phone]                      all optional
 *   voice=/path.wav              what the agent says, instead of the microphone
 *   record=/path                 folder where both directions are kept
 */
typedef struct {
  char *server;
  char *user;
  char *password;
  char *voice;  /* NULL: the sound device */
  char *record; /* NULL: nowhere */
} OdSignInFile;

/** od_sign_in_file_read: (transfer full): NULL with a GFileError or GKeyFileError whose
 * sentence names the file and the key. */
OdSignInFile *od_sign_in_file_read (const char *path, GError **error);
void od_sign_in_file_free (OdSignInFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdSignInFile, od_sign_in_file_free)
