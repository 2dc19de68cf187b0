/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Many columns in a small window: each choice stands over its own column, wherever the
 * rows are scrolled to.
 */
#include "app/suite/mapping-grid.h"

#include "app/import/import-sheet.h"
#include "support/seen.h"
#include "support/waiting.h"

#define LIMIT_S 20
#define N       20
#define WIDTH   800

typedef struct {
  OdImportSheet *sheet;
  GtkWidget *window;
  GtkWidget *grid;
  gboolean drawn;
} Fixture;

static gboolean
is_loaded (gpointer sheet)
{
  return od_import_sheet_get_state (sheet) == OD_SHEET_LOADED;
}

static void
set_up (Fixture *f, gconstpointer dpi)
{
  g_autoptr (OdBackend) backend = od_backend_new ("http://127.0.0.1:9", NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", GPOINTER_TO_INT (dpi) * 1024,
                NULL);
  for (guint i = 1; i <= 2 * N; i++)
    g_string_append_printf (text, "%u%c", i, i % N == 0 ? '\n' : ',');
  f->sheet = od_import_sheet_new (backend);
  od_import_sheet_load_text (f->sheet, text->str);
  od_test_wait_until (is_loaded, f->sheet, LIMIT_S, "the sheet");
  f->grid = g_object_new (OD_TYPE_MAPPING_GRID, NULL);
  od_mapping_grid_set_sheet (OD_MAPPING_GRID (f->grid), f->sheet);
  f->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (f->window), WIDTH, 400);
  gtk_window_set_child (GTK_WINDOW (f->window), f->grid);
  gtk_window_present (GTK_WINDOW (f->window));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_object_unref (f->sheet);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024, NULL);
}

static void
on_drawn (Fixture *f)
{
  f->drawn = TRUE;
}

static gboolean
is_drawn (gpointer data)
{
  return ((Fixture *) data)->drawn;
}

/* Twice: what moves the choices may ask for another frame. */
static void
draw (Fixture *f)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (f->grid);
  gulong id = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (on_drawn), f);

  for (guint i = 0; i < 2; i++) {
    f->drawn = FALSE;
    gtk_widget_queue_draw (f->grid);
    gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_AFTER_PAINT);
    od_test_wait_until (is_drawn, f, LIMIT_S, "a frame");
  }
  g_signal_handler_disconnect (clock, id);
}

static void
collect (GtkWidget *widget, GType type, GPtrArray *found)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type)) {
    g_ptr_array_add (found, widget);
    return;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, type, found);
}

static GtkWidget *
find_view (Fixture *f)
{
  return od_test_find_widget (f->grid, GTK_TYPE_COLUMN_VIEW);
}

static double
left_edge (Fixture *f, GtkWidget *widget)
{
  graphene_rect_t place;

  g_assert_true (gtk_widget_compute_bounds (widget, f->grid, &place));
  return place.origin.x;
}

/* The first heading is that of the rows' numbers. */
static void
check_places (Fixture *f)
{
  g_autoptr (GPtrArray) choices = g_ptr_array_new ();
  GtkWidget *heading = gtk_widget_get_first_child (
    gtk_widget_get_first_child (find_view (f)));

  draw (f);
  collect (f->grid, GTK_TYPE_DROP_DOWN, choices);
  g_assert_cmpuint (choices->len, ==, N);
  for (guint i = 0; i < N; i++) {
    heading = gtk_widget_get_next_sibling (heading);
    g_assert_cmpfloat_with_epsilon (left_edge (f, choices->pdata[i]),
                                    left_edge (f, heading), 4.0);
  }
}

static GtkAdjustment *
get_scrolling (Fixture *f)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (find_view (f), GTK_TYPE_SCROLLED_WINDOW);

  return gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scroller));
}

static void
test_the_choices_move_with_their_columns (Fixture *f, gconstpointer data)
{
  GtkAdjustment *rows = get_scrolling (f);

  check_places (f);
  g_assert_cmpfloat (gtk_adjustment_get_upper (rows), >, 3 * WIDTH);
  gtk_adjustment_set_value (rows, 777);
  check_places (f);
  gtk_adjustment_set_value (rows, gtk_adjustment_get_upper (rows));
  check_places (f);
  g_assert_cmpfloat (gtk_adjustment_get_value (rows), >, 2 * WIDTH);
}

static gboolean
is_far_right (gpointer data)
{
  return gtk_adjustment_get_value (get_scrolling (data)) > 2 * WIDTH;
}

static void
test_the_columns_move_with_a_choice (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) choices = g_ptr_array_new ();

  draw (f);
  collect (f->grid, GTK_TYPE_DROP_DOWN, choices);
  gtk_widget_grab_focus (choices->pdata[N - 1]);
  od_test_wait_until (is_far_right, f, LIMIT_S, "the last columns");
  check_places (f);
}

static void
test_a_wider_column_moves_the_choices (Fixture *f, gconstpointer data)
{
  GListModel *columns = gtk_column_view_get_columns (GTK_COLUMN_VIEW (find_view (f)));
  g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 2);

  gtk_column_view_column_set_fixed_width (column, 300);
  check_places (f);
  gtk_column_view_column_set_fixed_width (column, 120);
  gtk_adjustment_set_value (get_scrolling (f), 1000);
  check_places (f);
}

/* "2 start" is whole with large text as well. */
static void
test_columns_are_as_large_as_the_text (Fixture *f, gconstpointer data)
{
  GListModel *columns = gtk_column_view_get_columns (GTK_COLUMN_VIEW (find_view (f)));
  g_autoptr (GtkColumnViewColumn) numbers = g_list_model_get_item (columns, 0);

  g_assert_cmpint (gtk_column_view_column_get_fixed_width (numbers), ==,
                   70 * GPOINTER_TO_INT (data) / 96);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
#define ADD(name, dpi, func)                                                             \
  g_test_add ("/mapping-grid/" name, Fixture, GINT_TO_POINTER (dpi), set_up, func,       \
              tear_down)
  ADD ("choices-follow", 96, test_the_choices_move_with_their_columns);
  ADD ("choices-follow/large-text", 192, test_the_choices_move_with_their_columns);
  ADD ("columns-follow", 96, test_the_columns_move_with_a_choice);
  ADD ("large", 96, test_columns_are_as_large_as_the_text);
  ADD ("large/text", 192, test_columns_are_as_large_as_the_text);
  ADD ("wider", 96, test_a_wider_column_moves_the_choices);
  return g_test_run ();
}
