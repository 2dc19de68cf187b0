/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A row of every kind: there, back, absent and wrong.
 */
#include "shared/wire/json-table.h"

#include "shared/wire/json-field.h"

typedef struct {
  gint64 id;
  gint64 number;
  gint64 other_id;
  gboolean flag;
  char *name;
  char *text;
  char **words;
  char sign;
} Thing;

static json_t *
sign_to (gconstpointer value)
{
  return json_stringn (&((const Thing *) value)->sign, 1);
}

static gboolean
apply_sign (gpointer value, json_t *object, GError **error)
{
  json_t *sign = json_object_get (object, "sign");

  if (sign != NULL)
    ((Thing *) value)->sign = json_string_value (sign)[0];
  return TRUE;
}

/* clang-format off */
#define AT(member) G_STRUCT_OFFSET (Thing, member)
static const OdJsonRow rows[] = {
  { "id", OD_JSON_INT, AT (id), .use = OD_JSON_READ_ONLY },
  { "number", OD_JSON_INT, AT (number), -1, 5 },
  { "other", OD_JSON_ID, AT (other_id) },
  { "flag", OD_JSON_BOOL, AT (flag) },
  { "name", OD_JSON_TEXT, AT (name), 1, 3, OD_JSON_REQUIRED },
  { "text", OD_JSON_TEXT, AT (text), 0, 9 },
  { "words", OD_JSON_WORDS, AT (words), .normalize = g_strdup },
  { "sign", OD_JSON_OTHER, .to = sign_to, .apply = apply_sign },
};

static const struct {
  const char *body, *says; /* NULL: it is taken */
} cases[] = {
  { "{\"name\": \"a\"}", NULL },
  { "{}", "name: is required" },
  { "[]", "body: must be a JSON object" },
  { "{\"name\": \"a\", \"id\": 3}", "id: is not a field you can set here" },
  { "{\"name\": \"a\", \"else\": 3}", "else: is not a field you can set here" },
  { "{\"name\": \"abcd\"}", "name: must have 1 to 3 characters" },
  { "{\"name\": \"a\", \"number\": 6}", "number: must be -1 to 5" },
  { "{\"name\": \"a\", \"flag\": 1}", "flag: must be true or false" },
  { "{\"name\": \"a\", \"other\": -1}", "other: must be 1 to 9223372036854775807" },
  { "{\"name\": \"a\", \"words\": \"x\"}", "words: must be a list of at most 200 words" },
};
/* clang-format on */

static gboolean
apply (Thing *thing, const char *text, GError **error)
{
  json_t *object = json_loads (text, 0, NULL);
  gboolean good = od_json_table_apply (rows, G_N_ELEMENTS (rows), thing, object, error);

  json_decref (object);
  return good;
}

static void
clear (Thing *thing)
{
  g_free (thing->name);
  g_free (thing->text);
  g_strfreev (thing->words);
}

static void
assert_is (Thing *thing, const char *wanted)
{
  json_t *object = od_json_table_to (rows, G_N_ELEMENTS (rows), thing);
  g_autofree char *text = json_dumps (object, JSON_COMPACT);

  g_assert_cmpstr (text, ==, wanted);
  json_decref (object);
}

static void
test_what_is_wrong_is_named (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    Thing thing = { 0 };
    g_autoptr (GError) error = NULL;

    g_assert_true (apply (&thing, cases[i].body, &error) == (cases[i].says == NULL));
    g_assert_cmpstr (error != NULL ? error->message : NULL, ==, cases[i].says);
    clear (&thing);
  }
}

static void
test_all_kinds_come_back (void)
{
  Thing thing = { .id = 7, .sign = '-' };

  g_assert_true (apply (&thing, "{\"name\": \"a\"}", NULL));
  assert_is (&thing, "{\"id\":7,\"number\":0,\"other\":null,\"flag\":false,"
                     "\"name\":\"a\",\"text\":\"\",\"words\":[],\"sign\":\"-\"}");
  g_assert_true (apply (&thing,
                        "{\"number\": 5, \"other\": 9, \"flag\": true,"
                        " \"text\": \" hello \", \"words\": [\"x\", \"y\", \"x\"],"
                        " \"sign\": \"+\"}",
                        NULL));
  assert_is (&thing, "{\"id\":7,\"number\":5,\"other\":9,\"flag\":true,"
                     "\"name\":\"a\",\"text\":\"hello\",\"words\":[\"x\",\"y\"],"
                     "\"sign\":\"+\"}");
  g_assert_true (apply (&thing, "{\"other\": null}", NULL));
  g_assert_cmpint (thing.other_id, ==, 0);
  g_assert_cmpint (thing.number, ==, 5);
  clear (&thing);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-table/wrong", test_what_is_wrong_is_named);
  g_test_add_func ("/json-table/kinds", test_all_kinds_come_back);
  return g_test_run ();
}
