/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * outdialctl rehearse: a day that is not dialed. A campaign's past is read in a moment;
 * the day is played afterwards, while nobody waits for the data.
 */
#include "ctl/rehearse-command.h"

#include "ctl/data-folder.h"
#include "ctl/rehearsal-text.h"
#include "ctl/scenario-file.h"
#include "ctl/site.h"
#include "daemon/store/campaign-store.h"
#include "daemon/store/past-store.h"
#include "shared/model/trunk.h"
#include "shared/rehearsal/campaign-scenario.h"
#include "shared/wire/campaign-json.h"
#include "shared/wire/fields.h"
#include "shared/wire/past-json.h"
#include "shared/wire/paths.h"

#include <string.h>

/* The campaign that is asked about. */
typedef struct {
  const char *name; /* as it was typed */
  OdCampaign *campaign;
  OdPast *past;
} Subject;

static gboolean
is_called (const Subject *subject, const char *name)
{
  g_autofree char *a = g_utf8_casefold (subject->name, -1);
  g_autofree char *b = g_utf8_casefold (name, -1);

  return strcmp (a, b) == 0;
}

static gboolean
refuse_name (const Subject *subject, GError **error)
{
  return od_store_error_set (error, OD_STORE_ERROR_NOT_FOUND,
                             "There is no campaign called “%s”", subject->name);
}

/* On the data of a stopped outdiald. Its trunk is not in them: it takes what any does. */
static gboolean
read_subject (OdTx *tx, gpointer data, GError **error)
{
  Subject *subject = data;
  g_autoptr (GPtrArray) campaigns = od_campaign_store_list (tx, error);

  if (campaigns == NULL)
    return FALSE;
  for (guint i = 0; i < campaigns->len && subject->campaign == NULL; i++) {
    if (is_called (subject, ((OdCampaign *) campaigns->pdata[i])->name))
      subject->campaign = g_ptr_array_steal_index (campaigns, i);
  }
  if (subject->campaign == NULL)
    return refuse_name (subject, error);

  subject->past = od_past_store_get (tx, subject->campaign->id, error);
  if (subject->past == NULL)
    return FALSE;
  subject->past->calls_per_second = OD_TRUNK_CALLS_PER_SECOND;
  return TRUE;
}

static void
take_campaign (Subject *subject, json_t *json)
{
  subject->campaign = od_campaign_new ();
  subject->campaign->id = json_integer_value (json_object_get (json, OD_FIELD_ID));
  subject->campaign->name = g_strdup (
    json_string_value (json_object_get (json, OD_FIELD_NAME)));
  od_campaign_json_take_dialing (subject->campaign, json);
}

static gboolean
ask_campaign (OdSite *site, Subject *subject, GError **error)
{
  json_t *answer = od_site_ask (site, "GET", OD_PATH_CAMPAIGNS, NULL, error), *json;
  gsize i;

  if (answer == NULL)
    return FALSE;
  json_array_foreach (json_object_get (answer, OD_FIELD_CAMPAIGNS), i, json)
  {
    const char *name = json_string_value (json_object_get (json, OD_FIELD_NAME));

    if (subject->campaign == NULL && name != NULL && is_called (subject, name))
      take_campaign (subject, json);
  }
  json_decref (answer);
  return subject->campaign != NULL || refuse_name (subject, error);
}

/* In a running one. */
static gboolean
ask_subject (OdSite *site, gpointer data, GError **error)
{
  g_autoptr (GString) path = g_string_new (OD_PATH_CAMPAIGN_PAST);
  g_autofree char *id = NULL;
  Subject *subject = data;
  json_t *answer;
  gboolean ok;

  if (!ask_campaign (site, subject, error))
    return FALSE;
  id = g_strdup_printf ("%" G_GINT64_FORMAT, subject->campaign->id);
  g_string_replace (path, "{id}", id, 1);
  answer = od_site_ask (site, "GET", path->str, NULL, error);
  if (answer == NULL)
    return FALSE;

  subject->past = od_past_new ();
  ok = od_past_json_apply (subject->past, answer, error);
  json_decref (answer);
  return ok;
}

