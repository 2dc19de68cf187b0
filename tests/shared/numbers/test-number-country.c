/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Countries by whatever a list calls them.
 */
#include "shared/numbers/number-country.h"

#include <glib.h>

static void
test_a_country_is_found_by_what_lists_call_it (void)
{
  static const struct {
    const char *text, *name; /* NULL: it is none */
  } rows[] = {
    { "GB", "GB" },
    { "gb", "GB" },
    { "44", "GB" },
    { "+44", "GB" },
    { "1", "US" },
    { "+7", "RU" },
    { "UK", "GB" },
    { "United Kingdom", "GB" },
    { "united-kingdom", "GB" },
    { "U.S.A.", "US" },
    { "Deutschland", "DE" },
    { "ÖSTERREICH", "AT" },
    { "Österreich", "AT" },
    { "Côte d'Ivoire", "CI" },
    { "Россия", "RU" },
    { "Kosovo", "XK" },
    { "GBR", "GB" },
    { "deu", "DE" },
    { "USA", "US" },
    { " 44 ", "GB" },
    { " uk", "GB" },
    { "XX", NULL },
    { "+800", NULL },
    { "999", NULL },
    { "Atlantis", NULL },
    { "", NULL },
    { "4", NULL },
    { "-", NULL },
    { "+", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    OdNumberCountry country = { .name = NULL };

    g_test_message ("%s", rows[i].text);
    g_assert_cmpint (od_number_country_find (rows[i].text, &country), ==,
                     rows[i].name != NULL);
    g_assert_cmpstr (country.name, ==, rows[i].name);
  }
}

/* Every country there is to choose is found again by each of its names. */
static void
test_every_country_is_found_by_its_own_names (void)
{
  OdNumberCountry country, again;
  gsize n;

  for (n = 0; od_number_country_get (n, &country); n++) {
    g_autofree char *code = g_strdup_printf ("+%u", country.calling_code);

    g_assert_true (od_number_country_find (country.name, &again));
    g_assert_cmpstr (again.name, ==, country.name);
    g_assert_true (od_number_country_find (country.title, &again));
    g_assert_cmpstr (again.name, ==, country.name);
    g_assert_true (od_number_country_find (code, &again));
    g_assert_cmpint (again.calling_code, ==, country.calling_code);
  }
  g_assert_cmpint (n, >, 240);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/number-country/a-country-is-found-by-what-lists-call-it",
                   test_a_country_is_found_by_what_lists_call_it);
  g_test_add_func ("/number-country/every-country-is-found-by-its-own-names",
                   test_every_country_is_found_by_its_own_names);
  return g_test_run ();
}
