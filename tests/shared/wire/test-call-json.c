/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Calls, dispositions and digits on the wire.
 */
#include "shared/wire/call-json.h"

#include "shared/wire/json-field.h"

/* clang-format off */
static const struct {
  const char *body, *label, *says;
} dispositions[] = {
  { "{\"disposition\": \" sale  made \"}", "SALE MADE", NULL },
  { "{}", NULL, "disposition: is required" },
  { "{\"disposition\": \"\"}", NULL, "disposition: must have 1 to 64 characters" },
  { "{\"disposition\": 7}", NULL, "disposition: must be text" },
  { "{\"disposition\": \"x\", \"pause\": \"yes\"}", NULL, "pause: must be true or false" },
  { "{\"disposition\": \"x\", \"reason\": \"\"}", NULL,
    "reason: must have 1 to 500 characters" },
  { "{\"disposition\": \"x\", \"agent\": 7}", NULL, "agent: is not a field you can set here" },
  { "{\"disposition\": \"ßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßß\"}", NULL,
    "disposition: must have 1 to 64 characters" }, /* 66 in capitals */
};

static const struct {
  const char *body, *says;
} digits[] = {
  { "{\"digits\": \"0123456789*#ABCD\"}", NULL },
  { "{}", "digits: is required" },
  { "{\"digits\": \"\"}", "digits: must have 1 to 64 characters" },
  { "{\"digits\": \"12a\"}", "digits: may be 0-9, *, # and A-D" },
  { "{\"digits\": \"1\\r\\n2\"}", "digits: may be 0-9, *, # and A-D" },
  { "{\"digits\": 12}", "digits: must be text" },
  { "{\"digits\": \"1\", \"ms\": 5}", "ms: is not a field you can set here" },
};
/* clang-format on */

static void
test_a_disposition_is_normalized_or_refused_by_name (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (dispositions); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *label = NULL;
    g_autofree char *reason = NULL;
    gboolean pause = TRUE;
    gint64 call_back_at_ms = 0;
    json_t *body = json_loads (dispositions[i].body, 0, NULL);

    g_assert_cmpint (od_call_json_disposition_from (body, &label, &reason, &pause,
                                                    &call_back_at_ms, &error),
                     ==, dispositions[i].says == NULL);
    g_assert_cmpstr (label, ==, dispositions[i].label);
    g_assert_true (pause);
    g_assert_cmpstr (error != NULL ? error->message : NULL, ==, dispositions[i].says);
    json_decref (body);
  }
}

static void
test_digits_are_keys_of_a_telephone (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (digits); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *keys = NULL;
    json_t *body = json_loads (digits[i].body, 0, NULL);

    g_assert_cmpint (od_call_json_digits_from (body, &keys, &error), ==,
                     digits[i].says == NULL);
    g_assert_cmpstr (error != NULL ? error->message : NULL, ==, digits[i].says);
    json_decref (body);
  }
}

static json_int_t
number (json_t *object, const char *name)
{
  g_assert_true (json_is_integer (json_object_get (object, name)));
  return json_integer_value (json_object_get (object, name));
}

static const char *
text (json_t *object, const char *name)
{
  return json_string_value (json_object_get (object, name));
}

static void
test_a_call_says_all_it_knows_and_null_for_the_rest (void)
{
  g_autoptr (OdCall) call = od_call_new ();
  json_t *object;

  call->id = g_strdup ("id");
  call->campaign_id = 1;
  call->leadset_id = 2;
  call->lead_id = 3;
  call->phone = g_strdup ("44116");
  call->caller_id = g_strdup ("44199");
  call->state = OD_CALL_ENDED;
  call->end_reason = OD_END_BUSY;
  call->sip_code = 486;
  call->sip_reason = g_strdup ("Busy Here");
  call->queued_at_ms = 1700000000000;
  object = od_call_json_to (call);
  g_assert_cmpstr (text (object, "state"), ==, "ended");
  g_assert_cmpstr (text (object, "system_disposition"), ==, "Rejected");
  g_assert_cmpstr (text (object, "end_reason"), ==, "busy");
  g_assert_cmpstr (text (object, "sip_reason"), ==, "Busy Here");
  g_assert_cmpint (number (object, "sip_code"), ==, 486);
  g_assert_cmpint (number (object, "campaign"), ==, 1);
  g_assert_cmpint (number (object, "leadset"), ==, 2);
  g_assert_cmpint (number (object, "lead"), ==, 3);
  g_assert_cmpint (number (object, "queued_at_ms"), ==, 1700000000000);
  g_assert_true (json_is_null (json_object_get (object, "agent")));
  g_assert_true (json_is_null (json_object_get (object, "answered_at_ms")));
  g_assert_true (json_is_null (json_object_get (object, "disposition")));
  g_assert_true (json_is_null (json_object_get (object, "answer_to_agent_us")));
  json_decref (object);

  call->latency_us = 0;
  object = od_call_json_to (call);
  g_assert_cmpint (number (object, "answer_to_agent_us"), ==, 0);
  json_decref (object);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/call-json/a-disposition-is-normalized-or-refused",
                   test_a_disposition_is_normalized_or_refused_by_name);
  g_test_add_func ("/call-json/digits-are-keys-of-a-telephone",
                   test_digits_are_keys_of_a_telephone);
  g_test_add_func ("/call-json/a-call-says-all-it-knows",
                   test_a_call_says_all_it_knows_and_null_for_the_rest);
  return g_test_run ();
}
