/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many people may be cut off before somebody has to look. */
#include "daemon/dialer/drop-watch.h"

#include <string.h>

/* A letter a person: d was cut off, h heard somebody. */
static void
test_three_are_too_many (void)
{
  static const char *const fine[] = {
    "hhhh", "ddh", "dhd", "dhhhhhhhhhdhhhhhhhhhhd", "hhdhhhhhhhhhhhhhhhhhhhhdhd",
  };
  static const char *const too_many[] = {
    "ddd", "hhddd", "dhdhd", "dhhhhhhhhhdhhhhhhhhd", "hhhhhhhhhhhhhhhhhhhhhhhhddhd",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (fine) + G_N_ELEMENTS (too_many); i++) {
    gboolean stops = i >= G_N_ELEMENTS (fine);
    const char *people = stops ? too_many[i - G_N_ELEMENTS (fine)] : fine[i];
    OdDropWatch watch = { 0 };

    g_test_message ("%s", people);
    for (gsize n = 0; people[n] != '\0'; n++)
      g_assert_cmpint (od_drop_watch_note (&watch, people[n] == 'd'), ==,
                       stops && n + 1 == strlen (people));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/drop-watch/three-are-too-many", test_three_are_too_many);
  return g_test_run ();
}
