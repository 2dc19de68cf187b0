/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One field at a time: what is absent is left alone, what is wrong is refused by name.
 */
#include "shared/wire/json-field.h"

#include "shared/model/lead.h"

static json_t *
parse (const char *text)
{
  json_error_t where;
  json_t *value = json_loads (text, JSON_DECODE_ANY, &where);

  if (value == NULL)
    g_error ("%s: %s", text, where.text);
  return value;
}

static void
assert_says (GError *error, const char *message)
{
  g_assert_error (error, OD_WIRE_ERROR, OD_WIRE_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, message);
}

/* clang-format off */
static const struct {
  const char *body;
  const char *says; /* NULL: fine */
} keys[] = {
  { "{}", NULL },
  { "{\"a\": 1}", NULL },
  { "{\"a\": 1, \"b\": null}", NULL },
  { "{\"a\": 1, \"c\": 2}", "c: is not a field you can set here" },
  { "{\"A\": 1}", "A: is not a field you can set here" },
  { "[]", "body: must be a JSON object" },
  { "null", "body: must be a JSON object" },
};

static const struct {
  const char *body, *text; /* what "was" becomes */
  const char *says;
} texts[] = {
  { "{}", "was", NULL },
  { "{\"f\": \" new \\n\"}", "new", NULL },
  { "{\"f\": \"ééééé\"}", "ééééé", NULL }, /* five characters, ten bytes */
  { "{\"f\": \"éééééé\"}", "was", "f: must have 2 to 5 characters" },
  { "{\"f\": \" x \"}", "was", "f: must have 2 to 5 characters" },
  { "{\"f\": \"\"}", "was", "f: must have 2 to 5 characters" },
  { "{\"f\": null}", "was", "f: must be text" },
  { "{\"f\": 12}", "was", "f: must be text" },
  { "{\"f\": [\"new\"]}", "was", "f: must be text" },
};

static const struct {
  const char *body;
  gint64 number; /* what 7 becomes */
  const char *says;
} numbers[] = {
  { "{}", 7, NULL },
  { "{\"f\": 1}", 1, NULL },
  { "{\"f\": 100}", 100, NULL },
  { "{\"f\": 0}", 7, "f: must be 1 to 100" },
  { "{\"f\": 101}", 7, "f: must be 1 to 100" },
  { "{\"f\": -9223372036854775808}", 7, "f: must be 1 to 100" },
  { "{\"f\": 1.0}", 7, "f: must be a whole number" },
  { "{\"f\": \"1\"}", 7, "f: must be a whole number" },
  { "{\"f\": true}", 7, "f: must be a whole number" },
  { "{\"f\": null}", 7, "f: must be a whole number" },
};

static const struct {
  const char *body;
  gint64 id; /* what 7 becomes */
  gboolean ok;
} ids[] = {
  { "{}", 7, TRUE }, { "{\"f\": null}", 0, TRUE }, { "{\"f\": 9}", 9, TRUE },
  { "{\"f\": 0}", 7, FALSE }, { "{\"f\": -1}", 7, FALSE }, { "{\"f\": \"9\"}", 7, FALSE },
};

static const struct {
  const char *body;
  gboolean flag; /* what TRUE becomes */
  gboolean ok;
} flags[] = {
  { "{}", TRUE, TRUE }, { "{\"f\": false}", FALSE, TRUE }, { "{\"f\": true}", TRUE, TRUE },
  { "{\"f\": 0}", TRUE, FALSE }, { "{\"f\": null}", TRUE, FALSE },
};

static const struct {
  const char *body;
  const char *words; /* joined; "WAS" when left alone */
  gboolean ok;
} lists[] = {
  { "{}", "WAS", TRUE },
  { "{\"f\": []}", "", TRUE },
  { "{\"f\": [\"new\", \"Ready\", \" NEW \"]}", "NEW,READY", TRUE },
  { "{\"f\": [\"new\", \"\"]}", "WAS", FALSE },
  { "{\"f\": [\"new\", 7]}", "WAS", FALSE },
  { "{\"f\": \"new\"}", "WAS", FALSE },
  { "{\"f\": null}", "WAS", FALSE },
};
/* clang-format on */

