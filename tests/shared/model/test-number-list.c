/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers come out of whatever file people have; what is none is named by its line.
 */
#include "shared/model/number-list.h"

#include <string.h>

static const struct {
  const char *text;
  const char *phones; /* joined by spaces */
  guint n_refused;
} files[] = {
  { "", "", 0 },
  { "\n\n  \n", "", 0 },
  { "+44 7700 900601", "447700900601", 0 },
  { "447700900601\r\n+447700900602\n", "447700900601 447700900602", 0 },
  { "\xef\xbb\xbfPhone;Name\n+447700900601;Ann\n", "447700900601", 0 },
  { "\"+44 (0)7700 900601\",\"Smith, Ann\"\n+447700900602\tBea\n",
    "447700900601 447700900602", 0 },
  { "447700900601\n+44 7700 900601\n", "447700900601", 0 },
  { "Phone\nName\n", "", 1 }, /* one heading, not two */
  { "447700900601\n07700 900602\nx\xff\n447700900603\n", "447700900601 447700900603", 2 },
};

static void
test_files (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autoptr (OdNumberList)
      list = od_number_list_read (files[i].text, strlen (files[i].text));
    g_autofree char *phones = NULL;

    g_ptr_array_add (list->phones, NULL);
    phones = g_strjoinv (" ", (char **) list->phones->pdata);
    g_test_message ("%" G_GSIZE_FORMAT ": %s", i, phones);
    g_assert_cmpstr (phones, ==, files[i].phones);
    g_assert_cmpuint (list->n_refused, ==, files[i].n_refused);
  }
}

/* The first are named, all are counted, and octets that are no text end nothing. */
static void
test_lines_are_named (void)
{
  static const char text[] = "1\n44\0 12\n3\n4\n+447700900601\n5\n6\n7\n8\n";
  g_autoptr (OdNumberList) list = od_number_list_read (text, sizeof text - 1);

  g_assert_cmpuint (list->phones->len, ==, 1);
  g_assert_cmpuint (list->n_refused, ==, 8);
  g_assert_cmpuint (list->refused->len, ==, OD_NUMBER_LIST_SHOWN);
  for (guint i = 0; i < list->refused->len; i++) {
    const OdNumberRefusal *refusal = g_ptr_array_index (list->refused, i);

    g_assert_cmpuint (refusal->line, ==, i < 4 ? i + 1 : 6);
    g_assert_true (g_utf8_validate (refusal->why, -1, NULL));
  }
}

/* Who says it in another language has the kind of it. */
static void
test_refusals_have_a_code (void)
{
  static const struct {
    const char *text;
    OdPhoneNumberError code;
  } lines[] = {
    { "07700 900602", OD_PHONE_NUMBER_ERROR_NO_COUNTRY },
    { "+44 7700", OD_PHONE_NUMBER_ERROR_LENGTH },
    { "4.474E+11", OD_PHONE_NUMBER_ERROR_NO_NUMBER },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++) {
    g_autoptr (OdNumberList)
      list = od_number_list_read (lines[i].text, strlen (lines[i].text));
    const OdNumberRefusal *refusal = g_ptr_array_index (list->refused, 0);

    g_test_message ("%s: %s", lines[i].text, refusal->why);
    g_assert_cmpint (refusal->code, ==, lines[i].code);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/number-list/files", test_files);
  g_test_add_func ("/number-list/lines", test_lines_are_named);
  g_test_add_func ("/number-list/codes", test_refusals_have_a_code);
  return g_test_run ();
}
