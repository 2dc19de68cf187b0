/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where children stand in a row of a given width. Their sizes are said in pixels.
 */
#include "app/layout/wrap-layout.h"

#define SPACING 10
#define HEIGHT  20

typedef struct {
  const char *name;
  int width; /* of the row */
  int children[6];
  int expands; /* this one; -1: none */
  gboolean even, rtl;
  int x[6], y[6], w[6]; /* where they stand then */
} Row;

/* clang-format off */
static const Row rows[] = {
  { "one-line", 400, { 100, 100, 100 }, -1, FALSE, FALSE,
    { 0, 110, 220 }, { 0, 0, 0 }, { 100, 100, 100 } },
  { "exactly", 320, { 100, 100, 100 }, -1, FALSE, FALSE,
    { 0, 110, 220 }, { 0, 0, 0 }, { 100, 100, 100 } },
  { "broken", 319, { 100, 100, 100 }, -1, FALSE, FALSE,
    { 0, 110, 0 }, { 0, 0, 30 }, { 100, 100, 100 } },
  { "each-alone", 150, { 100, 150, 100 }, -1, FALSE, FALSE,
    { 0, 0, 0 }, { 0, 30, 60 }, { 100, 150, 100 } },
  { "filled", 400, { 100, 100, 100 }, 1, FALSE, FALSE,
    { 0, 110, 300 }, { 0, 0, 0 }, { 100, 180, 100 } },
  { "filled-below", 250, { 100, 100, 100 }, 2, FALSE, FALSE,
    { 0, 110, 0 }, { 0, 0, 30 }, { 100, 100, 250 } },
  { "right-to-left", 319, { 100, 100, 100 }, -1, FALSE, TRUE,
    { 219, 109, 219 }, { 0, 0, 30 }, { 100, 100, 100 } },
  { "even", 430, { 100, 50, 100, 20 }, -1, TRUE, FALSE,
    { 0, 110, 220, 330 }, { 0, 0, 0, 0 }, { 100, 100, 100, 100 } },
  { "even-lines", 429, { 100, 50, 100, 20 }, -1, TRUE, FALSE,
    { 0, 219, 0, 219 }, { 0, 0, 30, 30 }, { 209, 209, 209, 209 } },
  { "even-but-one", 320, { 100, 100, 100, 100, 100 }, -1, TRUE, FALSE,
    { 0, 110, 220, 0, 110 }, { 0, 0, 0, 30, 30 }, { 100, 100, 100, 100, 100 } },
};
/* clang-format on */

static GtkWidget *
make_row (const Row *row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_layout_manager (box, g_object_new (OD_TYPE_WRAP_LAYOUT, "spacing",
                                                    SPACING, "even", row->even, NULL));
  gtk_widget_set_direction (box, row->rtl ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
  for (int i = 0; i < 6 && row->children[i] > 0; i++) {
    GtkWidget *child = gtk_drawing_area_new ();
    GtkWidget *unseen = gtk_drawing_area_new ();

    gtk_widget_set_size_request (child, row->children[i], HEIGHT);
    gtk_widget_set_hexpand (child, i == row->expands);
    gtk_box_append (GTK_BOX (box), child);
    gtk_widget_set_size_request (unseen, 1000, HEIGHT);
    gtk_widget_set_visible (unseen, FALSE);
    gtk_box_append (GTK_BOX (box), unseen);
  }
  return box;
}

static void
test_children_stand_where_there_is_room (gconstpointer data)
{
  const Row *row = data;
  GtkWidget *box = g_object_ref_sink (make_row (row));
  GtkWidget *child = gtk_widget_get_first_child (box);
  int height;

  gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, row->width, NULL, &height, NULL,
                      NULL);
  gtk_widget_size_allocate (box, &(GtkAllocation){ 0, 0, row->width, height }, -1);
  for (int i = 0; child != NULL; i++) {
    graphene_rect_t place;

    g_assert_true (gtk_widget_compute_bounds (child, box, &place));
    g_assert_cmpfloat (place.origin.x, ==, row->x[i]);
    g_assert_cmpfloat (place.origin.y, ==, row->y[i]);
    g_assert_cmpfloat (place.size.width, ==, row->w[i]);
    g_assert_cmpint (height, >=, row->y[i] + HEIGHT);
    child = gtk_widget_get_next_sibling (gtk_widget_get_next_sibling (child));
  }
  g_object_unref (box);
}

static void
test_no_window_has_to_be_as_wide_as_its_longest_row (void)
{
  GtkWidget *box = g_object_ref_sink (make_row (&rows[0]));
  int least, natural;

  gtk_widget_measure (box, GTK_ORIENTATION_HORIZONTAL, -1, &least, &natural, NULL, NULL);
  g_assert_cmpint (least, ==, 100);
  g_assert_cmpint (natural, ==, 320);
  gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, -1, NULL, &natural, NULL, NULL);
  g_assert_cmpint (natural, ==, HEIGHT);
  g_object_unref (box);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/wrap-layout/", rows[i].name, NULL);

    g_test_add_data_func (path, &rows[i], test_children_stand_where_there_is_room);
  }
  g_test_add_func ("/wrap-layout/least",
                   test_no_window_has_to_be_as_wide_as_its_longest_row);
  return g_test_run ();
}