/* What was typed stands in for what was. */
static gboolean
take_typed (const OdRehearseCommand *command, OdScenario *scenario, GError **error)
{
  double agents = scenario->agents, percent = scenario->answers * 100;

  if ((command->agents != NULL
       && !od_scenario_file_parse ("agents", command->agents, &agents, error))
      || (command->answers != NULL
          && !od_scenario_file_parse ("answers", command->answers, &percent, error))) {
    g_prefix_error (error, "--");
    return FALSE;
  }

  scenario->agents = (int) agents;
  scenario->answers = percent / 100;
  if (percent <= 0)
    return od_store_error_set (error, OD_STORE_ERROR_REFUSED,
                               "Nobody answered the latest calls of “%s”: say with "
                               "--answers how many would, like 15%%",
                               command->campaign);
  if (agents >= 1 && agents <= OD_REHEARSAL_MAX_AGENTS)
    return TRUE;
  return od_store_error_set (error, OD_STORE_ERROR_REFUSED,
                             "%d agents are assigned to “%s”: say with --agents how many "
                             "are at work, 1 to %d",
                             scenario->agents, command->campaign,
                             OD_REHEARSAL_MAX_AGENTS);
}

static gboolean
set_scenario (const OdRehearseCommand *command,
              const Subject *subject,
              OdScenario *scenario,
              GError **error)
{
  if (!od_campaign_scenario_set (scenario, subject->campaign, subject->past))
    return od_store_error_set (error, OD_STORE_ERROR_REFUSED,
                               "“%s” has too few calls to learn from, which are %d calls "
                               "and %d talks: write agents, answers, talk_s, wrap_up_s "
                               "and "
                               "rules into a file and rehearse that",
                               subject->campaign->name, OD_SCENARIO_MIN_CALLS,
                               OD_SCENARIO_MIN_TALKS);

  return take_typed (command, scenario, error);
}

static char *
play (const OdRehearseCommand *command, const OdScenario *scenario, OdCallingRules rules)
{
  g_autofree OdRehearsal *rehearsal = g_new (OdRehearsal, 1);

  od_rehearsal_play (scenario, NULL, NULL, rehearsal);
  return (command->json ? od_rehearsal_text_new_json
                        : od_rehearsal_text_new) (scenario,
                                                  od_calling_rules_get (rules)->name,
                                                  rehearsal);
}

static char *
play_campaign (const OdRehearseCommand *command, const Subject *subject, GError **error)
{
  g_autofree char *text = NULL;
  OdScenario scenario;

  if (!set_scenario (command, subject, &scenario, error))
    return NULL;

  text = play (command, &scenario, subject->campaign->rules);
  if (command->json)
    return g_steal_pointer (&text);
  return g_strdup_printf ("“%s”, as its latest calls went%s\n%s", subject->campaign->name,
                          scenario.leads == 0 ? "; no lead is left, as if there were"
                                              : "",
                          text);
}

static char *
rehearse_campaign (const OdRehearseCommand *command, GError **error)
{
  Subject subject = { .name = command->campaign };
  g_autofree char *path = od_data_folder_find (command->data_dir, error);
  g_autoptr (OdCampaign) campaign = NULL;
  g_autoptr (OdPast) past = NULL;
  gboolean ok;

  if (path == NULL)
    return NULL;
  ok = od_site_work (command->data_dir, read_subject, ask_subject, &subject, error);
  campaign = subject.campaign;
  past = subject.past;
  return ok ? play_campaign (command, &subject, error) : NULL;
}

char *
od_rehearse_command_run (const OdRehearseCommand *command, GError **error)
{
  OdCallingRules rules;
  OdScenario scenario;

  if (command->file == NULL)
    return rehearse_campaign (command, error);

  return od_scenario_file_read (command->file, &scenario, &rules, error)
           ? play (command, &scenario, rules)
           : NULL;
}
