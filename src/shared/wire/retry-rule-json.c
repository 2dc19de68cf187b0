/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A leadset's retry rules, on the wire. Pure; any thread.
 */
#include "shared/wire/retry-rule-json.h"

#include "shared/wire/fields.h"
#include "shared/wire/json-field.h"
#include "shared/wire/json-table.h"

#define AT(member) G_STRUCT_OFFSET (OdRetryRule, member)
static const OdJsonRow rows[] = {
  { OD_FIELD_OUTCOME, OD_JSON_TEXT, AT (outcome) },
  { OD_FIELD_DELAY_MS, OD_JSON_INT, AT (delay_ms) },
  { OD_FIELD_MAX_ATTEMPTS, OD_JSON_INT, AT (max_attempts) },
};

static gboolean
refuse (GError **error, const char *outcome, const char *what)
{
  g_set_error (error, OD_WIRE_ERROR, OD_WIRE_ERROR_INVALID, "rules: “%s” %s", outcome,
               what);
  return FALSE;
}

static gboolean
is_within (json_t *item, const char *name, gint64 min, gint64 max, gint64 *target)
{
  json_t *value = json_object_get (item, name);

  *target = json_integer_value (value);
  return json_is_integer (value) && *target >= min && *target <= max;
}

static gboolean
read_rule (json_t *item, OdRetryRule *rule, GError **error)
{
  static const char *const names[] = { OD_FIELD_OUTCOME, OD_FIELD_DELAY_MS,
                                       OD_FIELD_MAX_ATTEMPTS, NULL };
  const char *word = json_string_value (json_object_get (item, OD_FIELD_OUTCOME));

  if (word == NULL)
    return od_json_field_set_error (error, OD_FIELD_RULES,
                                    "each needs an outcome, a text");
  if (!od_recycle_is_open (word))
    return refuse (error, word, "is not an outcome to dial again after");
  if (!is_within (item, OD_FIELD_DELAY_MS, OD_RETRY_RULE_MIN_DELAY_MS,
                  OD_RETRY_RULE_MAX_DELAY_MS, &rule->delay_ms))
    return refuse (error, word,
                   "needs a delay_ms of 120000 to 2592000000: 2 minutes to 30 days");
  if (!is_within (item, OD_FIELD_MAX_ATTEMPTS, 1, OD_RETRY_RULE_MAX_ATTEMPTS,
                  &rule->max_attempts))
    return refuse (error, word, "needs a max_attempts of 1 to 10");

  if (!od_json_field_only (item, names, error))
    return FALSE;
  rule->outcome = g_strdup (word);
  return TRUE;
}

static gboolean
is_only (GArray *rules, const char *outcome)
{
  guint n = 0;

  for (guint i = 0; i < rules->len; i++)
    n += g_str_equal (g_array_index (rules, OdRetryRule, i).outcome, outcome);
  return n == 1;
}

GArray *
od_retry_rule_json_from (json_t *object, GError **error)
{
  static const char *const names[] = { OD_FIELD_RULES, NULL };
  g_autoptr (GArray) rules = od_retry_rule_list_new ();
  json_t *array = json_object_get (object, OD_FIELD_RULES), *item;
  gsize i;

  if (!od_json_field_only (object, names, error))
    return NULL;
  if (!json_is_array (array)) {
    od_json_field_set_error (error, OD_FIELD_RULES, "must be a list of rules");
    return NULL;
  }
  json_array_foreach (array, i, item)
  {
    OdRetryRule rule;

    if (!read_rule (item, &rule, error))
      return NULL;
    g_array_append_val (rules, rule);
    if (!is_only (rules, rule.outcome)) {
      refuse (error, rule.outcome, "stands there twice");
      return NULL;
    }
  }

  return g_steal_pointer (&rules);
}

json_t *
od_retry_rule_json_to (GArray *rules)
{
  return json_pack ("{s:o}", OD_FIELD_RULES,
                    od_json_table_array_to (rows, G_N_ELEMENTS (rows), rules));
}
