/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Spellings as real lists have them, and what must become of them; spellings of 40
 * countries with their answers, kept in spellings.tsv.gz (compare-plan made them); and
 * what nobody wrote. The numbers of the table are our own: Ofcom's and NANP's drama
 * ranges where the plan has such, else made up.
 */
#include "shared/numbers/number-plan.h"

#include <gio/gio.h>
#include <string.h>

#include "number-answer.h"

typedef struct {
  const char *text;
  const char *country;
  OdNumberReason reason;
  const char *e164;
  const char *extension;
} Case;

static const Case cases[] = {
  /* what a numeric column made of a number */
  { "447400555101.0", "GB", OD_NUMBER_OK, "447400555101", "" },
  { "447400555101.000", NULL, OD_NUMBER_OK, "447400555101", "" },
  { "447400555101,00", "GB", OD_NUMBER_OK, "447400555101", "" },
  { "447400555101.5", "GB", OD_NUMBER_FRACTION, "", "" },
  { "+447400555101.0", "GB", OD_NUMBER_FRACTION, "", "" },
  { "0301234567.0", "DE", OD_NUMBER_FRACTION, "", "" },
  { "54321.0", "DE", OD_NUMBER_FRACTION, "", "" },
  { "4.47401E+11", "GB", OD_NUMBER_SCIENTIFIC, "", "" },
  { "447e9", "GB", OD_NUMBER_SCIENTIFIC, "", "" },
  { "01.45.67.89.10", "FR", OD_NUMBER_OK, "33145678910", "" },
  /* two numbers in one cell, and one that only looks so */
  { "3125550188/0189", "US", OD_NUMBER_TWO_NUMBERS, "", "" },
  { "54321 / 54322", NULL, OD_NUMBER_TWO_NUMBERS, "", "" },
  { "54321 / 54322", "DE", OD_NUMBER_TWO_NUMBERS, "", "" },
  { "555-0177 - 555-0178", "US", OD_NUMBER_TWO_NUMBERS, "", "" },
  { "020 7946 0611 or 020 7946 0612", "GB", OD_NUMBER_TWO_NUMBERS, "", "" },
  { "020 7946 0611; 020 7946 0612", "GB", OD_NUMBER_TWO_NUMBERS, "", "" },
  { "+442079460611 +442079460612", NULL, OD_NUMBER_TWO_NUMBERS, "", "" },
  { "020 7946 0611, 020 7946 0612", "GB", OD_NUMBER_TWO_NUMBERS, "", "" },
  { "030 / 90 26 00", "DE", OD_NUMBER_OK, "4930902600", "" },
  { "+49 30 / 90 26 00", NULL, OD_NUMBER_OK, "4930902600", "" },
  { "020 - 7946 0611", "GB", OD_NUMBER_OK, "442079460611", "" },
  /* the code is there already */
  { "447400555901", "GB", OD_NUMBER_OK, "447400555901", "" },
  { "447400555901", "44", OD_NUMBER_OK, "447400555901", "" },
  { "447700900456", "GB", OD_NUMBER_NOT_IN_PLAN, "447700900456", "" },
  { "1-312-555-0177", "US", OD_NUMBER_OK, "13125550177", "" },
  { "13125550178", "1", OD_NUMBER_OK, "13125550178", "" },
  { "4915155500188", "DE", OD_NUMBER_OK, "4915155500188", "" },
  { "4930902600", "DE", OD_NUMBER_OK, "4930902600", "" },
  { "43 01 5550188", "AT", OD_NUMBER_OK, "4315550188", "" },
  { "04915 5500188", "DE", OD_NUMBER_OK, "4949155500188", "" },
  { "447400555901", "US", OD_NUMBER_TOO_LONG, "", "" },
  { "447400555901", "+", OD_NUMBER_OK, "447400555901", "" },
  /* a zero left in */
  { "+44 020 7946 0622", NULL, OD_NUMBER_OK, "442079460622", "" },
  { "0044 020 7946 0622", "GB", OD_NUMBER_OK, "442079460622", "" },
  { "(44) 0161 496 0622", "GB", OD_NUMBER_OK, "441614960622", "" },
  { "+49 0171 5550822", NULL, OD_NUMBER_OK, "491715550822", "" },
  { "+44 (0)20 7946 0622", NULL, OD_NUMBER_OK, "442079460622", "" },
  { "+34 (0)91 555 06 22", NULL, OD_NUMBER_OK, "34915550622", "" },
  /* each country its own prefixes */
  { "06 5550 1201", "IT", OD_NUMBER_OK, "390655501201", "" },
  { "+39 06 5550 1201", NULL, OD_NUMBER_OK, "390655501201", "" },
  { "8 (495) 555-01-77", "RU", OD_NUMBER_OK, "74955550177", "" },
  { "8~10 44 20 7946 0633", "RU", OD_NUMBER_OK, "442079460633", "" },
  { "06 1 555 0177", "HU", OD_NUMBER_OK, "3615550177", "" },
  { "011 15 5555 0177", "AR", OD_NUMBER_OK, "5491155550177", "" },
  { "0 21 11 96555 0177", "BR", OD_NUMBER_OK, "5511965550177", "" },
  { "044 55 5555 0177", "MX", OD_NUMBER_OK, "525555550177", "" },
  { "011 44 20 7946 0633", "US", OD_NUMBER_OK, "442079460633", "" },
  { "011 44 20 7946 0633", NULL, OD_NUMBER_OK, "442079460633", "" },
  { "011 44 20 7946 0633", "GB", OD_NUMBER_OK, "442079460633", "" },
  { "011 65 9270 2537", "BR", OD_NUMBER_TOO_LONG, "", "" },
  { "011 5550 1234", NULL, OD_NUMBER_NO_COUNTRY, "", "" },
  { "0011 44 20 7946 0633", "DE", OD_NUMBER_OK, "442079460633", "" },
  { "0011 44 20 7946 0633", "AU", OD_NUMBER_OK, "442079460633", "" },
  { "0011 44 20 7946 0633", NULL, OD_NUMBER_OK, "442079460633", "" },
  { "00 44 20 7946 0633", "US", OD_NUMBER_OK, "442079460633", "" },
  { "0078 9809 5134 355", "JP", OD_NUMBER_TOO_LONG, "", "" },
  { "(312) 555-0188", "1", OD_NUMBER_OK, "13125550188", "" },
  { "0151 5550 0188", "49", OD_NUMBER_OK, "4915155500188", "" },
  /* what cannot be seen */
  { "\u202A+44 20 7946 0644\u202C", NULL, OD_NUMBER_OK, "442079460644", "" },
  { "\uFEFF+44\u00A020\u00A07946\u00A00644", NULL, OD_NUMBER_OK, "442079460644", "" },
  { "\u200E+44 20\u201179\u200B46\u20130644\u200F", NULL, OD_NUMBER_OK, "442079460644",
    "" },
  { "+44\u202F20\u200779460644", NULL, OD_NUMBER_OK, "442079460644", "" },
  { "\uFF0B\uFF14\uFF14\uFF12\uFF10\uFF17\uFF19\uFF14\uFF16\uFF10\uFF16\uFF14\uFF14",
    NULL, OD_NUMBER_OK, "442079460644", "" },
  { "+\u0664\u0664 \u0662\u0660 \u0667\u0669\u0664\u0666 \u0660\u0666\u0664\u0664", NULL,
    OD_NUMBER_OK, "442079460644", "" },
  { "\u0966\u0968\u0966 \u096D\u096F\u096A\u096C \u0966\u096C\u096A\u096A", "GB",
    OD_NUMBER_OK, "442079460644", "" },
  { "\u200B", NULL, OD_NUMBER_EMPTY, "", "" },
  /* what exports put around a number */
  { "'+44 20 7946 0655", NULL, OD_NUMBER_OK, "442079460655", "" },
  { "=\"02079460655\"", "GB", OD_NUMBER_OK, "442079460655", "" },
  { "tel:+44-20-7946-0655", NULL, OD_NUMBER_OK, "442079460655", "" },
  { "tel:7946-0655;phone-context=+44-20", NULL, OD_NUMBER_OK, "442079460655", "" },
  { "tel:+44-20-7946-0655;ext=547", NULL, OD_NUMBER_OK, "442079460655", "547" },
  { "tel:%2B44%2020%207946%200655", NULL, OD_NUMBER_OK, "442079460655", "" },
  { "Tel.: 020 7946 0655", "GB", OD_NUMBER_OK, "442079460655", "" },
  /* extensions */
  { "+49 4333 555014 ext. 678", NULL, OD_NUMBER_OK, "494333555014", "678" },
  { "3125550177 x8", "US", OD_NUMBER_OK, "13125550177", "8" },
  { "312-555-0177 #66", "US", OD_NUMBER_OK, "13125550177", "66" },
  { "3125550177,,321", "US", OD_NUMBER_OK, "13125550177", "321" },
  { "3125550177-21", "US", OD_NUMBER_OK, "13125550177", "21" },
  { "312-555-0177-21", "US", OD_NUMBER_TOO_LONG, "", "" },
  { "+49 30 902600 Durchwahl 12", NULL, OD_NUMBER_OK, "4930902600", "12" },
  { "+7 495 555-01-77 \u0434\u043E\u0431. 12", NULL, OD_NUMBER_OK, "74955550177", "12" },
  { "3125550177 ext", "US", OD_NUMBER_BAD_EXTENSION, "", "" },
  /* no country known */
  { "(312) 555-0199", NULL, OD_NUMBER_NO_COUNTRY, "", "" },
  { "3125550199", NULL, OD_NUMBER_NO_COUNTRY, "", "" },
  { "01632 960199", NULL, OD_NUMBER_NO_COUNTRY, "", "" },
  { "447700900456", NULL, OD_NUMBER_NOT_IN_PLAN, "447700900456", "" },
  { "447400555901", NULL, OD_NUMBER_OK, "447400555901", "" },
  { "4915155500188", NULL, OD_NUMBER_OK, "4915155500188", "" },
  { "13125550177", NULL, OD_NUMBER_NO_COUNTRY, "", "" },
  { "111555550177", NULL, OD_NUMBER_NO_COUNTRY, "", "" },
  { "4407400555901", NULL, OD_NUMBER_NO_COUNTRY, "", "" },
  { "999912345678", NULL, OD_NUMBER_NO_COUNTRY, "", "" },
  { "01632 960199", "XX", OD_NUMBER_UNKNOWN_COUNTRY, "", "" },
  { "+44 20 7946 0699", "XX", OD_NUMBER_OK, "442079460699", "" },
  /* short, wrong, none */
  { "54321", NULL, OD_NUMBER_SHORT, "54321", "" },
  { "54321", "GB", OD_NUMBER_SHORT, "54321", "" },
  { "01234", NULL, OD_NUMBER_NO_COUNTRY, "", "" },
  { "01234", "+", OD_NUMBER_NO_COUNTRY, "", "" },
  { "01234", "GB", OD_NUMBER_NO_AREA_CODE, "", "" },
  { "0000", NULL, OD_NUMBER_NO_COUNTRY, "", "" },
  { "911", "US", OD_NUMBER_TOO_SHORT, "", "" },
  { "555-0199", "US", OD_NUMBER_NO_AREA_CODE, "", "" },
  { "020 7946 069912", "GB", OD_NUMBER_TOO_LONG, "", "" },
  { "+800 1234 5678", NULL, OD_NUMBER_OK, "80012345678", "" },
  { "+999 123 4567", NULL, OD_NUMBER_UNKNOWN_CODE, "", "" },
  { "1-800-FLOWERS", "US", OD_NUMBER_LETTERS, "", "" },
  { "n/a", "GB", OD_NUMBER_LETTERS, "", "" },
  { "-", "GB", OD_NUMBER_NO_DIGITS, "", "" },
  { "*31#02079460699", "GB", OD_NUMBER_STRANGE_SIGN, "", "" },
  { "020 7946 0699\xFF", "GB", OD_NUMBER_NOT_UTF8, "", "" },
  { "", "GB", OD_NUMBER_EMPTY, "", "" },
};

