/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Campaigns on the wire. Pure; any thread.
 */
#include "shared/wire/campaign-json.h"

#include "shared/model/lead.h"
#include "shared/model/phone-number.h"
#include "shared/model/trunk.h"
#include "shared/wire/disposition-json.h"
#include "shared/wire/fields.h"
#include "shared/wire/json-field.h"
#include "shared/wire/json-table.h"

#include <math.h>

#define TYPE_AUTO "auto" /* the only one yet */

static json_t *
multiplier_to (gconstpointer value)
{
  return json_real (((const OdCampaign *) value)->multiplier_x10 / 10.0);
}

static gboolean
apply_multiplier (gpointer value, json_t *object, GError **error)
{
  OdCampaign *campaign = value;
  json_t *number = json_object_get (object, OD_FIELD_OUTBOUND_MULTIPLIER);
  double x10 = json_number_value (number) * 10.0;
  double tenths = round (x10);

  if (number == NULL)
    return TRUE;
  if (!json_is_number (number) || tenths < 10.0 || tenths > 100.0
      || fabs (x10 - tenths) > 1e-6)
    return od_json_field_set_error (error, OD_FIELD_OUTBOUND_MULTIPLIER,
                                    "must be 1.0 to 10.0 in steps of 0.1");

  campaign->multiplier_x10 = (guint) tenths;
  return TRUE;
}

static json_t *
rules_to (gconstpointer value)
{
  return json_string (od_calling_rules_get (((const OdCampaign *) value)->rules)->name);
}

static gboolean
apply_rules (gpointer value, json_t *object, GError **error)
{
  OdCampaign *campaign = value;
  json_t *name = json_object_get (object, OD_FIELD_CALLING_RULES);
  gboolean first = campaign->rules == OD_RULES_NONE;

  if (name != NULL
      && !od_calling_rules_from_name (json_string_value (name), &campaign->rules))
    return od_json_field_set_error (error, OD_FIELD_CALLING_RULES,
                                    "must be US-TSR, UK, EU or TEST");
  if (first && json_object_get (object, OD_FIELD_OUTBOUND_MULTIPLIER) == NULL)
    campaign->multiplier_x10 = od_calling_rules_get (campaign->rules)->multiplier_x10;

  return od_json_field_require (campaign->rules != OD_RULES_NONE, OD_FIELD_CALLING_RULES,
                                error);
}

static gboolean
apply_caller_id (gpointer value, json_t *object, GError **error)
{
  OdCampaign *campaign = value;
  g_autofree char *text = NULL;
  g_autoptr (GError) local = NULL;
  char *phone;

  if (!od_json_field_text (object, OD_FIELD_CALLER_ID, 1, 32, &text, error))
    return FALSE;
  if (text == NULL)
    return od_json_field_require (campaign->caller_id != NULL, OD_FIELD_CALLER_ID, error);
  phone = od_phone_number_normalize (text, "+", &local);
  if (phone == NULL)
    return od_json_field_set_error (error, OD_FIELD_CALLER_ID, local->message);

  g_free (campaign->caller_id);
  campaign->caller_id = phone;
  return TRUE;
}

static json_t *
type_to (gconstpointer value)
{
  return json_string (TYPE_AUTO);
}

static gboolean
apply_type (gpointer value, json_t *object, GError **error)
{
  json_t *type = json_object_get (object, OD_FIELD_TYPE);

  if (type != NULL && g_strcmp0 (json_string_value (type), TYPE_AUTO) != 0)
    return od_json_field_set_error (error, OD_FIELD_TYPE, "must be auto");

  return TRUE;
}

static json_t *
dispositions_to (gconstpointer value)
{
  return od_disposition_json_list_to (((const OdCampaign *) value)->dispositions);
}

static gboolean
apply_dispositions (gpointer value, json_t *object, GError **error)
{
  return od_disposition_json_list_from (object, OD_FIELD_DISPOSITIONS,
                                        &((OdCampaign *) value)->dispositions, error);
}

/* clang-format off */
#define AT(member) G_STRUCT_OFFSET (OdCampaign, member)
static const OdJsonRow rows[] = {
  { OD_FIELD_ID, OD_JSON_INT, AT (id), .use = OD_JSON_READ_ONLY },
  { OD_FIELD_NAME, OD_JSON_NAME, AT (name), 1, 64, OD_JSON_REQUIRED },
  { OD_FIELD_TYPE, OD_JSON_OTHER, .to = type_to, .apply = apply_type },
  { OD_FIELD_ACTIVE, OD_JSON_BOOL, AT (active) },
  { OD_FIELD_SCRIPT, OD_JSON_ID, AT (script_id) },
  { OD_FIELD_NOTES, OD_JSON_TEXT, AT (notes), 0, 10000 },
  { OD_FIELD_CALLER_ID, OD_JSON_TEXT, AT (caller_id), .apply = apply_caller_id },
  { OD_FIELD_OUTBOUND_MULTIPLIER, OD_JSON_OTHER, .to = multiplier_to,
    .apply = apply_multiplier },
  { OD_FIELD_CALLING_RULES, OD_JSON_OTHER, .to = rules_to, .apply = apply_rules },
  { OD_FIELD_WRAP_UP_MS, OD_JSON_INT, AT (wrap_up_ms), 0, OD_CAMPAIGN_WRAP_UP_MAX },
  { OD_FIELD_RING_LIMIT_MS, OD_JSON_INT, AT (ring_limit_ms), OD_CALLING_RULES_MIN_RING_MS,
    OD_CAMPAIGN_RING_MAX_MS },
  { OD_FIELD_CALLS_PER_SECOND, OD_JSON_INT, AT (calls_per_second), 0,
    OD_TRUNK_MAX_CALLS_PER_SECOND },
  { OD_FIELD_CHANNELS, OD_JSON_INT, AT (channels), 0, OD_CAMPAIGN_CHANNELS_MAX },
  { OD_FIELD_SOURCE_STATUSES, OD_JSON_WORDS, AT (source_statuses),
    .normalize = od_lead_normalize_status },
  { OD_FIELD_DISPOSITIONS, OD_JSON_OTHER, .to = dispositions_to,
    .apply = apply_dispositions },
  { OD_FIELD_STOPPED, OD_JSON_TEXT, AT (stopped), .use = OD_JSON_READ_ONLY },
  { OD_FIELD_GO_ON, OD_JSON_TEXT, AT (go_on), .use = OD_JSON_READ_ONLY },
  { OD_FIELD_VERSION, OD_JSON_INT, AT (version), .use = OD_JSON_READ_ONLY },
};
/* clang-format on */

json_t *
od_campaign_json_to (const OdCampaign *campaign)
{
  return od_json_table_to (rows, G_N_ELEMENTS (rows), campaign);
}

gboolean
od_campaign_json_apply (OdCampaign *campaign, json_t *object, GError **error)
{
  return od_json_table_apply (rows, G_N_ELEMENTS (rows), campaign, object, error);
}

void
od_campaign_json_take_dialing (OdCampaign *campaign, json_t *told)
{
  apply_multiplier (campaign, told, NULL);
  apply_rules (campaign, told, NULL);
  od_json_field_int (told, OD_FIELD_CALLS_PER_SECOND, 0, OD_TRUNK_MAX_CALLS_PER_SECOND,
                     &campaign->calls_per_second, NULL);
  od_json_field_int (told, OD_FIELD_CHANNELS, 0, OD_CAMPAIGN_CHANNELS_MAX,
                     &campaign->channels, NULL);
  g_free (campaign->go_on);
  campaign->go_on = g_strdup (json_string_value (json_object_get (told, OD_FIELD_GO_ON)));
}
