/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Retry rules: what is wrong with one is said by its outcome.
 */
#include "shared/wire/retry-rule-json.h"

#include "shared/wire/json-field.h"

#define RULE(outcome, delay, most)                                                       \
  "{\"outcome\": " outcome ", \"delay_ms\": " delay ", \"max_attempts\": " most "}"
#define DELAYS   "“busy” needs a delay_ms of 120000 to 2592000000: 2 minutes to 30 days"
#define ATTEMPTS "“BUSY” needs a max_attempts of 1 to 10"

/* clang-format off */
static const struct {
  const char *rules;
  const char *says;
} refused[] = {
  { "{}",            "rules: must be a list of rules" },
  { "7",             "rules: must be a list of rules" },
  { "[7]",           "rules: each needs an outcome, a text" },
  { "[{}]",          "rules: each needs an outcome, a text" },
  { "[" RULE ("7", "120000", "3") "]", "rules: each needs an outcome, a text" },
  { "[" RULE ("\"bad-number\"", "120000", "3") "]",
    "rules: “bad-number” is not an outcome to dial again after" },
  { "[" RULE ("\"busy\"", "119999", "3") "]",          "rules: " DELAYS },
  { "[" RULE ("\"busy\"", "2592000001", "3") "]",      "rules: " DELAYS },
  { "[" RULE ("\"busy\"", "120000.5", "3") "]",        "rules: " DELAYS },
  { "[{\"outcome\": \"busy\", \"max_attempts\": 3}]",  "rules: " DELAYS },
  { "[" RULE ("\"BUSY\"", "120000", "0") "]",          "rules: " ATTEMPTS },
  { "[" RULE ("\"BUSY\"", "120000", "11") "]",         "rules: " ATTEMPTS },
  { "[" RULE ("\"BUSY\"", "120000", "null") "]",       "rules: " ATTEMPTS },
  { "[" RULE ("\"busy\"", "120000", "3, \"colour\": 1") "]",
    "colour: is not a field you can set here" },
  { "[" RULE ("\"busy\"", "120000", "3") "," RULE ("\"busy\"", "240000", "4") "]",
    "rules: “busy” stands there twice" },
};
/* clang-format on */

static json_t *
make_object (const char *rules)
{
  g_autofree char *text = g_strdup_printf ("{\"rules\": %s}", rules);
  json_t *object = json_loads (text, 0, NULL);

  g_assert_nonnull (object);
  return object;
}

static void
test_a_wrong_rule_is_refused_by_its_outcome (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_autoptr (GError) error = NULL;
    json_t *object = make_object (refused[i].rules);

    g_assert_null (od_retry_rule_json_from (object, &error));
    g_assert_error (error, OD_WIRE_ERROR, OD_WIRE_ERROR_INVALID);
    g_assert_cmpstr (error->message, ==, refused[i].says);
    json_decref (object);
  }
}

static void
test_the_whole_set_goes_there_and_back (void)
{
  static const char *const sets[] = {
    "[]",
    "[" RULE ("\"busy\"", "120000", "1") "," RULE ("\"BUSY\"", "2592000000", "10") "]",
    "[" RULE ("\"ANSWERING MACHINE\"", "3600000", "3") "]",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (sets); i++) {
    g_autoptr (GError) error = NULL;
    json_t *object = make_object (sets[i]), *back;
    g_autoptr (GArray) rules = od_retry_rule_json_from (object, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (rules->len, ==,
                      json_array_size (json_object_get (object, "rules")));
    back = od_retry_rule_json_to (rules);
    g_assert_true (json_equal (back, object));
    json_decref (back);
    json_decref (object);
  }
}

static void
test_the_list_must_be_there_alone (void)
{
  static const char *const bodies[] = { "[]", "{}", "{\"rules\": [], \"colour\": 1}" };

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++) {
    g_autoptr (GError) error = NULL;
    json_t *object = json_loads (bodies[i], 0, NULL);

    g_assert_null (od_retry_rule_json_from (object, &error));
    g_assert_error (error, OD_WIRE_ERROR, OD_WIRE_ERROR_INVALID);
    json_decref (object);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/retry-rule-json/refused-by-its-outcome",
                   test_a_wrong_rule_is_refused_by_its_outcome);
  g_test_add_func ("/retry-rule-json/there-and-back",
                   test_the_whole_set_goes_there_and_back);
  g_test_add_func ("/retry-rule-json/the-list-alone", test_the_list_must_be_there_alone);
  return g_test_run ();
}
