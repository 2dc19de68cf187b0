/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Of a day in a file, or of a campaign as its latest calls went. */
typedef struct {
  const char *file;     /* a scenario (scenario-file.h); NULL: of the campaign */
  const char *data_dir; /* of the campaign only, as the rest */
  const char *campaign; /* its name, whatever the case */
  const char *agents;   /* as somebody has typed it; NULL: those who are assigned */
  const char *answers;  /* likewise, a percentage; NULL: as the calls went */
  gboolean json;
} OdRehearseCommand;

/** od_rehearse_command_run: plays the day in this process; nothing is dialed. Of a
 * campaign the running outdiald is asked, or the data of a stopped one. Returns:
 * (transfer full): what came of it, in lines or as JSON; NULL with a sentence for the
 * administrator.
 */
char *od_rehearse_command_run (const OdRehearseCommand *command, GError **error);
