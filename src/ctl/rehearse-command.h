/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

typedef struct {
  const char *file; /* a scenario (scenario-file.h) */
  gboolean json;
} OdRehearseCommand;

/** od_rehearse_command_run: plays the day in this process; nothing is dialed, and nothing
 * of outdiald is read. Returns: (transfer full): what came of it, in lines or as JSON;
 * NULL with a sentence for the administrator. */
char *od_rehearse_command_run (const OdRehearseCommand *command, GError **error);
