/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What to dial again: what is no such outcome is refused by name.
 */
#include "shared/wire/recycle-json.h"

#include "shared/wire/json-field.h"

/* clang-format off */
static const struct {
  const char *order;
  gboolean with_status;
  const char *says;
} refused[] = {
  { "{}", FALSE, "outcomes: must be a list of outcomes" },
  { "{\"outcomes\": []}", FALSE, "outcomes: must be a list of outcomes" },
  { "{\"outcomes\": [7]}", FALSE, "outcomes: must be a list of outcomes" },
  { "{\"outcomes\": [\"busy\", \"bad-number\"]}", FALSE,
    "outcomes: “bad-number” is not an outcome to dial again after" },
  { "{\"outcomes\": [\"busy\"], \"min_age_ms\": -1}", FALSE,
    "min_age_ms: must be 0 to 315360000000" },
  { "{\"outcomes\": [\"busy\"], \"max_attempts\": 0}", FALSE,
    "max_attempts: must be 1 to 1000" },
  { "{\"outcomes\": [\"busy\"], \"status\": \"NEW\"}", FALSE,
    "status: is not a field you can set here" },
  { "{\"outcomes\": [\"busy\"]}", TRUE, "status: is required" },
  { "{\"outcomes\": [\"busy\"], \"status\": \"\"}", TRUE,
    "status: must have 1 to 32 characters" },
  { "{\"outcomes\": [\"busy\"], \"colour\": 1}", TRUE,
    "colour: is not a field you can set here" },
};
/* clang-format on */

static void
test_an_order_that_is_wrong_is_refused_by_name (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *status = NULL;
    OdRecycle recycle;
    json_t *object = json_loads (refused[i].order, 0, NULL);

    g_assert_false (od_recycle_json_from (object, &recycle,
                                          refused[i].with_status ? &status : NULL,
                                          &error));
    g_assert_error (error, OD_WIRE_ERROR, OD_WIRE_ERROR_INVALID);
    g_assert_cmpstr (error->message, ==, refused[i].says);
    od_recycle_clear (&recycle);
    json_decref (object);
  }
}

static void
test_an_order_is_read_whole (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *status = NULL;
  OdRecycle recycle;
  json_t *object = json_loads ("{\"outcomes\": [\"no-answer\", \"BUSY\"], \"min_age_ms\":"
                               " 5, \"max_attempts\": 3, \"status\": \" ready \"}",
                               0, NULL);

  g_assert_true (od_recycle_json_from (object, &recycle, &status, &error));
  g_assert_cmpuint (recycle.ends, ==, 1u << OD_END_NO_ANSWER);
  g_assert_cmpstr (recycle.dispositions, ==, "\nBUSY\n");
  g_assert_cmpint (recycle.min_age_ms, ==, 5);
  g_assert_cmpint (recycle.max_attempts, ==, 3);
  g_assert_cmpstr (status, ==, "READY");
  od_recycle_clear (&recycle);
  json_decref (object);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recycle-json/an-order-that-is-wrong-is-refused-by-name",
                   test_an_order_that_is_wrong_is_refused_by_name);
  g_test_add_func ("/recycle-json/an-order-is-read-whole", test_an_order_is_read_whole);
  return g_test_run ();
}