static void
test_spellings_of_real_lists_are_read (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *shown = g_strescape (cases[i].text, NULL);
    OdNumber number;

    g_test_message ("%s (%s)", shown, cases[i].country);
    od_number_plan_read (cases[i].text, strlen (cases[i].text), cases[i].country,
                         &number);
    g_assert_cmpint (number.reason, ==, cases[i].reason);
    g_assert_cmpstr (number.e164, ==, cases[i].e164);
    g_assert_cmpstr (number.extension, ==, cases[i].extension);
  }
}

/* Region, kind and zone; "-": several. */
static void
test_a_number_says_where_and_what_it_is (void)
{
  static const struct {
    const char *text, *facts;
  } rows[] = {
    { "+44 20 7946 0699", "GB fixed Europe/London" },
    { "+44 7624 250019", "IM mobile -" },
    { "+1 416 555 0199", "CA fixed or mobile America/Toronto" },
    { "+1 800 555 0199", "US toll free -" },
    { "+44 909 879 0000", "GB premium rate -" },
    { "+7 701 555 0199", "KZ mobile -" },
    { "+7 495 555 0199", "RU fixed Europe/Moscow" },
    { "+61 8 9162 5550", "CC fixed Indian/Cocos" },
    { "+44 7700 900456", "GB unknown -" },
    { "+800 1234 5678", "001 toll free -" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    OdNumber number;
    gsize zones;
    const guint16 *ids;
    g_autofree char *facts = NULL;

    od_number_plan_read (rows[i].text, strlen (rows[i].text), NULL, &number);
    ids = od_number_plan_get_zones (&number, &zones);
    facts = g_strdup_printf ("%s %s %s", number.region,
                             od_number_words_get_kind (number.kind),
                             zones == 1 ? od_number_plan_get_zone_name (ids[0]) : "-");
    g_assert_cmpstr (facts, ==, rows[i].facts);
  }
}

static GDataInputStream *
open_spellings (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "shared", "numbers",
                                                 "spellings.tsv.gz", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) packed = g_file_read (file, NULL, NULL);
  g_autoptr (GConverter)
    unpack = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GInputStream)
    plain = g_converter_input_stream_new (G_INPUT_STREAM (packed), unpack);

  return g_data_input_stream_new (plain);
}

