/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a name may hold.
 */
#include "shared/model/names.h"

static const struct {
  const char *text;
  gboolean plain;
} names[] = {
  { "Spring 2026", TRUE },
  { "Müller & Söhne – “A”", TRUE },
  { "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d", TRUE },     /* right to left by itself */
  { "\xe0\xa4\x95\xe0\xa5\x8d\xe2\x80\x8d", TRUE }, /* a joiner is spelling */
  { "", TRUE },
  { "a\nb", FALSE },
  { "a\tb", FALSE },
  { "a\vb", FALSE },
  { "a\x7f", FALSE },
  { "a\xc2\x85", FALSE },     /* C1 */
  { "a\xe2\x80\x8e", FALSE }, /* U+200E */
  { "a\xe2\x80\x8f", FALSE }, /* U+200F */
  { "a\xe2\x80\xa8", FALSE }, /* U+2028 */
  { "a\xe2\x80\xa9", FALSE }, /* U+2029 */
  { "a\xe2\x80\xaa", FALSE }, /* U+202A */
  { "\xe2\x80\xae"
    "txt",
    FALSE },                  /* U+202E */
  { "a\xe2\x81\xa6", FALSE }, /* U+2066 */
  { "a\xe2\x81\xa9", FALSE }, /* U+2069 */
};

static void
test_a_name_is_as_it_looks (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_test_message ("%" G_GSIZE_FORMAT, i);
    g_assert_cmpint (od_names_is_plain (names[i].text), ==, names[i].plain);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/names/a-name-is-as-it-looks", test_a_name_is_as_it_looks);
  return g_test_run ();
}
