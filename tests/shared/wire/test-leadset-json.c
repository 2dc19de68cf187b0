/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Leadsets on the wire.
 */
#include "shared/wire/leadset-json.h"

/* clang-format off */
static const struct {
  const char *body, *says;
} refused[] = {
  { "{}", "name: is required" },
  { "{\"name\": \" \"}", "name: must have 1 to 64 characters" },
  { "{\"name\": \"S\", \"campaign\": 0}",
    "campaign: must be 1 to 9223372036854775807" },
  { "{\"name\": \"S\", \"active\": 1}", "active: must be true or false" },
  { "{\"name\": \"S\", \"version\": 1}", "version: is not a field you can set here" },
  { "{\"name\": \"S\", \"description\": null}", "description: must be text" },
};
/* clang-format on */

static void
test_what_is_wrong_is_refused_by_name (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (OdLeadset) leadset = od_leadset_new ();
    json_t *body = json_loads (refused[i].body, 0, NULL);

    g_assert_false (od_leadset_json_apply (leadset, body, &error));
    g_assert_cmpstr (error->message, ==, refused[i].says);
    json_decref (body);
  }
}

static void
test_a_leadset_goes_there_and_back (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdLeadset) given = od_leadset_new (), back = od_leadset_new ();
  json_t *object;

  given->id = 7;
  given->version = 3;
  given->name = g_strdup ("Été");
  given->description = g_strdup ("");
  given->campaign_id = 9;
  given->active = TRUE;
  object = od_leadset_json_to (given);
  g_assert_cmpint (json_integer_value (json_object_get (object, "id")), ==, 7);
  g_assert_cmpint (json_integer_value (json_object_get (object, "version")), ==, 3);
  json_object_del (object, "id");
  json_object_del (object, "version");
  g_assert_true (od_leadset_json_apply (back, object, &error));
  json_decref (object);
  g_assert_no_error (error);
  g_assert_cmpstr (back->name, ==, "Été");
  g_assert_cmpstr (back->description, ==, "");
  g_assert_cmpint (back->campaign_id, ==, 9);
  g_assert_true (back->active);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/leadset-json/what-is-wrong-is-refused-by-name",
                   test_what_is_wrong_is_refused_by_name);
  g_test_add_func ("/leadset-json/a-leadset-goes-there-and-back",
                   test_a_leadset_goes_there_and_back);
  return g_test_run ();
}
