/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Leads on the wire, alone and in batches whose errors name the row.
 */
#include "shared/wire/lead-json.h"

#include "shared/wire/json-field.h"
#include "shared/wire/paths.h"

#define UPLOAD "018bcfe5-6800-7abc-8def-0123456789ab"

/* clang-format off */
static const struct {
  const char *lead, *says;
} refused[] = {
  { "{\"phone\": \"44116\"}", "status: is required" },
  { "{\"status\": \"NEW\"}", "phone: is required" },
  { "{\"phone\": \"+44116\", \"status\": \"NEW\"}",
    "phone: must be 4 to 15 digits, country code first" },
  { "{\"phone\": 44116, \"status\": \"NEW\"}", "phone: must be text" },
  { "{\"phone\": \"44116\", \"status\": \"NEW\", \"id\": 7}",
    "id: is not a field you can set here" },
  { "{\"phone\": \"44116\", \"status\": \"NEW\", \"dial_state\": \"done\"}",
    "dial_state: is not a field you can set here" },
  { "{\"phone\": \"44116\", \"status\": \"NEW\", \"fields\": []}",
    "fields: must be an object of texts" },
  { "{\"phone\": \"44116\", \"status\": \"NEW\", \"fields\": {\"a\": 1}}",
    "fields: must be an object of texts" },
  { "{\"phone\": \"44116\", \"status\": \"ßßßßßßßßßßßßßßßßßßßß\"}",
    "status: must have 1 to 32 characters" }, /* forty in capitals */
  { "{\"phone\": \"44116\", \"status\": \"012345678901234567890123456789012\"}",
    "status: must have 1 to 32 characters" },
};

static const struct {
  const char *batch, *says;
} refused_batches[] = {
  { "{\"n\": 0, \"leads\": []}", "upload: must be a UUID" },
  { "{\"upload\": \"x\", \"n\": 0, \"leads\": []}",
    "upload: must have 36 to 36 characters" },
  { "{\"upload\": \"" UPLOAD "\", \"leads\": []}", "n: is required" },
  { "{\"upload\": \"" UPLOAD "\", \"n\": -1, \"leads\": []}", "n: must be 0 to 2147483647" },
  { "{\"upload\": \"" UPLOAD "\", \"n\": 0}", "leads: must be a list of 1 to 1000 leads" },
  { "{\"upload\": \"" UPLOAD "\", \"n\": 0, \"leads\": []}",
    "leads: must be a list of 1 to 1000 leads" },
  { "{\"upload\": \"" UPLOAD "\", \"n\": 0, \"leads\": [{\"phone\": \"44116\", \"status\":"
    " \"NEW\"}, {\"phone\": \"44117\"}]}", "leads[1].status: is required" },
  { "{\"upload\": \"" UPLOAD "\", \"n\": 0, \"leads\": [7]}",
    "leads[0].body: must be a JSON object" },
  { "{\"upload\": \"" UPLOAD "\", \"n\": 0, \"leads\": [], \"leadset\": 1}",
    "leadset: is not a field you can set here" },
};
/* clang-format on */

static void
test_a_lead_that_is_wrong_is_refused_by_field (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_autoptr (GError) error = NULL;
    json_t *object = json_loads (refused[i].lead, 0, NULL);

    g_assert_null (od_lead_json_from (object, &error));
    g_assert_error (error, OD_WIRE_ERROR, OD_WIRE_ERROR_INVALID);
    g_assert_cmpstr (error->message, ==, refused[i].says);
    json_decref (object);
  }
}

static void
test_a_batch_that_is_wrong_is_refused_by_row (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (refused_batches); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *upload = NULL;
    json_t *object = json_loads (refused_batches[i].batch, 0, NULL);
    gint64 n;

    g_assert_null (od_lead_json_batch_from (object, &upload, &n, &error));
    g_assert_cmpstr (error->message, ==, refused_batches[i].says);
    json_decref (object);
  }
}

