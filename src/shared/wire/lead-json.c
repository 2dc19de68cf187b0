/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Leads on the wire, one at a time and in batches. Pure; any thread.
 */
#include "shared/wire/lead-json.h"

#include "shared/model/phone-number.h"
#include "shared/model/uuid.h"
#include "shared/wire/fields.h"
#include "shared/wire/json-field.h"
#include "shared/wire/paths.h"

#include <string.h>

#define MAX_FIELDS_BYTES 16384 /* of one row's other columns */
#define MAX_VALUE_CHARS  10000 /* of one column, edited */
#define MAX_NAME_CHARS   200   /* of a column that an edit adds */
#define MAX_EDITED_BYTES 65536 /* of all columns after an edit */

json_t *
od_lead_json_to (const OdLead *lead)
{
  json_t *fields = lead->fields != NULL ? json_loads (lead->fields, 0, NULL)
                                        : json_object ();

  return json_pack ("{s:I, s:I, s:s, s:s, s:o, s:s, s:I, s:I}", OD_FIELD_ID, lead->id,
                    OD_FIELD_LEADSET, lead->leadset_id, OD_FIELD_PHONE, lead->phone,
                    OD_FIELD_STATUS, lead->status, OD_FIELD_FIELDS,
                    fields != NULL ? fields : json_object (), OD_FIELD_DIAL_STATE,
                    od_lead_dial_state_get_name (lead->dial_state), OD_FIELD_ATTEMPTS,
                    lead->attempts, OD_FIELD_VERSION, lead->version);
}

static void
append_text (GString *text, const char *name, const char *value)
{
  json_t *string = json_string (value);
  g_autofree char *quoted = json_dumps (string, JSON_ENCODE_ANY);

  g_string_append_printf (text, "\"%s\":%s,", name, quoted);
  json_decref (string);
}

static void
append_number (GString *text, const char *name, gint64 value, char end)
{
  g_string_append_printf (text, "\"%s\":%" G_GINT64_FORMAT "%c", name, value, end);
}

void
od_lead_json_append (GString *text, const OdLead *lead, gint64 calls)
{
  g_string_append_c (text, '{');
  append_number (text, OD_FIELD_ID, lead->id, ',');
  append_number (text, OD_FIELD_LEADSET, lead->leadset_id, ',');
  append_text (text, OD_FIELD_PHONE, lead->phone);
  append_text (text, OD_FIELD_STATUS, lead->status);
  g_string_append_printf (text, "\"%s\":%s,", OD_FIELD_FIELDS,
                          lead->fields != NULL ? lead->fields : "{}");
  append_text (text, OD_FIELD_DIAL_STATE, od_lead_dial_state_get_name (lead->dial_state));
  append_number (text, OD_FIELD_ATTEMPTS, lead->attempts, ',');
  if (calls >= 0)
    append_number (text, OD_FIELD_MATCHING_CALLS, calls, ',');
  append_number (text, OD_FIELD_VERSION, lead->version, '}');
}

static gboolean
set_fields (OdLead *lead, json_t *fields, gsize max_bytes, GError **error)
{
  g_clear_pointer (&lead->fields, g_free);
  if (json_object_size (fields) == 0)
    return TRUE;

  lead->fields = json_dumps (fields, JSON_COMPACT);
  if (strlen (lead->fields) <= max_bytes)
    return TRUE;
  g_set_error (error, OD_WIRE_ERROR, OD_WIRE_ERROR_INVALID,
               "%s: are longer than %zu KiB together", OD_FIELD_FIELDS, max_bytes / 1024);
  return FALSE;
}

static gboolean
fields_from (OdLead *lead, json_t *fields, GError **error)
{
  gboolean texts = json_is_object (fields);
  const char *key;
  json_t *value;

  if (fields == NULL)
    return TRUE;
  json_object_foreach (fields, key, value) texts = texts && json_is_string (value);
  if (!texts)
    return od_json_field_set_error (error, OD_FIELD_FIELDS, "must be an object of texts");

  return set_fields (lead, fields, MAX_FIELDS_BYTES, error);
}

/* Sets phone and status, if @object has them. */
static gboolean
read_words (OdLead *lead, json_t *object, GError **error)
{
  static const char *const names[] = { OD_FIELD_PHONE, OD_FIELD_STATUS, OD_FIELD_FIELDS,
                                       NULL };

  if (!od_json_field_only (object, names, error)
      || !od_json_field_text (object, OD_FIELD_PHONE, 1, 32, &lead->phone, error)
      || !od_json_field_word (object, OD_FIELD_STATUS, 32, od_lead_normalize_status,
                              &lead->status, error)
      || !od_json_field_require (lead->phone != NULL, OD_FIELD_PHONE, error)
      || !od_json_field_require (lead->status != NULL, OD_FIELD_STATUS, error))
    return FALSE;

  return od_phone_number_is_normal (lead->phone)
         || od_json_field_set_error (error, OD_FIELD_PHONE,
                                     "must be 4 to 15 digits, country code first");
}

OdLead *
od_lead_json_from (json_t *object, GError **error)
{
  g_autoptr (OdLead) lead = od_lead_new (NULL, NULL);

  return read_words (lead, object, error)
             && fields_from (lead, json_object_get (object, OD_FIELD_FIELDS), error)
           ? g_steal_pointer (&lead)
           : NULL;
}

