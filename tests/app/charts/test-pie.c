/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A pie's angles close the circle and its percentages sum to 100.
 */
#include "app/charts/pie.h"

#include <math.h>

static void
test_slices_close_the_circle (void)
{
  gint64 counts[] = { 1, 0, 3 };
  OdPieSlice slices[3];

  g_assert_true (od_pie_cut (counts, 3, slices));
  g_assert_cmpfloat (slices[0].from, ==, 0.0);
  g_assert_cmpfloat_with_epsilon (slices[0].to, G_PI / 2, 1e-9);
  g_assert_cmpfloat (slices[1].from, ==, slices[1].to);
  g_assert_cmpfloat_with_epsilon (slices[2].to, 2 * G_PI, 1e-9);
}

static void
test_nothing_cannot_be_cut (void)
{
  gint64 counts[] = { 0, 0 };
  OdPieSlice slices[2];
  guint shares[2];

  g_assert_false (od_pie_cut (counts, 2, slices));
  od_pie_share (counts, 2, shares);
  g_assert_cmpuint (shares[0] + shares[1], ==, 0);
}

static void
test_shares_sum_to_a_hundred (void)
{
  gint64 twelfths[] = { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 };
  gint64 odd[] = { 7, 0, 3, 1 };
  guint shares[12];
  guint total = 0;

  od_pie_share (twelfths, 12, shares);
  for (guint i = 0; i < 12; i++)
    total += shares[i];
  g_assert_cmpuint (total, ==, 10000);
  g_assert_cmpuint (shares[0], ==, 834);
  g_assert_cmpuint (shares[11], ==, 833);

  od_pie_share (odd, 4, shares);
  g_assert_cmpuint (shares[0] + shares[2] + shares[3], ==, 10000);
  g_assert_cmpuint (shares[1], ==, 0);
}

static void
test_a_point_is_in_one_slice (void)
{
  gint64 counts[] = { 1, 0, 3 }; /* the first quarter, nothing, the rest */
  OdPieSlice slices[3];
  gsize found = 9;

  g_assert_true (od_pie_cut (counts, 3, slices));
  g_assert_true (od_pie_find (slices, 3, 0.5, -0.5, &found));
  g_assert_cmpuint (found, ==, 0);
  g_assert_true (od_pie_find (slices, 3, 0.5, 0.5, &found));
  g_assert_cmpuint (found, ==, 2);
  g_assert_true (od_pie_find (slices, 3, -0.1, -0.9, &found));
  g_assert_cmpuint (found, ==, 2);
  g_assert_false (od_pie_find (slices, 3, 0.8, 0.8, &found));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pie/slices-close-the-circle", test_slices_close_the_circle);
  g_test_add_func ("/pie/nothing-cannot-be-cut", test_nothing_cannot_be_cut);
  g_test_add_func ("/pie/shares-sum-to-a-hundred", test_shares_sum_to_a_hundred);
  g_test_add_func ("/pie/a-point-is-in-one-slice", test_a_point_is_in_one_slice);
  return g_test_run ();
}
