/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A campaign's own dispositions on the wire, and what is refused in which words.
 */
#include "shared/wire/disposition-json.h"

#include "shared/wire/json-field.h"

/* clang-format off */
static const struct {
  const char *list, *says;
} refused[] = {
  { "7", "own: must be a list, of at most 100" },
  { "[7]", "own: each needs a label of 1 to 64 characters" },
  { "[\" \"]", "own: each needs a label of 1 to 64 characters" },
  { "[{\"key\": \"1\"}]", "own: each needs a label of 1 to 64 characters" },
  { "[\"busy\"]",
    "own: “BUSY” is there already: every campaign has it, or you named it twice" },
  { "[\"A\", {\"label\": \"a\"}]",
    "own: “A” is there already: every campaign has it, or you named it twice" },
  { "[{\"label\": \"A\", \"key\": 1}]", "own: “A” needs a key of 0 to 9, or none: null" },
  { "[{\"label\": \"A\", \"key\": \"10\"}]",
    "own: “A” needs a key of 0 to 9, or none: null" },
  { "[{\"label\": \"A\", \"key\": \"4\"}, {\"label\": \"B\", \"key\": \"4\"}]",
    "own: “B” has the same key as “A”: 4" },
  { "[{\"label\": \"A\", \"final\": 1}]", "own: “A” needs true or false as final" },
  { "[{\"label\": \"A\", \"mended_by_edit\": true}]",
    "own: “A” cannot have mended_by_edit yet" },
  { "[{\"label\": \"A\", \"final\": true, \"call_back\": true}]",
    "own: “A” calls back: it cannot be final, too" },
  { "[{\"label\": \"A\", \"colour\": 1}]", "own: “A” has no “colour” that you can set" },
};
/* clang-format on */

static gboolean
read_list (const char *text, GPtrArray **own, GError **error)
{
  g_autofree char *whole = g_strdup_printf ("{\"own\": %s}", text);
  json_t *object = json_loads (whole, 0, NULL);
  gboolean ok;

  g_assert_nonnull (object);
  ok = od_disposition_json_list_from (object, "own", own, error);
  json_decref (object);
  return ok;
}

static void
test_what_is_wrong_is_refused_by_its_label (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_autoptr (GPtrArray) own = od_disposition_list_new ();
    GPtrArray *was = own;
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", refused[i].list);
    g_assert_false (read_list (refused[i].list, &own, &error));
    g_assert_error (error, OD_WIRE_ERROR, OD_WIRE_ERROR_INVALID);
    g_assert_cmpstr (error->message, ==, refused[i].says);
    g_assert_true (own == was);
  }
}

/* What the server shows is what it takes. */
static void
test_a_list_goes_there_and_back (void)
{
  g_autoptr (GPtrArray) own = od_disposition_list_new ();
  g_autoptr (GPtrArray) back = od_disposition_list_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  const OdDisposition *one;
  json_t *array;

  g_assert_true (read_list ("[\"loved it\", {\"label\": \"Fax\", \"person\": false,"
                            " \"final\": false, \"key\": \"0\"}]",
                            &own, &error));
  array = od_disposition_json_list_to (own);
  text = json_dumps (array, 0);
  json_decref (array);
  g_assert_true (read_list (text, &back, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (back->len, ==, 2);
  one = od_disposition_find (back, "LOVED IT");
  g_assert_true (one->person && one->final);
  g_assert_cmpint (one->key, ==, 0);
  one = od_disposition_find (back, "FAX");
  g_assert_false (one->person || one->final);
  g_assert_cmpint (one->key, ==, '0');
}

static void
test_what_is_offered_begins_with_the_predefined (void)
{
  json_t *campaign = json_loads ("{\"dispositions\": [\"LOVED IT\"]}", 0, NULL);
  json_t *of_it = od_disposition_json_offered (campaign);
  json_t *of_none = od_disposition_json_offered (NULL);
  gsize n;

  od_disposition_get_predefined (&n);
  g_assert_cmpuint (json_array_size (of_none), ==, n);
  g_assert_cmpuint (json_array_size (of_it), ==, n + 1);
  g_assert_cmpstr (json_string_value (json_object_get (json_array_get (of_it, n), "key")),
                   ==, "1");
  json_decref (of_it);
  json_decref (of_none);
  json_decref (campaign);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/disposition-json/refused",
                   test_what_is_wrong_is_refused_by_its_label);
  g_test_add_func ("/disposition-json/there-and-back", test_a_list_goes_there_and_back);
  g_test_add_func ("/disposition-json/offered",
                   test_what_is_offered_begins_with_the_predefined);
  return g_test_run ();
}