static void
add_change (GPtrArray *changes,
            const char *place,
            const char *name,
            const char *was,
            const char *now)
{
  OdLeadChange *change;

  if (g_strcmp0 (was, now) == 0)
    return;
  change = g_new0 (OdLeadChange, 1);
  change->field = g_strconcat (place, name, NULL);
  change->was = g_strdup (was);
  change->now = g_strdup (now);
  g_ptr_array_add (changes, change);
}

static gboolean
check_field (const char *name, json_t *value, GError **error)
{
  const char *text = json_string_value (value);
  glong length = g_utf8_strlen (name, -1);

  if (length == 0 || length > MAX_NAME_CHARS)
    return od_json_field_set_error (error, OD_FIELD_FIELDS,
                                    "must have names of 1 to 200 characters");
  if (json_is_null (value)
      || (text != NULL && g_utf8_strlen (text, -1) <= MAX_VALUE_CHARS))
    return TRUE;

  g_set_error (error, OD_WIRE_ERROR, OD_WIRE_ERROR_INVALID,
               "fields.%s: must be text of at most %d characters, or null", name,
               MAX_VALUE_CHARS);
  return FALSE;
}

static gboolean
merge_fields (json_t *fields, json_t *patch, GPtrArray *changes, GError **error)
{
  const char *name;
  json_t *value;

  json_object_foreach (patch, name, value)
  {
    if (!check_field (name, value, error))
      return FALSE;
    add_change (changes, "fields.", name,
                json_string_value (json_object_get (fields, name)),
                json_string_value (value));
    if (json_is_null (value))
      json_object_del (fields, name);
    else
      json_object_set (fields, name, value);
  }

  return TRUE;
}

static gboolean
apply_fields (OdLead *lead, json_t *patch, GPtrArray *changes, GError **error)
{
  json_t *fields;
  gboolean ok;

  if (patch == NULL)
    return TRUE;
  if (!json_is_object (patch))
    return od_json_field_set_error (error, OD_FIELD_FIELDS,
                                    "must be an object of texts and nulls");

  fields = lead->fields != NULL ? json_loads (lead->fields, 0, NULL) : NULL;
  if (fields == NULL)
    fields = json_object ();
  ok = merge_fields (fields, patch, changes, error);
  ok = ok && set_fields (lead, fields, MAX_EDITED_BYTES, error);
  json_decref (fields);
  return ok;
}

GPtrArray *
od_lead_json_apply (OdLead *lead, json_t *object, GError **error)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func (od_lead_change_free);
  g_autofree char *phone = g_strdup (lead->phone);
  g_autofree char *status = g_strdup (lead->status);

  if (!read_words (lead, object, error)
      || !apply_fields (lead, json_object_get (object, OD_FIELD_FIELDS), changes, error))
    return NULL;

  add_change (changes, "phone", "", phone, lead->phone);
  add_change (changes, "status", "", status, lead->status);
  return g_steal_pointer (&changes);
}

static GPtrArray *
leads_from (json_t *array, GError **error)
{
  g_autoptr (GPtrArray)
    leads = g_ptr_array_new_with_free_func ((GDestroyNotify) od_lead_free);
  json_t *item;
  gsize i;

  if (!json_is_array (array) || json_array_size (array) == 0
      || json_array_size (array) > OD_BATCH_MAX_LEADS) {
    od_json_field_set_error (error, OD_FIELD_LEADS, "must be a list of 1 to 1000 leads");
    return NULL;
  }
  json_array_foreach (array, i, item)
  {
    OdLead *lead = od_lead_json_from (item, error);

    if (lead == NULL) {
      g_prefix_error (error, "leads[%" G_GSIZE_FORMAT "].", i);
      return NULL;
    }
    g_ptr_array_add (leads, lead);
  }

  return g_steal_pointer (&leads);
}

GPtrArray *
od_lead_json_batch_from (json_t *object, char **upload, gint64 *n, GError **error)
{
  static const char *const names[] = { OD_FIELD_UPLOAD, OD_FIELD_N, OD_FIELD_LEADS,
                                       NULL };

  *upload = NULL;
  *n = -1;
  if (!od_json_field_only (object, names, error)
      || !od_json_field_text (object, OD_FIELD_UPLOAD, 36, 36, upload, error)
      || !od_json_field_int (object, OD_FIELD_N, 0, G_MAXINT32, n, error)
      || !od_json_field_require (*n >= 0, OD_FIELD_N, error))
    return NULL;
  if (!od_uuid_is_valid (*upload)) {
    od_json_field_set_error (error, OD_FIELD_UPLOAD, "must be a UUID");
    return NULL;
  }

  return leads_from (json_object_get (object, OD_FIELD_LEADS), error);
}

json_t *
od_lead_json_batch_to (const char *upload, gint64 n, GPtrArray *leads)
{
  json_t *array = json_array ();

  for (guint i = 0; i < leads->len; i++) {
    const OdLead *lead = g_ptr_array_index (leads, i);
    json_t *item = json_pack ("{s:s, s:s}", OD_FIELD_PHONE, lead->phone, OD_FIELD_STATUS,
                              lead->status);

    if (lead->fields != NULL)
      json_object_set_new (item, OD_FIELD_FIELDS, json_loads (lead->fields, 0, NULL));
    json_array_append_new (array, item);
  }

  return json_pack ("{s:s, s:I, s:o}", OD_FIELD_UPLOAD, upload, OD_FIELD_N, n,
                    OD_FIELD_LEADS, array);
}
