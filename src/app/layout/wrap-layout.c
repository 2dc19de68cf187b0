/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where each child goes is worked out for a width, once to say how high that is and once
 * to place them. Nothing is remembered between the two. Main thread.
 */
#include "app/layout/wrap-layout.h"

struct _OdWrapLayout {
  GtkLayoutManager parent_instance;

  int spacing;
  gboolean even;
};

enum { PROP_SPACING = 1, PROP_EVEN, N_PROPS };

G_DEFINE_FINAL_TYPE (OdWrapLayout, od_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

typedef struct {
  GtkWidget *child;
  int least, natural; /* of its width */
  int width;          /* that it gets */
  guint line;
} Place;

/* Returns: (transfer full) (element-type Place): those that are seen, and no line yet */
static GArray *
list_places (GtkWidget *box)
{
  GArray *places = g_array_new (FALSE, TRUE, sizeof (Place));
  GtkWidget *child = gtk_widget_get_first_child (box);

  for (; child != NULL; child = gtk_widget_get_next_sibling (child)) {
    Place place = { .child = child };

    if (!gtk_widget_should_layout (child))
      continue;
    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &place.least,
                        &place.natural, NULL, NULL);
    g_array_append_val (places, place);
  }
  return places;
}

/* What is left of the line goes to those that expand. */
static void
fill_line (Place *places, guint n, int left)
{
  int n_expand = 0;

  for (guint i = 0; i < n; i++)
    n_expand += gtk_widget_compute_expand (places[i].child, GTK_ORIENTATION_HORIZONTAL);
  for (guint i = 0; i < n; i++) {
    if (left > 0 && n_expand > 0
        && gtk_widget_compute_expand (places[i].child, GTK_ORIENTATION_HORIZONTAL)) {
      places[i].width += left / n_expand;
      left -= left / n_expand--;
    }
  }
}

static void
break_lines (OdWrapLayout *self, GArray *places, int width)
{
  Place *all = (Place *) places->data;
  guint first = 0, line = 0;
  int used = 0;

  for (guint i = 0; i < places->len; i++) {
    int wanted = MAX (all[i].least, MIN (all[i].natural, width));

    if (i > first && used + self->spacing + wanted > width) {
      fill_line (all + first, i - first, width - used);
      first = i;
      line++;
    }
    used = i > first ? used + self->spacing + wanted : wanted;
    all[i].width = wanted;
    all[i].line = line;
  }
  fill_line (all + first, places->len - first, width - used);
}

static void
break_evenly (OdWrapLayout *self, GArray *places, int width)
{
  Place *all = (Place *) places->data;
  int n = (int) places->len, least = 1, per_line, n_lines;

  for (int i = 0; i < n; i++)
    least = MAX (least, all[i].least);
  per_line = CLAMP ((width + self->spacing) / (least + self->spacing), 1, MAX (n, 1));
  n_lines = (n + per_line - 1) / per_line;
  per_line = n_lines > 0 ? (n + n_lines - 1) / n_lines : 1;
  for (int i = 0; i < n; i++) {
    all[i].width = MAX (least, (width + self->spacing) / per_line - self->spacing);
    all[i].line = (guint) (i / per_line);
  }
}

static GArray *
place_all (OdWrapLayout *self, GtkWidget *box, int width)
{
  GArray *places = list_places (box);

  if (self->even)
    break_evenly (self, places, width);
  else
    break_lines (self, places, width);
  return places;
}

/* The height of the line that begins at @first, and where the next one begins. */
static guint
measure_line (GArray *places, guint first, int *least, int *natural)
{
  const Place *all = (const Place *) places->data;
  guint i = first;

  *least = *natural = 0;
  for (; i < places->len && all[i].line == all[first].line; i++) {
    int child_least, child_natural;

    gtk_widget_measure (all[i].child, GTK_ORIENTATION_VERTICAL, all[i].width,
                        &child_least, &child_natural, NULL, NULL);
    *least = MAX (*least, child_least);
    *natural = MAX (*natural, child_natural);
  }
  return i;
}