static void
test_a_batch_goes_there_and_back (void)
{
  g_autoptr (GPtrArray)
    leads = g_ptr_array_new_with_free_func ((GDestroyNotify) od_lead_free);
  g_autoptr (GPtrArray) back = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *upload = NULL;
  const OdLead *lead;
  json_t *object;
  gint64 n;

  g_ptr_array_add (leads, od_lead_new ("44116", "READY"));
  g_ptr_array_add (leads, od_lead_new ("44117", "SPÄTER"));
  lead = g_ptr_array_index (leads, 1);
  ((OdLead *) lead)->fields = g_strdup ("{\"Name\":\"Ann \\\"Ä\\\"\"}");
  object = od_lead_json_batch_to (UPLOAD, 17, leads);
  back = od_lead_json_batch_from (object, &upload, &n, &error);
  json_decref (object);

  g_assert_no_error (error);
  g_assert_cmpstr (upload, ==, UPLOAD);
  g_assert_cmpint (n, ==, 17);
  g_assert_cmpuint (back->len, ==, 2);
  g_assert_null (((OdLead *) g_ptr_array_index (back, 0))->fields);
  lead = g_ptr_array_index (back, 1);
  g_assert_cmpstr (lead->phone, ==, "44117");
  g_assert_cmpstr (lead->status, ==, "SPÄTER");
  g_assert_cmpstr (lead->fields, ==, "{\"Name\":\"Ann \\\"Ä\\\"\"}");
}

static void
test_a_batch_has_its_limit (void)
{
  for (guint size = OD_BATCH_MAX_LEADS; size <= OD_BATCH_MAX_LEADS + 1; size++) {
    g_autoptr (GPtrArray)
      leads = g_ptr_array_new_with_free_func ((GDestroyNotify) od_lead_free);
    g_autoptr (GPtrArray) back = NULL;
    g_autofree char *upload = NULL;
    json_t *object;
    gint64 n;

    for (guint i = 0; i < size; i++)
      g_ptr_array_add (leads, od_lead_new ("44116", "NEW"));
    object = od_lead_json_batch_to (UPLOAD, 0, leads);
    back = od_lead_json_batch_from (object, &upload, &n, NULL);
    json_decref (object);
    g_assert_cmpint (back != NULL, ==, size == OD_BATCH_MAX_LEADS);
  }
}

static void
test_the_other_columns_have_their_limit (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *long_text = g_strnfill (20000, 'x');
  json_t *object = json_pack ("{s:s, s:s, s:{s:s}}", "phone", "44116", "status", "NEW",
                              "fields", "a", long_text);

  g_assert_null (od_lead_json_from (object, &error));
  g_assert_cmpstr (error->message, ==, "fields: are longer than 16 KiB together");
  json_decref (object);
}

static void
test_a_stored_lead_is_shown_with_its_state (void)
{
  g_autoptr (OdLead) lead = od_lead_new ("44116", "NEW");
  json_t *object;

  lead->id = 7;
  lead->leadset_id = 3;
  lead->dial_state = OD_LEAD_WAITING_RETRY;
  lead->fields = g_strdup ("{\"a\":\"b\"}");
  object = od_lead_json_to (lead);
  g_assert_cmpint (json_integer_value (json_object_get (object, "id")), ==, 7);
  g_assert_cmpint (json_integer_value (json_object_get (object, "leadset")), ==, 3);
  g_assert_cmpstr (json_string_value (json_object_get (object, "dial_state")), ==,
                   "waiting-retry");
  g_assert_cmpstr (json_string_value (
                     json_object_get (json_object_get (object, "fields"), "a")),
                   ==, "b");
  json_decref (object);
}

/* clang-format off */
static const struct {
  const char *edit, *says;
} refused_edits[] = {
  { "[]", "body: must be a JSON object" },
  { "{\"attempts\": 0}", "attempts: is not a field you can set here" },
  { "{\"fields\": null}", "fields: must be an object of texts and nulls" },
  { "{\"fields\": {\"City\": 5}}",
    "fields.City: must be text of at most 10000 characters, or null" },
  { "{\"fields\": {\"\": \"x\"}}", "fields: must have names of 1 to 200 characters" },
  { "{\"phone\": \"+44116\"}", "phone: must be 4 to 15 digits, country code first" },
  { "{\"status\": null}", "status: must be text" },
  { "{\"status\": \"\"}", "status: must have 1 to 32 characters" },
};
/* clang-format on */

static OdLead *
lead_to_edit (void)
{
  OdLead *lead = od_lead_new ("44116", "NEW");

  lead->fields = g_strdup ("{\"First Name\":\"Ann\",\"City\":\"York\",\"Age\":\"7\"}");
  return lead;
}

