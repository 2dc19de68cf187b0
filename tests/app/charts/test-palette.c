/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every colour is seen on light and on dark ground, and no two labels share one while
 * there are others.
 */
#include "app/charts/palette.h"

#include <math.h>

#define LIGHT_GROUND 0.98  /* the theme's #fafafa */
#define DARK_GROUND  0.141 /* the theme's #242424 */

static double
linear (double part)
{
  return part <= 0.04045 ? part / 12.92 : pow ((part + 0.055) / 1.055, 2.4);
}

static double
luminance (OdColour c)
{
  return 0.2126 * linear (c.red) + 0.7152 * linear (c.green) + 0.0722 * linear (c.blue);
}

static void
test_every_colour_is_seen_on_both_grounds (void)
{
  for (guint i = 0; i < OD_PALETTE_SIZE; i++) {
    double own = luminance (od_palette_get (i)) + 0.05;

    g_assert_cmpfloat ((linear (LIGHT_GROUND) + 0.05) / own, >=, 3.0);
    g_assert_cmpfloat (own / (linear (DARK_GROUND) + 0.05), >=, 3.0);
  }
}

static void
test_a_label_keeps_its_colour (void)
{
  guint own = od_palette_pick ("SALE MADE", 0);

  g_assert_cmpuint (od_palette_pick ("SALE MADE", 0), ==, own);
  g_assert_cmpuint (od_palette_pick ("SALE MADE", ~(1u << own)), ==, own);
  g_assert_cmpuint (od_palette_pick ("SALE MADE", 1u << own), !=, own);
  g_assert_cmpuint (od_palette_pick ("SALE MADE", ~0u), ==, own);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/palette/every-colour-is-seen-on-both-grounds",
                   test_every_colour_is_seen_on_both_grounds);
  g_test_add_func ("/palette/a-label-keeps-its-colour", test_a_label_keeps_its_colour);
  return g_test_run ();
}
