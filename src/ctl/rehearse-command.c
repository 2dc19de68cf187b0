/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * outdialctl rehearse: a day that is not dialed.
 */
#include "ctl/rehearse-command.h"

#include "ctl/rehearsal-text.h"
#include "ctl/scenario-file.h"

char *
od_rehearse_command_run (const OdRehearseCommand *command, GError **error)
{
  g_autofree OdRehearsal *rehearsal = g_new (OdRehearsal, 1);
  OdCallingRules rules;
  OdScenario scenario;

  if (!od_scenario_file_read (command->file, &scenario, &rules, error))
    return NULL;

  od_rehearsal_play (&scenario, rehearsal);
  return (command->json ? od_rehearsal_text_new_json
                        : od_rehearsal_text_new) (&scenario,
                                                  od_calling_rules_get (rules)->name,
                                                  rehearsal);
}