static void
test_an_edit_that_is_wrong_is_refused_by_field (void)
{
  g_autofree char *value = g_strnfill (10001, 'x');
  g_autofree char *field = g_strdup_printf ("{\"fields\": {\"City\": \"%s\"}}", value);

  for (gsize i = 0; i <= G_N_ELEMENTS (refused_edits); i++) {
    gboolean last = i == G_N_ELEMENTS (refused_edits);
    g_autoptr (OdLead) lead = lead_to_edit ();
    g_autoptr (GError) error = NULL;
    json_t *object = json_loads (last ? field : refused_edits[i].edit, 0, NULL);

    g_assert_null (od_lead_json_apply (lead, object, &error));
    g_assert_error (error, OD_WIRE_ERROR, OD_WIRE_ERROR_INVALID);
    g_assert_cmpstr (error->message, ==,
                     last ? refused_edits[3].says : refused_edits[i].says);
    json_decref (object);
  }
}

static void
test_an_edit_changes_what_it_names (void)
{
  g_autoptr (OdLead) lead = lead_to_edit ();
  g_autoptr (GError) error = NULL;
  json_t *object = json_loads ("{\"fields\": {\"City\": \"Leeds\", \"Age\": null,"
                               " \"First Name\": \"Ann\", \"Note\": \"\","
                               " \"None\": null}, \"status\": \" later \"}",
                               0, NULL);
  g_autoptr (GPtrArray) changes = od_lead_json_apply (lead, object, &error);
  static const char *const expected[][3] = { { "fields.City", "York", "Leeds" },
                                             { "fields.Age", "7", NULL },
                                             { "fields.Note", NULL, "" },
                                             { "status", "NEW", "LATER" } };

  g_assert_no_error (error);
  g_assert_cmpuint (changes->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < changes->len; i++) {
    const OdLeadChange *change = g_ptr_array_index (changes, i);

    g_assert_cmpstr (change->field, ==, expected[i][0]);
    g_assert_cmpstr (change->was, ==, expected[i][1]);
    g_assert_cmpstr (change->now, ==, expected[i][2]);
  }
  g_assert_cmpstr (lead->fields, ==,
                   "{\"First Name\":\"Ann\",\"City\":\"Leeds\",\"Note\":\"\"}");
  g_assert_cmpstr (lead->status, ==, "LATER");
  g_assert_cmpstr (lead->phone, ==, "44116");
  json_decref (object);
}

/* Whoever reads it must see no difference. */
static void
test_a_lead_as_text_is_the_same_lead (void)
{
  static const char *const statuses[] = { "NEW",      "A \"B\"", "C\\D",
                                          "\x01\n\t", "ÄÖ €",    "/" };
  static const char *const fields[] = { NULL, "{}", "{\"City\":\"L\\\"é/ß\"}" };

  for (gsize i = 0; i < G_N_ELEMENTS (statuses) * G_N_ELEMENTS (fields); i++) {
    g_autoptr (OdLead) lead = od_lead_new ("44116", statuses[i % 6]);
    g_autoptr (GString) text = g_string_new (NULL);
    json_t *said, *meant;

    lead->id = G_MAXINT64 - i;
    lead->leadset_id = 7;
    lead->version = i;
    lead->fields = g_strdup (fields[i / 6]);
    meant = od_lead_json_to (lead);
    if (i % 2 == 0)
      json_object_set_new (meant, "matching_calls", json_integer (i));
    od_lead_json_append (text, lead, i % 2 == 0 ? (gint64) i : -1);
    said = json_loads (text->str, JSON_REJECT_DUPLICATES, NULL);
    g_assert_true (json_equal (said, meant));
    json_decref (said);
    json_decref (meant);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lead-json/a-lead-that-is-wrong-is-refused-by-field",
                   test_a_lead_that_is_wrong_is_refused_by_field);
  g_test_add_func ("/lead-json/a-batch-that-is-wrong-is-refused-by-row",
                   test_a_batch_that_is_wrong_is_refused_by_row);
  g_test_add_func ("/lead-json/a-batch-goes-there-and-back",
                   test_a_batch_goes_there_and_back);
  g_test_add_func ("/lead-json/a-batch-has-its-limit", test_a_batch_has_its_limit);
  g_test_add_func ("/lead-json/the-other-columns-have-their-limit",
                   test_the_other_columns_have_their_limit);
  g_test_add_func ("/lead-json/a-stored-lead-is-shown-with-its-state",
                   test_a_stored_lead_is_shown_with_its_state);
  g_test_add_func ("/lead-json/an-edit-that-is-wrong-is-refused-by-field",
                   test_an_edit_that_is_wrong_is_refused_by_field);
  g_test_add_func ("/lead-json/an-edit-changes-what-it-names",
                   test_an_edit_changes_what_it_names);
  g_test_add_func ("/lead-json/a-lead-as-text-is-the-same-lead",
                   test_a_lead_as_text_is_the_same_lead);
  return g_test_run ();
}