/* A line is country, spelling with C escapes, and the five parts of the answer. */
static void
test_spellings_of_the_world_have_the_answers_they_had (void)
{
  g_autoptr (GDataInputStream) lines = open_spellings ();
  g_autoptr (GError) error = NULL;
  guint n = 0;
  char *line;

  while ((line = g_data_input_stream_read_line (lines, NULL, NULL, &error)) != NULL) {
    g_auto (GStrv) parts = g_strsplit (line, "\t", 3);
    g_autofree char *text = g_strcompress (parts[1]);
    g_autofree char *answer = number_answer (text, parts[0]);

    if (strcmp (answer, parts[2]) != 0)
      g_error ("Line %u: %s: %s is now: %s", n + 1, parts[0], line, answer);
    g_free (line);
    n++;
  }
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, 20000);
}

/* --- what nobody wrote ------------------------------------------------------------ */

static void
assert_promises (const OdNumber *number)
{
  gsize length = strlen (number->e164), zones;
  OdNumberLevel level = od_number_plan_get_level (number->reason);
  const guint16 *ids = od_number_plan_get_zones (number, &zones);
  char sentence[160];

  g_assert_cmpint (length, <=, OD_NUMBER_MAX_DIGITS);
  g_assert_cmpint (strspn (number->e164, "0123456789"), ==, length);
  g_assert_cmpint (level == OD_NUMBER_LEVEL_REFUSED, ==, length == 0);
  g_assert_cmpint (number->e164[0], !=, '0');
  if (level == OD_NUMBER_LEVEL_FINE) {
    g_assert_cmpint (number->kind, !=, OD_NUMBER_KIND_UNKNOWN);
    g_assert_cmpint (number->country_code, !=, 0);
  }
  for (gsize i = 0; i < zones; i++)
    g_assert_nonnull (strchr (od_number_plan_get_zone_name (ids[i]), '/'));
  od_number_words_explain (number, sentence, sizeof sentence);
  g_assert_cmpint (strlen (sentence), <, sizeof sentence - 1);
  g_assert_true (g_utf8_validate (sentence, -1, NULL));
}

