/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

typedef struct {
  const char *data_dir;
  const char *verb;   /* look-up, add, import or take-out */
  const char *what;   /* a number with its country code; of import, a file of them */
  const char *reason; /* NULL: none was given */
} OdDncCommand;

/** od_dnc_command_is_verb: there is such a command. */
gboolean od_dnc_command_is_verb (const char *verb);

/** od_dnc_command_run: in the running outdiald, or on the data of a stopped one. Returns:
 * (transfer full): what is true now, in sentences; NULL with one for the administrator,
 * and nothing is changed but what it names. */
char *od_dnc_command_run (const OdDncCommand *command, GError **error);
