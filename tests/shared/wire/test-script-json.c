/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Scripts on the wire.
 */
#include "shared/wire/script-json.h"

/* clang-format off */
static const struct {
  const char *body, *says;
} refused[] = {
  { "{\"text\": \"x\"}", "name: is required" },
  { "{\"name\": \"x\"}", "text: is required" },
  { "{\"name\": \"x\", \"text\": \"\"}", "text: must have 1 to 100000 characters" },
  { "{\"name\": \"x\", \"text\": \"x\", \"id\": 1}", "id: is not a field you can set here" },
};
/* clang-format on */

static void
test_what_is_wrong_is_refused_by_name (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (OdScript) script = od_script_new ();
    json_t *body = json_loads (refused[i].body, 0, NULL);

    g_assert_false (od_script_json_apply (script, body, &error));
    g_assert_cmpstr (error->message, ==, refused[i].says);
    json_decref (body);
  }
}

static void
test_a_script_goes_there_and_back (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdScript) given = od_script_new (), back = od_script_new ();
  json_t *object;

  given->id = 7;
  given->version = 2;
  given->name = g_strdup ("Hello");
  given->text = g_strdup ("Good morning,\n\tis this ärger?");
  object = od_script_json_to (given);
  json_object_del (object, "id");
  json_object_del (object, "version");
  g_assert_true (od_script_json_apply (back, object, &error));
  json_decref (object);
  g_assert_no_error (error);
  g_assert_cmpstr (back->name, ==, "Hello");
  g_assert_cmpstr (back->text, ==, given->text);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/script-json/what-is-wrong-is-refused-by-name",
                   test_what_is_wrong_is_refused_by_name);
  g_test_add_func ("/script-json/a-script-goes-there-and-back",
                   test_a_script_goes_there_and_back);
  return g_test_run ();
}
