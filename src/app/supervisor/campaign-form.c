/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From what is typed to what is sent: only what was changed, so that two people who
 * change different things of one campaign do not undo each other. Pure; main thread.
 */
#include "app/supervisor/campaign-form.h"

#include "shared/model/phone-number.h"
#include "shared/wire/fields.h"

#include <glib/gi18n.h>
#include <math.h>

char *
od_campaign_form_check_caller_id (const char *caller_id)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *trimmed = g_strstrip (g_strdup (caller_id));
  g_autofree char *phone = NULL;

  if (trimmed[0] == '\0')
    return g_strdup (_ ("Enter the number the campaign calls from."));

  phone = od_phone_number_normalize (trimmed, NULL, &error);
  return phone == NULL ? g_strdup (error->message) : NULL;
}

static json_t *
words_to (char **words)
{
  json_t *array = json_array ();

  for (gsize i = 0; words != NULL && words[i] != NULL; i++)
    json_array_append_new (array, json_string (words[i]));
  return array;
}

static json_t *
trimmed_to (const char *text)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));

  return json_string (trimmed);
}

static json_t *
caller_id_to (const char *text)
{
  g_autofree char *phone = od_phone_number_normalize (text, NULL, NULL);

  return json_string (phone != NULL ? phone : text);
}

/* The server knows tenths only; 2.3 typed and 2.3 heard must be the same number. */
static json_t *
multiplier_to (double multiplier)
{
  return json_real (round (multiplier * 10.0) / 10.0);
}

/* The form knows whole seconds only; who did not touch them has not changed what is finer
 * than that. */
static json_t *
seconds_to (int seconds, json_t *original, const char *key)
{
  json_t *was = json_object_get (original, key);

  if (was != NULL && json_integer_value (was) / 1000 == seconds)
    return json_incref (was);

  return json_integer (seconds * (json_int_t) 1000);
}

static gboolean
is_same (json_t *a, json_t *b)
{
  if (json_is_number (a) && json_is_number (b))
    return fabs (json_number_value (a) - json_number_value (b)) < 0.01;

  return json_equal (a, b);
}

json_t *
od_campaign_form_make_body (const OdCampaignForm *form, json_t *original)
{
  json_t *script = form->script_id != 0 ? json_integer (form->script_id) : json_null ();
  json_t *wrap_up = seconds_to (form->wrap_up_s, original, OD_FIELD_WRAP_UP_MS);
  json_t *ring_limit = seconds_to (form->ring_limit_s, original, OD_FIELD_RING_LIMIT_MS);
  json_t *body = json_pack ("{s:o, s:b, s:o, s:o, s:o, s:o, s:o, s:s, s:o, s:o, s:O}",
                            OD_FIELD_NAME, trimmed_to (form->name), OD_FIELD_ACTIVE,
                            form->active, OD_FIELD_SCRIPT, script, OD_FIELD_NOTES,
                            json_string (form->notes), OD_FIELD_CALLER_ID,
                            caller_id_to (form->caller_id), OD_FIELD_SOURCE_STATUSES,
                            words_to (form->source_statuses),
                            OD_FIELD_OUTBOUND_MULTIPLIER,
                            multiplier_to (form->multiplier), OD_FIELD_CALLING_RULES,
                            form->rules != NULL ? form->rules : "", OD_FIELD_WRAP_UP_MS,
                            wrap_up, OD_FIELD_RING_LIMIT_MS, ring_limit,
                            OD_FIELD_DISPOSITIONS, form->dispositions);
  const char *key;
  json_t *value;
  void *next;

  json_object_foreach_safe (body, next, key, value)
  {
    if (original != NULL && is_same (value, json_object_get (original, key)))
      json_object_del (body, key);
  }

  return body;
}