static void
measure_height (OdWrapLayout *self, GArray *places, int *least, int *natural)
{
  *least = *natural = 0;
  for (guint first = 0; first < places->len;) {
    int line_least, line_natural;
    int gap = first > 0 ? self->spacing : 0;

    first = measure_line (places, first, &line_least, &line_natural);
    *least += gap + line_least;
    *natural += gap + line_natural;
  }
}

static void
measure_width (OdWrapLayout *self, GtkWidget *box, int *least, int *natural)
{
  g_autoptr (GArray) places = list_places (box);
  const Place *all = (const Place *) places->data;
  int widest = 0, sum = 0, n = (int) places->len;

  *least = 0;
  for (int i = 0; i < n; i++) {
    *least = MAX (*least, all[i].least);
    widest = MAX (widest, all[i].natural);
    sum += all[i].natural;
  }
  *natural = (self->even ? n * widest : sum) + MAX (n - 1, 0) * self->spacing;
}

static void
measure (GtkLayoutManager *manager,
         GtkWidget *box,
         GtkOrientation orientation,
         int for_size,
         int *minimum,
         int *natural,
         int *minimum_baseline,
         int *natural_baseline)
{
  OdWrapLayout *self = OD_WRAP_LAYOUT (manager);
  g_autoptr (GArray) places = NULL;
  int least;

  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    measure_width (self, box, minimum, natural);
    return;
  }
  if (for_size < 0)
    measure_width (self, box, &least, &for_size);
  places = place_all (self, box, for_size);
  measure_height (self, places, minimum, natural);
}

static void
allocate_line (OdWrapLayout *self,
               GtkWidget *box,
               const Place *line,
               guint n,
               int y,
               int h)
{
  gboolean rtl = gtk_widget_get_direction (box) == GTK_TEXT_DIR_RTL;
  int x = rtl ? gtk_widget_get_width (box) : 0;

  for (guint i = 0; i < n; i++) {
    GtkAllocation place = { rtl ? x - line[i].width : x, y, line[i].width, h };

    gtk_widget_size_allocate (line[i].child, &place, -1);
    x += (rtl ? -1 : 1) * (line[i].width + self->spacing);
  }
}

/* Height that nobody asked for is the last line's. */
static void
allocate (GtkLayoutManager *manager, GtkWidget *box, int width, int height, int baseline)
{
  OdWrapLayout *self = OD_WRAP_LAYOUT (manager);
  g_autoptr (GArray) places = place_all (self, box, width);
  int least, natural, y = 0;
  gboolean fits;

  measure_height (self, places, &least, &natural);
  fits = natural <= height;
  for (guint first = 0; first < places->len;) {
    guint next = measure_line (places, first, &least, &natural);
    int line = fits ? natural : least;

    if (next == places->len)
      line = MAX (line, height - y);
    allocate_line (self, box, &g_array_index (places, Place, first), next - first, y,
                   line);
    y += line + self->spacing;
    first = next;
  }
}

static GtkSizeRequestMode
get_request_mode (GtkLayoutManager *manager, GtkWidget *box)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  OdWrapLayout *self = OD_WRAP_LAYOUT (object);

  if (id == PROP_SPACING)
    self->spacing = g_value_get_int (value);
  else
    self->even = g_value_get_boolean (value);
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
}

static void
od_wrap_layout_class_init (OdWrapLayoutClass *klass)
{
  GtkLayoutManagerClass *layout = GTK_LAYOUT_MANAGER_CLASS (klass);
  GObjectClass *object = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  layout->measure = measure;
  layout->allocate = allocate;
  layout->get_request_mode = get_request_mode;
  object->set_property = set_property;
  g_object_class_install_property (object, PROP_SPACING,
                                   g_param_spec_int ("spacing", NULL, NULL, 0, G_MAXINT16,
                                                     0, flags));
  g_object_class_install_property (object, PROP_EVEN,
                                   g_param_spec_boolean ("even", NULL, NULL, FALSE,
                                                         flags));
}

static void
od_wrap_layout_init (OdWrapLayout *self)
{
}
