/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Only what was changed is sent, in the server's words.
 */
#include "app/supervisor/campaign-form.h"

static char *statuses[] = { (char *) "READY", NULL };

static OdCampaignForm form = { .name = " Autumn ",
                               .notes = "",
                               .caller_id = "+44 (0)1902 555-100",
                               .rules = "TEST",
                               .multiplier = 2.3000000001,
                               .wrap_up_s = 30,
                               .ring_limit_s = 25,
                               .source_statuses = statuses };

static void
test_all_of_a_new_campaign_is_sent (void)
{
  json_t *body = od_campaign_form_make_body (&form, NULL);
  json_t *expected = json_loads (
    "{\"name\":\"Autumn\",\"active\":false,\"script\":null,\"notes\":\"\","
    "\"caller_id\":\"441902555100\",\"source_statuses\":[\"READY\"],"
    "\"outbound_multiplier\":2.3,\"calling_rules\":\"TEST\",\"wrap_up_ms\":30000,"
    "\"ring_limit_ms\":25000,\"dispositions\":[]}",
    0, NULL);

  g_assert_true (json_equal (body, expected));
  json_decref (expected);
  json_decref (body);
}

static void
test_only_changes_of_an_old_one_are_sent (void)
{
  json_t *original = od_campaign_form_make_body (&form, NULL);
  OdCampaignForm changed = form;
  json_t *body = od_campaign_form_make_body (&form, original);

  g_assert_cmpuint (json_object_size (body), ==, 0);
  json_decref (body);

  changed.active = TRUE;
  changed.multiplier = 2.4;
  body = od_campaign_form_make_body (&changed, original);
  g_assert_cmpuint (json_object_size (body), ==, 2);
  g_assert_true (json_is_true (json_object_get (body, "active")));
  g_assert_cmpfloat (json_real_value (json_object_get (body, "outbound_multiplier")), ==,
                     2.4);
  json_decref (body);
  json_decref (original);
}

static void
test_parts_of_seconds_are_not_cut_off (void)
{
  json_t *original = od_campaign_form_make_body (&form, NULL);
  OdCampaignForm changed = form;
  json_t *body;

  json_object_set_new (original, "wrap_up_ms", json_integer (30500));
  json_object_set_new (original, "ring_limit_ms", json_integer (25999));
  body = od_campaign_form_make_body (&changed, original);
  g_assert_cmpuint (json_object_size (body), ==, 0);
  json_decref (body);

  changed.wrap_up_s = 31;
  body = od_campaign_form_make_body (&changed, original);
  g_assert_cmpuint (json_object_size (body), ==, 1);
  g_assert_cmpint (json_integer_value (json_object_get (body, "wrap_up_ms")), ==, 31000);
  json_decref (body);
  json_decref (original);
}

static void
test_wrong_fields_say_why (void)
{
  g_autofree char *right = od_campaign_form_check_caller_id ("+441902555100");
  g_autofree char *empty = od_campaign_form_check_caller_id (" ");
  g_autofree char *wrong = od_campaign_form_check_caller_id ("ask Bob");

  g_assert_null (right);
  g_assert_nonnull (empty);
  g_assert_nonnull (wrong);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  form.dispositions = json_array ();
  g_test_add_func ("/campaign-form/all-of-a-new-campaign-is-sent",
                   test_all_of_a_new_campaign_is_sent);
  g_test_add_func ("/campaign-form/only-changes-of-an-old-one-are-sent",
                   test_only_changes_of_an_old_one_are_sent);
  g_test_add_func ("/campaign-form/wrong-fields-say-why", test_wrong_fields_say_why);
  g_test_add_func ("/campaign-form/parts-of-seconds-are-not-cut-off",
                   test_parts_of_seconds_are_not_cut_off);
  status = g_test_run ();
  json_decref (form.dispositions);
  return status;
}
