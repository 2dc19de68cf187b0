/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Campaigns on the wire. Pure; any thread.
 */
#include "shared/wire/campaign-json.h"

#include "shared/model/lead.h"
#include "shared/model/phone-number.h"
#include "shared/wire/disposition-json.h"
#include "shared/wire/fields.h"
#include "shared/wire/json-field.h"

#include <math.h>

#define TYPE_AUTO "auto" /* the only one yet */

json_t *
od_campaign_json_to (const OdCampaign *campaign)
{
  return json_pack (
    "{s:I, s:s, s:s, s:b, s:o, s:s, s:s, s:f, s:s, s:I, s:I, s:o, s:o, s:I}", OD_FIELD_ID,
    campaign->id, OD_FIELD_NAME, campaign->name, OD_FIELD_TYPE, TYPE_AUTO,
    OD_FIELD_ACTIVE, campaign->active, OD_FIELD_SCRIPT,
    od_json_field_from_id (campaign->script_id), OD_FIELD_NOTES, campaign->notes,
    OD_FIELD_CALLER_ID, campaign->caller_id, OD_FIELD_OUTBOUND_MULTIPLIER,
    campaign->multiplier_x10 / 10.0, OD_FIELD_CALLING_RULES,
    od_calling_rules_get_name (campaign->rules), OD_FIELD_WRAP_UP_MS,
    campaign->wrap_up_ms, OD_FIELD_RING_LIMIT_MS, campaign->ring_limit_ms,
    OD_FIELD_SOURCE_STATUSES, od_json_field_from_words (campaign->source_statuses),
    OD_FIELD_DISPOSITIONS, od_disposition_json_list_to (campaign->dispositions),
    OD_FIELD_VERSION, campaign->version);
}

static gboolean
apply_multiplier (OdCampaign *campaign, json_t *object, GError **error)
{
  json_t *value = json_object_get (object, OD_FIELD_OUTBOUND_MULTIPLIER);
  double x10 = json_number_value (value) * 10.0;
  double tenths = round (x10);

  if (value == NULL)
    return TRUE;
  if (!json_is_number (value) || tenths < 10.0 || tenths > 100.0
      || fabs (x10 - tenths) > 1e-6)
    return od_json_field_set_error (error, OD_FIELD_OUTBOUND_MULTIPLIER,
                                    "must be 1.0 to 10.0 in steps of 0.1");

  campaign->multiplier_x10 = (guint) tenths;
  return TRUE;
}

static gboolean
apply_rules (OdCampaign *campaign, json_t *object, GError **error)
{
  json_t *value = json_object_get (object, OD_FIELD_CALLING_RULES);

  if (value != NULL
      && !od_calling_rules_from_name (json_string_value (value), &campaign->rules))
    return od_json_field_set_error (error, OD_FIELD_CALLING_RULES,
                                    "must be US-TSR, UK, EU or TEST");

  return od_json_field_require (campaign->rules != OD_RULES_NONE, OD_FIELD_CALLING_RULES,
                                error);
}

static gboolean
apply_caller_id (OdCampaign *campaign, json_t *object, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) local = NULL;
  char *phone;

  if (!od_json_field_text (object, OD_FIELD_CALLER_ID, 1, 32, &text, error))
    return FALSE;
  if (text == NULL)
    return od_json_field_require (campaign->caller_id != NULL, OD_FIELD_CALLER_ID, error);
  phone = od_phone_number_normalize (text, NULL, &local);
  if (phone == NULL)
    return od_json_field_set_error (error, OD_FIELD_CALLER_ID, local->message);

  g_free (campaign->caller_id);
  campaign->caller_id = phone;
  return TRUE;
}

static gboolean
apply_type (json_t *object, GError **error)
{
  json_t *value = json_object_get (object, OD_FIELD_TYPE);

  if (value != NULL && g_strcmp0 (json_string_value (value), TYPE_AUTO) != 0)
    return od_json_field_set_error (error, OD_FIELD_TYPE, "must be auto");

  return TRUE;
}

static void
set_defaults (OdCampaign *campaign)
{
  if (campaign->notes == NULL)
    campaign->notes = g_strdup ("");
  if (campaign->source_statuses == NULL)
    campaign->source_statuses = g_new0 (char *, 1);
}

gboolean
od_campaign_json_apply (OdCampaign *campaign, json_t *object, GError **error)
{
  static const char *const names[] = { OD_FIELD_NAME,
                                       OD_FIELD_TYPE,
                                       OD_FIELD_ACTIVE,
                                       OD_FIELD_SCRIPT,
                                       OD_FIELD_NOTES,
                                       OD_FIELD_CALLER_ID,
                                       OD_FIELD_OUTBOUND_MULTIPLIER,
                                       OD_FIELD_CALLING_RULES,
                                       OD_FIELD_WRAP_UP_MS,
                                       OD_FIELD_RING_LIMIT_MS,
                                       OD_FIELD_SOURCE_STATUSES,
                                       OD_FIELD_DISPOSITIONS,
                                       NULL };

  if (!od_json_field_only (object, names, error)
      || !od_json_field_text (object, OD_FIELD_NAME, 1, 64, &campaign->name, error)
      || !apply_type (object, error)
      || !od_json_field_bool (object, OD_FIELD_ACTIVE, &campaign->active, error)
      || !od_json_field_id (object, OD_FIELD_SCRIPT, &campaign->script_id, error)
      || !od_json_field_text (object, OD_FIELD_NOTES, 0, 10000, &campaign->notes, error)
      || !apply_caller_id (campaign, object, error)
      || !apply_multiplier (campaign, object, error)
      || !apply_rules (campaign, object, error)
      || !od_json_field_int (object, OD_FIELD_WRAP_UP_MS, 0, OD_CAMPAIGN_WRAP_UP_MAX,
                             &campaign->wrap_up_ms, error)
      || !od_json_field_int (object, OD_FIELD_RING_LIMIT_MS, OD_CAMPAIGN_RING_MIN_MS,
                             OD_CAMPAIGN_RING_MAX_MS, &campaign->ring_limit_ms, error)
      || !od_json_field_words (object, OD_FIELD_SOURCE_STATUSES, od_lead_normalize_status,
                               &campaign->source_statuses, error)
      || !od_disposition_json_list_from (object, OD_FIELD_DISPOSITIONS,
                                         &campaign->dispositions, error)
      || !od_json_field_require (campaign->name != NULL, OD_FIELD_NAME, error))
    return FALSE;

  set_defaults (campaign);
  return TRUE;
}
