/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is known of a call is read; what is not has its "not known".
 */
#include "app/desk/call-view.h"

static void
test_a_call_on_the_line_is_read_whole (void)
{
  json_t *call = json_pack ("{s:s, s:b, s:I, s:{s:I, s:s, s:{s:s}}, s:{s:s, s:s}}", "id",
                            "c1", "held", TRUE, "campaign", (json_int_t) 4, "lead", "id",
                            (json_int_t) 44, "phone", "44116", "fields", "City", "York",
                            "script", "name", "S", "text", "Good day");
  OdCallView view = od_call_view_read (call);

  g_assert_cmpstr (view.id, ==, "c1");
  g_assert_true (view.held);
  g_assert_cmpint (view.campaign_id, ==, 4);
  g_assert_cmpint (view.lead_id, ==, 44);
  g_assert_cmpstr (view.phone, ==, "44116");
  g_assert_cmpstr (json_string_value (json_object_get (view.fields, "City")), ==, "York");
  g_assert_cmpstr (view.script_name, ==, "S");
  g_assert_cmpstr (view.script_text, ==, "Good day");
  json_decref (call);
}

/* As the list of undisposed calls has them: the number beside the id, no lead. */
static void
test_an_ended_call_has_its_number (void)
{
  json_t *call = json_pack ("{s:s, s:s}", "id", "c1", "phone", "44117");
  OdCallView view = od_call_view_read (call);

  g_assert_cmpstr (view.phone, ==, "44117");
  g_assert_cmpint (view.lead_id, ==, 0);
  g_assert_null (view.fields);
  g_assert_null (view.script_text);
  json_decref (call);
}

static void
test_no_call_is_no_call (void)
{
  OdCallView view = od_call_view_read (NULL);

  g_assert_null (view.id);
  g_assert_cmpstr (view.phone, ==, "");
  g_assert_false (view.held);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/call-view/whole", test_a_call_on_the_line_is_read_whole);
  g_test_add_func ("/call-view/ended", test_an_ended_call_has_its_number);
  g_test_add_func ("/call-view/none", test_no_call_is_no_call);
  return g_test_run ();
}
