/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

typedef struct {
  const char *data_dir;
  const char *verb; /* list, add, role, password, disable, enable or end-sessions */
  const char *name; /* NULL: the verb is about nobody */
  const char *role; /* NULL: none was given */
  int input;        /* its first line is the password, if the verb wants one */
} OdUserCommand;

/** od_user_command_is_verb: there is such a command, and it names a user or not. */
gboolean od_user_command_is_verb (const char *verb, gboolean names_user);

/** od_user_command_run: in the running outdiald, or on the data of a stopped one.
 * Returns: (transfer full): what is true now, in sentences; NULL with one for the
 * administrator, and nothing is changed. */
char *od_user_command_run (const OdUserCommand *command, GError **error);