/* A number that is in the plan is the same number when it is read again. */
static void
assert_again (const OdNumber *number)
{
  g_autofree char *text = g_strconcat ("+", number->e164, NULL);
  OdNumber again;

  if (number->reason != OD_NUMBER_OK)
    return;
  od_number_plan_read (text, strlen (text), NULL, &again);
  g_assert_cmpint (again.reason, ==, number->reason);
  g_assert_cmpstr (again.e164, ==, number->e164);
  g_assert_cmpint (again.kind, ==, number->kind);
  g_assert_cmpstr (again.region, ==, number->region);
}

/* Octets that numbers are made of, more often than others. */
static void
spoil (GRand *chance, char *text, gsize n)
{
  static const char often[] = "0123456789012345678900++ -()/.,;#x=~e\"'tel:\xC2\xA0";
  gint32 changes = g_rand_int_range (chance, 0, 5);

  for (gint32 i = 0; i < changes && n > 0; i++)
    text[g_rand_int_range (chance, 0, (gint32) n)] =
      g_rand_int_range (chance, 0, 8) == 0
        ? (char) g_rand_int_range (chance, 0, 256)
        : often[g_rand_int_range (chance, 0, sizeof often - 1)];
}

/* A spelling of the table, changed here and there, of any length and anybody's country;
 * no NUL behind it, so that the sanitizers see who reads too far. */
