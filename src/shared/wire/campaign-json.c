/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Campaigns on the wire. Pure; any thread.
 */
#include "shared/wire/campaign-json.h"

#include "shared/model/disposition.h"
#include "shared/model/lead.h"
#include "shared/model/phone-number.h"
#include "shared/wire/json-field.h"

#include <math.h>

json_t *
od_campaign_json_to (const OdCampaign *campaign)
{
  return json_pack (
    "{s:I, s:s, s:s, s:b, s:o, s:s, s:s, s:f, s:s, s:I, s:I, s:o, s:o, s:I}", "id",
    campaign->id, "name", campaign->name, "type", "auto", "active", campaign->active,
    "script", od_json_field_from_id (campaign->script_id), "notes", campaign->notes,
    "caller_id", campaign->caller_id, "outbound_multiplier",
    campaign->multiplier_x10 / 10.0, "calling_rules",
    od_calling_rules_get_name (campaign->rules), "wrap_up_ms", campaign->wrap_up_ms,
    "ring_limit_ms", campaign->ring_limit_ms, "source_statuses",
    od_json_field_from_words (campaign->source_statuses), "dispositions",
    od_json_field_from_words (campaign->dispositions), "version", campaign->version);
}

static gboolean
apply_multiplier (OdCampaign *campaign, json_t *object, GError **error)
{
  json_t *value = json_object_get (object, "outbound_multiplier");
  double x10 = json_number_value (value) * 10.0;
  double tenths = round (x10);

  if (value == NULL)
    return TRUE;
  if (!json_is_number (value) || tenths < 10.0 || tenths > 100.0
      || fabs (x10 - tenths) > 1e-6)
    return od_json_field_set_error (error, "outbound_multiplier",
                                    "must be 1.0 to 10.0 in steps of 0.1");

  campaign->multiplier_x10 = (guint) tenths;
  return TRUE;
}

static gboolean
apply_rules (OdCampaign *campaign, json_t *object, GError **error)
{
  json_t *value = json_object_get (object, "calling_rules");

  if (value != NULL
      && !od_calling_rules_from_name (json_string_value (value), &campaign->rules))
    return od_json_field_set_error (error, "calling_rules",
                                    "must be US-TSR, UK, EU or TEST");

  return od_json_field_require (campaign->rules != OD_RULES_NONE, "calling_rules", error);
}

static gboolean
apply_caller_id (OdCampaign *campaign, json_t *object, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) local = NULL;
  char *phone;

  if (!od_json_field_text (object, "caller_id", 1, 32, &text, error))
    return FALSE;
  if (text == NULL)
    return od_json_field_require (campaign->caller_id != NULL, "caller_id", error);
  phone = od_phone_number_normalize (text, NULL, &local);
  if (phone == NULL)
    return od_json_field_set_error (error, "caller_id", local->message);

  g_free (campaign->caller_id);
  campaign->caller_id = phone;
  return TRUE;
}

static gboolean
apply_type (json_t *object, GError **error)
{
  json_t *value = json_object_get (object, "type");

  if (value != NULL && g_strcmp0 (json_string_value (value), "auto") != 0)
    return od_json_field_set_error (error, "type", "must be auto");

  return TRUE;
}

static void
set_defaults (OdCampaign *campaign)
{
  if (campaign->notes == NULL)
    campaign->notes = g_strdup ("");
  if (campaign->source_statuses == NULL)
    campaign->source_statuses = g_new0 (char *, 1);
  if (campaign->dispositions == NULL)
    campaign->dispositions = g_new0 (char *, 1);
}

gboolean
od_campaign_json_apply (OdCampaign *campaign, json_t *object, GError **error)
{
  static const char *const names[] = { "name",
                                       "type",
                                       "active",
                                       "script",
                                       "notes",
                                       "caller_id",
                                       "outbound_multiplier",
                                       "calling_rules",
                                       "wrap_up_ms",
                                       "ring_limit_ms",
                                       "source_statuses",
                                       "dispositions",
                                       NULL };

  if (!od_json_field_only (object, names, error)
      || !od_json_field_text (object, "name", 1, 64, &campaign->name, error)
      || !apply_type (object, error)
      || !od_json_field_bool (object, "active", &campaign->active, error)
      || !od_json_field_id (object, "script", &campaign->script_id, error)
      || !od_json_field_text (object, "notes", 0, 10000, &campaign->notes, error)
      || !apply_caller_id (campaign, object, error)
      || !apply_multiplier (campaign, object, error)
      || !apply_rules (campaign, object, error)
      || !od_json_field_int (object, "wrap_up_ms", 0, OD_CAMPAIGN_WRAP_UP_MAX,
                             &campaign->wrap_up_ms, error)
      || !od_json_field_int (object, "ring_limit_ms", OD_CAMPAIGN_RING_MIN_MS,
                             OD_CAMPAIGN_RING_MAX_MS, &campaign->ring_limit_ms, error)
      || !od_json_field_words (object, "source_statuses", od_lead_normalize_status,
                               &campaign->source_statuses, error)
      || !od_json_field_words (object, "dispositions", od_disposition_normalize,
                               &campaign->dispositions, error)
      || !od_json_field_require (campaign->name != NULL, "name", error))
    return FALSE;

  set_defaults (campaign);
  return TRUE;
}
