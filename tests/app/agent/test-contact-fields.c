/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which lines the contact form has.
 */
#include "app/agent/contact-fields.h"

static void
test_the_guides_fields_come_first (void)
{
  json_t *fields = json_pack ("{s:s, s:s, s:s, s:s}", "Shoe Size", "38", "City", "Leeds",
                              "Allergies", "cats", "First Name", "Ann");
  g_autoptr (GPtrArray) list = od_contact_fields_list (fields);
  const char *labels[] = { "First Name",    "Last Name", "Address One", "Address Two",
                           "Address Three", "City",      "Gender",      "Email",
                           "Comments",      "Allergies", "Shoe Size" };

  g_assert_cmpuint (list->len, ==, G_N_ELEMENTS (labels));
  for (guint i = 0; i < list->len; i++)
    g_assert_cmpstr (((OdContactField *) list->pdata[i])->label, ==, labels[i]);
  json_decref (fields);
}

static void
test_without_a_lead_the_form_is_the_guides (void)
{
  g_autoptr (GPtrArray) list = od_contact_fields_list (NULL);

  g_assert_cmpuint (list->len, ==, 9);
  g_assert_cmpstr (((OdContactField *) list->pdata[2])->name, ==, "Address 1");
}

static void
test_what_is_too_long_is_known_before_it_is_sent (void)
{
  g_autofree char *ten = g_strnfill (10000, 'W');
  g_autofree char *more = g_strnfill (10001, 'W');
  json_t *fields = json_pack ("{s:s, s:s, s:s, s:s, s:s, s:s}", "1", ten, "2", ten, "3",
                              ten, "4", ten, "5", ten, "6", ten);
  json_t *long_one = json_pack ("{s:s, s:s}", "City", "York", "Comments", more);
  json_t *seventh = json_pack ("{s:s}", "7", ten);
  json_t *instead = json_pack ("{s:s, s:n}", "7", ten, "6");
  const char *name;

  g_assert_nonnull (od_contact_fields_check (fields, long_one, &name));
  g_assert_cmpstr (name, ==, "Comments");
  g_assert_nonnull (od_contact_fields_check (fields, seventh, &name));
  g_assert_null (name);
  g_assert_null (od_contact_fields_check (fields, instead, &name));
  g_assert_null (od_contact_fields_check (NULL, seventh, &name));
  json_decref (fields);
  json_decref (long_one);
  json_decref (seventh);
  json_decref (instead);
}

static void
check_name (const char *text, const char *wanted)
{
  json_t *fields = json_loads (text, 0, NULL);
  g_autofree char *name = od_contact_fields_name (fields);

  g_assert_cmpstr (name, ==, wanted);
  json_decref (fields);
}

static void
test_a_person_has_the_name_there_is (void)
{
  check_name ("{\"First Name\":\"Ann\",\"Last Name\":\"Lee\"}", "Ann Lee");
  check_name ("{\"Last Name\":\"Lee\"}", "Lee");
  check_name ("{\"First Name\":\"Ann\"}", "Ann");
  check_name ("{}", "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/contact-fields/the-guides-fields-come-first",
                   test_the_guides_fields_come_first);
  g_test_add_func ("/contact-fields/without-a-lead-the-form-is-the-guides",
                   test_without_a_lead_the_form_is_the_guides);
  g_test_add_func ("/contact-fields/a-person-has-the-name-there-is",
                   test_a_person_has_the_name_there_is);
  g_test_add_func ("/contact-fields/what-is-too-long-is-known-before-it-is-sent",
                   test_what_is_too_long_is_known_before_it_is_sent);
  return g_test_run ();
}