static void
test_promises_hold_for_what_nobody_wrote (void)
{
  GRand *chance = g_rand_new ();
  gint64 end = g_get_monotonic_time () + 2 * G_USEC_PER_SEC;

  while (g_get_monotonic_time () < end) {
    const Case *row = &cases[g_rand_int_range (chance, 0, (gint32) G_N_ELEMENTS (cases))];
    char country[3] = { (char) g_rand_int_range (chance, 'A', 'Z' + 1),
                        (char) g_rand_int_range (chance, 'A', 'Z' + 1), '\0' };
    gsize n = strlen (row->text);
    g_autofree char *text = n > 0 ? g_memdup2 (row->text, n) : NULL;
    OdNumber number;

    spoil (chance, text, n);
    n -= n > 0 && g_rand_boolean (chance)
           ? (gsize) g_rand_int_range (chance, 0, (gint32) n)
           : 0;
    od_number_plan_read (text, n, g_rand_boolean (chance) ? row->country : country,
                         &number);
    assert_promises (&number);
    assert_again (&number);
  }
  g_rand_free (chance);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/number-plan/spellings-of-real-lists-are-read",
                   test_spellings_of_real_lists_are_read);
  g_test_add_func ("/number-plan/a-number-says-where-and-what-it-is",
                   test_a_number_says_where_and_what_it_is);
  g_test_add_func ("/number-plan/spellings-of-the-world-have-the-answers-they-had",
                   test_spellings_of_the_world_have_the_answers_they_had);
  g_test_add_func ("/number-plan/promises-hold-for-what-nobody-wrote",
                   test_promises_hold_for_what_nobody_wrote);
  return g_test_run ();
}