static void
test_a_key_that_is_not_known_is_named (void)
{
  static const char *const names[] = { "a", "b", NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++) {
    g_autoptr (GError) error = NULL;
    json_t *body = parse (keys[i].body);

    g_assert_cmpint (od_json_field_only (body, names, &error), ==, keys[i].says == NULL);
    if (keys[i].says != NULL)
      assert_says (error, keys[i].says);
    json_decref (body);
  }
}

static void
test_a_text_is_trimmed_and_measured_in_characters (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *text = g_strdup ("was");
    json_t *body = parse (texts[i].body);

    g_assert_cmpint (od_json_field_text (body, "f", 2, 5, &text, &error), ==,
                     texts[i].says == NULL);
    g_assert_cmpstr (text, ==, texts[i].text);
    if (texts[i].says != NULL)
      assert_says (error, texts[i].says);
    json_decref (body);
  }
}

static void
test_a_number_is_whole_and_within_its_limits (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++) {
    g_autoptr (GError) error = NULL;
    gint64 number = 7;
    json_t *body = parse (numbers[i].body);

    g_assert_cmpint (od_json_field_int (body, "f", 1, 100, &number, &error), ==,
                     numbers[i].says == NULL);
    g_assert_cmpint (number, ==, numbers[i].number);
    if (numbers[i].says != NULL)
      assert_says (error, numbers[i].says);
    json_decref (body);
  }
}

static void
test_an_id_is_positive_or_null (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++) {
    g_autoptr (GError) error = NULL;
    gint64 id = 7;
    json_t *body = parse (ids[i].body);

    g_assert_cmpint (od_json_field_id (body, "f", &id, &error), ==, ids[i].ok);
    g_assert_cmpint (id, ==, ids[i].id);
    g_assert_cmpint (error == NULL, ==, ids[i].ok);
    json_decref (body);
  }
}

static void
test_a_flag_is_true_or_false (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (flags); i++) {
    g_autoptr (GError) error = NULL;
    gboolean flag = TRUE;
    json_t *body = parse (flags[i].body);

    g_assert_cmpint (od_json_field_bool (body, "f", &flag, &error), ==, flags[i].ok);
    g_assert_cmpint (flag, ==, flags[i].flag);
    g_assert_cmpint (error == NULL, ==, flags[i].ok);
    json_decref (body);
  }
}

static void
test_words_are_normalized_and_doubles_folded (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++) {
    g_autoptr (GError) error = NULL;
    g_auto (GStrv) words = g_strsplit ("WAS", ",", 0);
    g_autofree char *joined = NULL;
    json_t *body = parse (lists[i].body);

    g_assert_cmpint (od_json_field_words (body, "f", od_lead_normalize_status, &words,
                                          &error),
                     ==, lists[i].ok);
    joined = g_strjoinv (",", words);
    g_assert_cmpstr (joined, ==, lists[i].words);
    g_assert_cmpint (error == NULL, ==, lists[i].ok);
    json_decref (body);
  }
}

static void
test_a_list_has_its_limit (void)
{
  for (int n = 200; n <= 201; n++) {
    g_auto (GStrv) words = NULL;
    json_t *body = json_object (), *list = json_array ();

    for (int i = 0; i < n; i++) {
      g_autofree char *word = g_strdup_printf ("W%d", i);

      json_array_append_new (list, json_string (word));
    }
    json_object_set_new (body, "f", list);
    g_assert_cmpint (od_json_field_words (body, "f", od_lead_normalize_status, &words,
                                          NULL),
                     ==, n == 200);
    json_decref (body);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-field/a-key-that-is-not-known-is-named",
                   test_a_key_that_is_not_known_is_named);
  g_test_add_func ("/json-field/a-text-is-trimmed-and-measured",
                   test_a_text_is_trimmed_and_measured_in_characters);
  g_test_add_func ("/json-field/a-number-is-whole-and-within-its-limits",
                   test_a_number_is_whole_and_within_its_limits);
  g_test_add_func ("/json-field/an-id-is-positive-or-null",
                   test_an_id_is_positive_or_null);
  g_test_add_func ("/json-field/a-flag-is-true-or-false", test_a_flag_is_true_or_false);
  g_test_add_func ("/json-field/words-are-normalized",
                   test_words_are_normalized_and_doubles_folded);
  g_test_add_func ("/json-field/a-list-has-its-limit", test_a_list_has_its_limit);
  return g_test_run ();
}
