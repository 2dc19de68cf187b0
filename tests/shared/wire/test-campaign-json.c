/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Campaigns on the wire: there and back, and what is refused in which words.
 */
#include "shared/wire/campaign-json.h"

#include "shared/wire/json-field.h"

#define LEAST "\"name\": \"Solar\", \"caller_id\": \"+44 1902 555100\","

/* clang-format off */
static const struct {
  const char *body, *says;
} refused[] = {
  { "{\"caller_id\": \"44116\", \"calling_rules\": \"UK\"}", "name: is required" },
  { "{\"name\": \"S\", \"calling_rules\": \"UK\"}", "caller_id: is required" },
  { "{\"name\": \"S\", \"caller_id\": \"44116\"}", "calling_rules: is required" },
  { "{" LEAST "\"calling_rules\": \"\"}", "calling_rules: must be US-TSR, UK, EU or TEST" },
  { "{" LEAST "\"calling_rules\": 3}", "calling_rules: must be US-TSR, UK, EU or TEST" },
  { "{" LEAST "\"calling_rules\": \"UK\", \"outbound_multiplier\": 0.9}",
    "outbound_multiplier: must be 1.0 to 10.0 in steps of 0.1" },
  { "{" LEAST "\"calling_rules\": \"UK\", \"outbound_multiplier\": 10.1}",
    "outbound_multiplier: must be 1.0 to 10.0 in steps of 0.1" },
  { "{" LEAST "\"calling_rules\": \"UK\", \"outbound_multiplier\": 1.25}",
    "outbound_multiplier: must be 1.0 to 10.0 in steps of 0.1" },
  { "{" LEAST "\"calling_rules\": \"UK\", \"outbound_multiplier\": \"2\"}",
    "outbound_multiplier: must be 1.0 to 10.0 in steps of 0.1" },
  { "{" LEAST "\"calling_rules\": \"UK\", \"ring_limit_ms\": 14999}",
    "ring_limit_ms: must be 15000 to 120000" },
  { "{" LEAST "\"calling_rules\": \"UK\", \"calls_per_second\": 1001}",
    "calls_per_second: must be 0 to 1000" },
  { "{" LEAST "\"calling_rules\": \"UK\", \"channels\": -1}",
    "channels: must be 0 to 10000" },
  { "{" LEAST "\"calling_rules\": \"UK\", \"wrap_up_ms\": 600001}",
    "wrap_up_ms: must be 0 to 600000" },
  { "{" LEAST "\"calling_rules\": \"UK\", \"type\": \"manual\"}", "type: must be auto" },
  { "{" LEAST "\"calling_rules\": \"UK\", \"version\": 3}",
    "version: is not a field you can set here" },
  { "{" LEAST "\"calling_rules\": \"UK\", \"id\": 3}",
    "id: is not a field you can set here" },
};

static const struct {
  double given;
  guint x10;
} multipliers[] = { { 1, 10 }, { 1.1, 11 }, { 2.3, 23 }, { 9.9, 99 }, { 10, 100 } };
/* clang-format on */

static void
test_what_is_wrong_is_refused_by_name (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (OdCampaign) campaign = od_campaign_new ();
    json_t *body = json_loads (refused[i].body, 0, NULL);

    g_assert_false (od_campaign_json_apply (campaign, body, &error));
    g_assert_cmpstr (error->message, ==, refused[i].says);
    json_decref (body);
  }
}

static void
test_every_tenth_is_a_multiplier (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (multipliers); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (OdCampaign) campaign = od_campaign_new ();
    json_t *body = json_pack ("{s:s, s:s, s:s, s:f}", "name", "S", "caller_id", "44116",
                              "calling_rules", "UK", "outbound_multiplier",
                              multipliers[i].given);

    g_assert_true (od_campaign_json_apply (campaign, body, &error));
    g_assert_no_error (error);
    g_assert_cmpuint (campaign->multiplier_x10, ==, multipliers[i].x10);
    json_decref (body);
  }
}

static void
test_a_new_campaign_gets_its_defaults (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdCampaign) campaign = od_campaign_new ();
  json_t *body = json_loads ("{" LEAST "\"calling_rules\": \"UK\"}", 0, NULL);

  g_assert_true (od_campaign_json_apply (campaign, body, &error));
  g_assert_cmpstr (campaign->caller_id, ==, "441902555100");
  g_assert_cmpstr (campaign->notes, ==, "");
  g_assert_cmpuint (g_strv_length (campaign->source_statuses), ==, 0);
  g_assert_cmpuint (campaign->multiplier_x10, ==, 10);
  json_decref (body);
}

