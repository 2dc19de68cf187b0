/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What to dial again, on the wire. Pure; any thread.
 */
#include "shared/wire/recycle-json.h"

#include "shared/model/lead.h"
#include "shared/wire/fields.h"
#include "shared/wire/json-field.h"

#define MAX_AGE_MS       (G_GINT64_CONSTANT (10) * 365 * 24 * 3600 * 1000)
#define MAX_MAX_ATTEMPTS 1000

static gboolean
read_outcomes (OdRecycle *recycle, json_t *array, GError **error)
{
  json_t *item;
  gsize i;

  json_array_foreach (array, i, item)
  {
    const char *word = json_string_value (item);

    if (word == NULL)
      break;
    if (od_recycle_add (recycle, word))
      continue;
    g_set_error (error, OD_WIRE_ERROR, OD_WIRE_ERROR_INVALID,
                 "outcomes: “%s” is not an outcome to dial again after", word);
    return FALSE;
  }

  return (i > 0 && i == json_array_size (array))
         || od_json_field_set_error (error, OD_FIELD_OUTCOMES,
                                     "must be a list of outcomes");
}

static gboolean
read_status (json_t *object, char **status, GError **error)
{
  *status = NULL;
  return od_json_field_word (object, OD_FIELD_STATUS, 32, od_lead_normalize_status,
                             status, error)
         && od_json_field_require (*status != NULL, OD_FIELD_STATUS, error);
}

gboolean
od_recycle_json_from (json_t *object, OdRecycle *recycle, char **status, GError **error)
{
  static const char *const names[] = { OD_FIELD_OUTCOMES, OD_FIELD_MIN_AGE_MS,
                                       OD_FIELD_MAX_ATTEMPTS, OD_FIELD_STATUS, NULL };

  *recycle = (OdRecycle){ .max_attempts = OD_RECYCLE_NO_LIMIT };
  if (!od_json_field_only (object, names, error)
      || !read_outcomes (recycle, json_object_get (object, OD_FIELD_OUTCOMES), error)
      || !od_json_field_int (object, OD_FIELD_MIN_AGE_MS, 0, MAX_AGE_MS,
                             &recycle->min_age_ms, error)
      || !od_json_field_int (object, OD_FIELD_MAX_ATTEMPTS, 1, MAX_MAX_ATTEMPTS,
                             &recycle->max_attempts, error))
    return FALSE;
  if (status != NULL)
    return read_status (object, status, error);

  return json_object_get (object, OD_FIELD_STATUS) == NULL
         || od_json_field_set_error (error, OD_FIELD_STATUS,
                                     "is not a field you can set here");
}
