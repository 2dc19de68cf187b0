/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names that stand in SQL as they are.
 */
#include "app/staging/staged-column.h"

static void
test_a_heading_becomes_a_name (void)
{
  static const struct {
    const char *heading;
    const char *name;
  } cases[] = {
    { "Phone", "phone" },
    { "First Name", "first_name" },
    { "E-Mail  Address!", "e_mail_address" },
    { "phone", "phone_4" },
    { "Order", "order_5" },
    { "row", "row_6" },
    { "2nd Phone", "col_2nd_phone" },
    { "Straße", "strasse" },
    { "Имя", "col_9" },
    { NULL, "col_10" },
    { "", "col_11" },
    { "Col 13", "col_13" },
    { NULL, "col_14" },
    { "col_15", "col_15" },
    { "OID", "oid_15" },
    { "Problem; DROP TABLE leads", "problem_drop_table_leads" },
    { "A heading that is a whole sentence, as people write it who want to be helpful",
      "a_heading_that_is_a_whole_sentence_as_people_write_it_who_wa" },
  };
  g_autoptr (GPtrArray) columns = od_staged_column_new_list ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    const OdStagedColumn *column;

    od_staged_column_add (columns, cases[i].heading, NULL);
    column = g_ptr_array_index (columns, i);
    g_assert_cmpstr (column->name, ==, cases[i].name);
  }
}

static void
test_what_has_no_heading_is_called_by_its_number (void)
{
  g_autoptr (GPtrArray) columns = od_staged_column_new_list ();
  const OdStagedColumn *column;

  od_staged_column_add (columns, "", "Phone");
  column = g_ptr_array_index (columns, 0);
  g_assert_cmpstr (column->heading, ==, "Col 1");
  g_assert_cmpstr (column->field, ==, "Phone");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/staged-column/name", test_a_heading_becomes_a_name);
  g_test_add_func ("/staged-column/number",
                   test_what_has_no_heading_is_called_by_its_number);
  return g_test_run ();
}