static void
test_the_rules_say_how_bold_a_new_campaign_is (void)
{
  static const struct {
    const char *body;
    guint x10;
  } cases[] = {
    { "{" LEAST "\"calling_rules\": \"US-TSR\"}", 30 },
    { "{" LEAST "\"calling_rules\": \"EU\"}", 10 },
    { "{" LEAST "\"outbound_multiplier\": 1.5, \"calling_rules\": \"US-TSR\"}", 15 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (OdCampaign) campaign = od_campaign_new ();
    json_t *body = json_loads (cases[i].body, 0, NULL);
    json_t *change = json_pack ("{s:s}", "calling_rules", "US-TSR");

    g_assert_true (od_campaign_json_apply (campaign, body, &error));
    g_assert_cmpuint (campaign->multiplier_x10, ==, cases[i].x10);
    g_assert_true (od_campaign_json_apply (campaign, change, &error));
    g_assert_cmpuint (campaign->multiplier_x10, ==, cases[i].x10); /* as it was */
    json_decref (change);
    json_decref (body);
  }
}

/* What the server shows, without what only it may write, is what it takes. */
static void
test_a_campaign_goes_there_and_back (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdCampaign) given = od_campaign_new (), back = od_campaign_new ();
  json_t *object;

  given->id = 7;
  given->version = 3;
  given->name = g_strdup ("Solär");
  given->active = TRUE;
  given->notes = g_strdup ("n");
  given->caller_id = g_strdup ("441902555100");
  given->multiplier_x10 = 37;
  given->rules = OD_RULES_EU;
  given->script_id = 9;
  given->wrap_up_ms = 0;
  given->source_statuses = g_strsplit ("NEW,READY", ",", 0);
  g_ptr_array_add (given->dispositions, od_disposition_new ("LOVED IT"));
  object = od_campaign_json_to (given);
  g_assert_cmpint (json_integer_value (json_object_get (object, "id")), ==, 7);
  g_assert_cmpint (json_integer_value (json_object_get (object, "version")), ==, 3);
  json_object_del (object, "id");
  json_object_del (object, "version");
  json_object_del (object, "stopped"); /* the server's to say, as those */
  json_object_del (object, "go_on");
  g_assert_true (od_campaign_json_apply (back, object, &error));
  g_assert_no_error (error);
  json_decref (object);

  g_assert_cmpstr (back->name, ==, "Solär");
  g_assert_true (back->active);
  g_assert_cmpstr (back->notes, ==, "n");
  g_assert_cmpuint (back->multiplier_x10, ==, 37);
  g_assert_cmpint (back->rules, ==, OD_RULES_EU);
  g_assert_cmpint (back->script_id, ==, 9);
  g_assert_cmpint (back->wrap_up_ms, ==, 0);
  g_assert_true (g_strv_equal ((const char *const *) back->source_statuses,
                               (const char *const *) given->source_statuses));
  g_assert_cmpuint (back->dispositions->len, ==, 1);
  g_assert_nonnull (od_disposition_find (back->dispositions, "LOVED IT"));
}

static void
test_a_change_leaves_the_rest_alone (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdCampaign) campaign = od_campaign_new ();
  json_t *body = json_loads ("{\"active\": true, \"script\": null}", 0, NULL);

  campaign->name = g_strdup ("Solar");
  campaign->caller_id = g_strdup ("44116");
  campaign->rules = OD_RULES_UK;
  campaign->script_id = 9;
  campaign->multiplier_x10 = 20;
  g_assert_true (od_campaign_json_apply (campaign, body, &error));
  g_assert_true (campaign->active);
  g_assert_cmpint (campaign->script_id, ==, 0);
  g_assert_cmpuint (campaign->multiplier_x10, ==, 20);
  g_assert_cmpstr (campaign->name, ==, "Solar");
  json_decref (body);
}

static void
test_how_it_dials_is_taken_from_what_is_told (void)
{
  g_autoptr (OdCampaign) campaign = od_campaign_new ();
  json_t *told = json_pack ("{s:i, s:f, s:s, s:i, s:i, s:s}", "id", 7,
                            "outbound_multiplier", 2.5, "calling_rules", "US-TSR",
                            "calls_per_second", 4, "channels", 30, "go_on", "Mended");

  od_campaign_json_take_dialing (campaign, told);
  g_assert_cmpuint (campaign->multiplier_x10, ==, 25);
  g_assert_cmpint (campaign->rules, ==, OD_RULES_US_TSR);
  g_assert_cmpint (campaign->calls_per_second, ==, 4);
  g_assert_cmpint (campaign->channels, ==, 30);
  g_assert_cmpstr (campaign->go_on, ==, "Mended");
  json_decref (told);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/campaign-json/what-is-wrong-is-refused-by-name",
                   test_what_is_wrong_is_refused_by_name);
  g_test_add_func ("/campaign-json/how-bold-a-new-campaign-is",
                   test_the_rules_say_how_bold_a_new_campaign_is);
  g_test_add_func ("/campaign-json/every-tenth-is-a-multiplier",
                   test_every_tenth_is_a_multiplier);
  g_test_add_func ("/campaign-json/a-new-campaign-gets-its-defaults",
                   test_a_new_campaign_gets_its_defaults);
  g_test_add_func ("/campaign-json/a-campaign-goes-there-and-back",
                   test_a_campaign_goes_there_and_back);
  g_test_add_func ("/campaign-json/a-change-leaves-the-rest-alone",
                   test_a_change_leaves_the_rest_alone);
  g_test_add_func ("/campaign-json/how-it-dials",
                   test_how_it_dials_is_taken_from_what_is_told);
  return g_test_run ();
}
