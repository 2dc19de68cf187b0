/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Good and wicked spellings of telephone numbers.
 */
#include "shared/model/phone-number.h"

#include <string.h>

/* clang-format off */
static const struct {
  const char *text, *country;
  const char *digits; /* NULL: refused with @code */
  OdPhoneNumberError code;
} spellings[] = {
  { "44116",                           NULL,              "44116" },
  { "+44 1902 555100",                 NULL,              "441902555100" },
  { "+44 (0)1902 555-100",             NULL,              "441902555100" },
  { "+44(0)1902.555.100",              "1",               "441902555100" },
  { "0044 1902/555100",                NULL,              "441902555100" },
  { "0044 1902 555100",                "49",              "441902555100" },
  { "  441902555100\t\n",              NULL,              "441902555100" },
  { "441902555100",                    "+",               "441902555100" },
  { "01902 555100",                    "44",              "441902555100" },
  { "01902 555100",                    "GB",              "441902555100" },
  { "01902 555100",                    "United Kingdom",  "441902555100" },
  { "1902 555100",                     "44",              "441902555100" },
  { "(01902) 555100",                  "44",              "441902555100" },
  { "(+44) 1902 555100",               NULL,              "441902555100" },
  { " (+44)(0)1902 555100",            NULL,              "441902555100" },
  { "441902555100",                    "44",              "441902555100" },
  { "1234",                            NULL,              "1234" },
  { "441902555100;ext=1",              NULL,              "441902555100" },
  { "++441902555100",                  NULL,              "441902555100" },
  { "٤٤١٩٠٢٥٥٥١٠٠",                    NULL,              "441902555100" },
  { "447700900456",                    NULL,              "447700900456" },
  { "447700900456.0",                  NULL,              "447700900456" },
  { "12025550101",                     "+",               "12025550101" },
  { NULL,                              NULL,              NULL, OD_PHONE_NUMBER_ERROR_EMPTY },
  { "",                                NULL,              NULL, OD_PHONE_NUMBER_ERROR_EMPTY },
  { " \t ",                            "44",              NULL, OD_PHONE_NUMBER_ERROR_EMPTY },
  { "call me",                         NULL,              NULL, OD_PHONE_NUMBER_ERROR_NO_NUMBER },
  { "4419+02555100",                   NULL,              NULL, OD_PHONE_NUMBER_ERROR_NO_NUMBER },
  { "447700900456.5",                  "44",              NULL, OD_PHONE_NUMBER_ERROR_NO_NUMBER },
  { "01902 555100 / 555101",           "44",              NULL, OD_PHONE_NUMBER_ERROR_NO_NUMBER },
  { "441902\n555100",                  NULL,              NULL, OD_PHONE_NUMBER_ERROR_NO_NUMBER },
  { "sip:441902@evil",                 NULL,              NULL, OD_PHONE_NUMBER_ERROR_NO_NUMBER },
  { "'; DROP TABLE lead; --",          NULL,              NULL, OD_PHONE_NUMBER_ERROR_NO_NUMBER },
  { "\xff\xfe""123456",                NULL,              NULL, OD_PHONE_NUMBER_ERROR_NO_NUMBER },
  { "+",                               NULL,              NULL, OD_PHONE_NUMBER_ERROR_NO_NUMBER },
  { "+0044",                           NULL,              NULL, OD_PHONE_NUMBER_ERROR_LENGTH },
  { "123",                             "44",              NULL, OD_PHONE_NUMBER_ERROR_LENGTH },
  { "1234567890123456",                "+",               NULL, OD_PHONE_NUMBER_ERROR_LENGTH },
  { "123456789012345",                 "44",              NULL, OD_PHONE_NUMBER_ERROR_LENGTH },
  { "01902 5551001",                   "44",              NULL, OD_PHONE_NUMBER_ERROR_LENGTH },
  { "01902555100",                     NULL,              NULL, OD_PHONE_NUMBER_ERROR_NO_COUNTRY },
  { "(0)1902555100",                   NULL,              NULL, OD_PHONE_NUMBER_ERROR_NO_COUNTRY },
  { "2025550101",                      NULL,              NULL, OD_PHONE_NUMBER_ERROR_NO_COUNTRY },
  { "12025550101",                     NULL,              NULL, OD_PHONE_NUMBER_ERROR_NO_COUNTRY },
  { "01902555100",                     "+",               NULL, OD_PHONE_NUMBER_ERROR_NO_COUNTRY },
  { "01902555100",                     "Narnia",          NULL, OD_PHONE_NUMBER_ERROR_NO_COUNTRY },
  { "01234",                           NULL,              NULL, OD_PHONE_NUMBER_ERROR_NO_COUNTRY },
  { "01234",                           "44",              NULL, OD_PHONE_NUMBER_ERROR_LENGTH },
};

