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
  return g_test_run ();
}