static const struct {
  const char *phone;
  gboolean normal;
} kept[] = {
  { "44116", TRUE }, { "1234", TRUE }, { "123456789012345", TRUE },
  { NULL, FALSE }, { "", FALSE }, { "123", FALSE }, { "01234", FALSE },
  { "1234567890123456", FALSE }, { "+44116", FALSE }, { "44 116", FALSE },
  { "44116a", FALSE },
};

static const struct { const char *phone, *mask; } masks[] = {
  { "441902555100", "*********100" }, { "44116", "**116" }, { "1234", "***4" },
  { "1", "1" }, { "", "" },
};

static const struct { const char *phone, *shown; } windows[] = {
  { "441902555100", "+441902555100" }, { "44116", "44116" }, { "", "" },
};
/* clang-format on */

static void
test_every_window_writes_it_alike (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (windows); i++) {
    g_autofree char *shown = od_phone_number_dup_shown (windows[i].phone);

    g_assert_cmpstr (shown, ==, windows[i].shown);
  }
}

static void
test_every_spelling_becomes_digits_or_a_sentence (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (spellings); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *phone = od_phone_number_normalize (spellings[i].text,
                                                        spellings[i].country, &error);

    g_test_message ("spelling %d", (int) i);
    g_assert_cmpstr (phone, ==, spellings[i].digits);
    if (phone != NULL) {
      g_assert_no_error (error);
      g_assert_true (od_phone_number_is_normal (phone));
    } else {
      g_assert_error (error, OD_PHONE_NUMBER_ERROR, (gint) spellings[i].code);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
  }
}

static void
test_only_what_is_kept_is_normal (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kept); i++)
    g_assert_cmpint (od_phone_number_is_normal (kept[i].phone), ==, kept[i].normal);
}

static void
test_logs_never_see_a_whole_number (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (masks); i++) {
    g_autofree char *mask = od_phone_number_mask (masks[i].phone);

    g_assert_cmpstr (mask, ==, masks[i].mask);
  }
}

static void
test_a_refusal_names_the_number_and_the_cure (void)
{
  static const struct {
    const char *text, *country, *sentence;
  } rows[] = {
    { "01902 555100", NULL,
      "The phone number “01902 555100” has no country code: begin it with + and the "
      "code, "
      "or choose a Default Country" },
    { "01902 555100", "Narnia",
      "The phone number “01902 555100” has no country code, and its country “Narnia” is "
      "not known" },
    { "447700900456.5", "44",
      "The phone number “447700900456.5” is a number with a fraction: make the column "
      "text "
      "and export again" },
    { "", NULL, "The phone number is empty" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (od_phone_number_normalize (rows[i].text, rows[i].country, &error));
    g_assert_cmpstr (error->message, ==, rows[i].sentence);
  }
}

static void
test_a_number_outside_the_plan_is_a_doubt_and_has_zones (void)
{
  OdNumber number;
  g_auto (GStrv) zones = NULL;

  g_assert_true (od_phone_number_read ("020 7946 0644 ext. 12", "GB", &number, NULL));
  g_assert_false (od_phone_number_is_doubtful (&number));
  g_assert_cmpstr (number.extension, ==, "12");
  g_assert_cmpint (number.kind, ==, OD_NUMBER_KIND_FIXED);
  zones = od_phone_number_dup_zones (&number);
  g_assert_cmpstr (zones[0], ==, "Europe/London");
  g_assert_null (zones[1]);

  g_assert_true (od_phone_number_read ("07700 900456", "GB", &number, NULL));
  g_assert_true (od_phone_number_is_doubtful (&number));
  g_assert_cmpstr (number.e164, ==, "447700900456");
  g_assert_true (od_phone_number_read ("44116", "GB", &number, NULL));
  g_assert_false (od_phone_number_is_doubtful (&number));
}

static void
test_short_numbers_are_marked (void)
{
  g_assert_true (od_phone_number_is_short ("1234567"));
  g_assert_false (od_phone_number_is_short ("12345678"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/phone-number/every-spelling-becomes-digits-or-a-sentence",
                   test_every_spelling_becomes_digits_or_a_sentence);
  g_test_add_func ("/phone-number/only-what-is-kept-is-normal",
                   test_only_what_is_kept_is_normal);
  g_test_add_func ("/phone-number/shown", test_every_window_writes_it_alike);
  g_test_add_func ("/phone-number/logs-never-see-a-whole-number",
                   test_logs_never_see_a_whole_number);
  g_test_add_func ("/phone-number/a-refusal-names-the-number-and-the-cure",
                   test_a_refusal_names_the_number_and_the_cure);
  g_test_add_func ("/phone-number/a-number-outside-the-plan-is-a-doubt-and-has-zones",
                   test_a_number_outside_the_plan_is_a_doubt_and_has_zones);
  g_test_add_func ("/phone-number/short-numbers-are-marked",
                   test_short_numbers_are_marked);
  return g_test_run ();
}
