/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Draws what pie.c cut, and writes the figures beside it: a picture alone tells nothing
 * to a screen reader, nor how many exactly. Main thread.
 */
#include "app/charts/pie-chart.h"

#include "app/charts/palette.h"
#include "app/charts/pie.h"
#include "app/object/figures.h"
#include "app/object/signal.h"

#include <cairo.h>
#include <glib/gi18n.h>

#define GAP        0.02 /* radians between two slices: neighbours stay two */
#define RING_WIDTH 12.0 /* of the empty ring */
#define SWATCH     14   /* pixels */
#define NAME_CHARS 16   /* of a label that are always seen */

typedef struct {
  char *label;
  gint64 count;
  guint colour;
  GtkWidget *row[4]; /* swatch, label or its button, count, share; the grid's */
} Slice;

struct _OdPieChart {
  GtkBox parent_instance;

  GtkLabel *title_label;
  GtkDrawingArea *drawing_area;
  GtkLabel *empty_label;
  GtkGrid *legend;

  GArray *slices;      /* (element-type Slice) */
  GHashTable *colours; /* label -> colour + 1: kept while the chart lives */
  guint taken;         /* bits of the colours given */
  gboolean can_open;
};

G_DEFINE_FINAL_TYPE (OdPieChart, od_pie_chart, GTK_TYPE_BOX)

enum { PROP_TITLE = 1, N_PROPS };
static GParamSpec *props[N_PROPS];

static Slice *
slice_at (OdPieChart *self, guint i)
{
  return &g_array_index (self->slices, Slice, i);
}

static gint64 *
dup_counts (OdPieChart *self)
{
  gint64 *counts = g_new0 (gint64, self->slices->len + 1);

  for (guint i = 0; i < self->slices->len; i++)
    counts[i] = slice_at (self, i)->count;
  return counts;
}

static void
draw_slice (cairo_t *cr, double radius, const OdPieSlice *angles, guint colour)
{
  OdColour c = od_palette_get (colour);
  double wide = angles->to - angles->from;
  double gap = wide > 2 * GAP && wide < 2 * G_PI - GAP ? GAP : 0.0;

  if (wide <= 0.0)
    return;

  cairo_move_to (cr, 0, 0);
  cairo_arc (cr, 0, 0, radius, angles->from + gap / 2, angles->to - gap / 2);
  cairo_close_path (cr);
  cairo_set_source_rgb (cr, c.red, c.green, c.blue);
  cairo_fill (cr);
}

static void
draw_empty_ring (cairo_t *cr, double radius)
{
  cairo_set_source_rgba (cr, 0.5, 0.5, 0.5, 0.5);
  cairo_set_line_width (cr, RING_WIDTH);
  cairo_arc (cr, 0, 0, MAX (radius - RING_WIDTH / 2, 1.0), 0, 2 * G_PI);
  cairo_stroke (cr);
}

static void
on_draw (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  OdPieChart *self = OD_PIE_CHART (data);
  g_autofree gint64 *counts = dup_counts (self);
  g_autofree OdPieSlice *angles = g_new0 (OdPieSlice, self->slices->len + 1);
  double radius = MIN (width, height) / 2.0;

  cairo_translate (cr, width / 2.0, height / 2.0);
  cairo_rotate (cr, -G_PI / 2);
  if (!od_pie_cut (counts, self->slices->len, angles)) {
    draw_empty_ring (cr, radius);
    return;
  }

  for (guint i = 0; i < self->slices->len; i++)
    draw_slice (cr, radius, &angles[i], slice_at (self, i)->colour);
}

static void
on_draw_swatch (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  OdColour c = od_palette_get (GPOINTER_TO_UINT (data));

  cairo_arc (cr, width / 2.0, height / 2.0, MIN (width, height) / 2.0, 0, 2 * G_PI);
  cairo_set_source_rgb (cr, c.red, c.green, c.blue);
  cairo_fill (cr);
}

static GtkWidget *
make_swatch (guint colour)
{
  GtkWidget *area = g_object_new (GTK_TYPE_DRAWING_AREA, "content-width", SWATCH,
                                  "content-height", SWATCH, "valign", GTK_ALIGN_CENTER,
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                  NULL);

  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), on_draw_swatch,
                                  GUINT_TO_POINTER (colour), NULL);
  return area;
}

static GtkWidget *
make_figure (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 1.0);
  gtk_widget_add_css_class (label, "numeric");
  return label;
}

/* --- opening a slice -------------------------------------------------------------- */

static void
open_slice (OdPieChart *self, const char *label)
{
  g_autofree char *copy = g_strdup (label); /* a handler may change the slices */

  g_signal_emit_by_name (self, "slice-opened", copy);
}

static void
on_name_clicked (GtkButton *button, OdPieChart *self)
{
  open_slice (self, gtk_label_get_text (GTK_LABEL (gtk_button_get_child (button))));
}

static void
on_pie_clicked (GtkGestureClick *gesture, int n, double x, double y, OdPieChart *self)
{
  g_autofree gint64 *counts = dup_counts (self);
  g_autofree OdPieSlice *angles = g_new0 (OdPieSlice, self->slices->len + 1);
  double across = gtk_widget_get_width (GTK_WIDGET (self->drawing_area));
  double down = gtk_widget_get_height (GTK_WIDGET (self->drawing_area));
  double radius = MIN (across, down) / 2.0;
  gsize i;

  if (self->can_open && radius > 0 && od_pie_cut (counts, self->slices->len, angles)
      && od_pie_find (angles, self->slices->len, (x - across / 2) / radius,
                      (y - down / 2) / radius, &i))
    open_slice (self, slice_at (self, i)->label);
}

/* The words of a slice that can be opened are its button. */
static GtkWidget *
make_button (OdPieChart *self, GtkWidget *name)
{
  GtkWidget *button = gtk_button_new ();

  gtk_button_set_child (GTK_BUTTON (button), name);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  _ ("Lists the leads of these calls"), -1);
  g_signal_connect (button, "clicked", G_CALLBACK (on_name_clicked), self);
  return button;
}

/* --- the legend ------------------------------------------------------------------- */

static guint
colour_of (OdPieChart *self, const char *label)
{
  guint known = GPOINTER_TO_UINT (g_hash_table_lookup (self->colours, label));

  if (known == 0) {
    known = od_palette_pick (label, self->taken) + 1;
    self->taken |= 1u << (known - 1);
    g_hash_table_insert (self->colours, g_strdup (label), GUINT_TO_POINTER (known));
  }

  return known - 1;
}

static void
clear_slices (OdPieChart *self)
{
  for (guint i = 0; i < self->slices->len; i++) {
    for (guint j = 0; j < G_N_ELEMENTS (slice_at (self, i)->row); j++)
      gtk_grid_remove (self->legend, slice_at (self, i)->row[j]);
    g_free (slice_at (self, i)->label);
  }
  g_array_set_size (self->slices, 0);
}

static void
add_slice (OdPieChart *self, const OdPieChartSlice *from)
{
  Slice slice = { .label = g_strdup (from->label),
                  .count = from->count,
                  .colour = colour_of (self, from->label) };
  GtkWidget *name = gtk_label_new (from->label);
  int line = (int) self->slices->len;

  gtk_label_set_xalign (GTK_LABEL (name), 0.0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (name),
                             (int) MIN (g_utf8_strlen (from->label, -1), NAME_CHARS));
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_set_tooltip_text (name, from->label);
  slice.row[0] = make_swatch (slice.colour);
  slice.row[1] = self->can_open ? make_button (self, name) : name;
  slice.row[2] = make_figure ();
  slice.row[3] = make_figure ();
  for (int j = 0; j < (int) G_N_ELEMENTS (slice.row); j++)
    gtk_grid_attach (self->legend, slice.row[j], j, line, 1, 1);
  g_array_append_val (self->slices, slice);
}

static gboolean
same_labels (OdPieChart *self, const OdPieChartSlice *slices, gsize n)
{
  if (self->slices->len != n)
    return FALSE;

  for (guint i = 0; i < n; i++) {
    if (g_strcmp0 (slice_at (self, i)->label, slices[i].label) != 0)
      return FALSE;
  }

  return TRUE;
}

static gboolean
same_counts (OdPieChart *self, const OdPieChartSlice *slices, gsize n)
{
  for (guint i = 0; i < n; i++) {
    if (slice_at (self, i)->count != slices[i].count)
      return FALSE;
  }

  return TRUE;
}

/* A screen reader says the figures with the button. */
static void
name_button (const Slice *slice, const char *count, const char *share)
{
  g_autofree char *words = g_strdup_printf ("%s: %s, %s", slice->label, count, share);

  gtk_accessible_update_property (GTK_ACCESSIBLE (slice->row[1]),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
show_figures (OdPieChart *self)
{
  g_autofree gint64 *counts = dup_counts (self);
  g_autofree guint *shares = g_new0 (guint, self->slices->len + 1);
  g_autofree char *figures = NULL;
  gboolean empty = TRUE;

  od_pie_share (counts, self->slices->len, shares);
  for (guint i = 0; i < self->slices->len; i++) {
    Slice *slice = slice_at (self, i);
    g_autofree char *count = g_strdup_printf ("%'" G_GINT64_FORMAT, slice->count);
    g_autofree char *share = od_figures_dup_percent (shares[i]);

    empty = empty && slice->count == 0;
    gtk_label_set_text (GTK_LABEL (slice->row[2]), count);
    gtk_label_set_text (GTK_LABEL (slice->row[3]), share);
    if (self->can_open)
      name_button (slice, count, share);
  }

  gtk_widget_set_visible (GTK_WIDGET (self->empty_label), empty);
  figures = od_pie_chart_dup_figures (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->drawing_area),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, figures, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self->drawing_area));
}

static void
set_title (OdPieChart *self, const char *title)
{
  gtk_label_set_text (self->title_label, title != NULL ? title : "");
  gtk_widget_set_visible (GTK_WIDGET (self->title_label), title != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->drawing_area),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title != NULL ? title : "", -1);
}

static void
od_pie_chart_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_string (value, gtk_label_get_text (OD_PIE_CHART (object)->title_label));
}

static void
od_pie_chart_set_property (GObject *object,
                           guint id,
                           const GValue *value,
                           GParamSpec *pspec)
{
  set_title (OD_PIE_CHART (object), g_value_get_string (value));
}

static void
od_pie_chart_dispose (GObject *object)
{
  OdPieChart *self = OD_PIE_CHART (object);

  if (self->legend != NULL)
    clear_slices (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), OD_TYPE_PIE_CHART);
  G_OBJECT_CLASS (od_pie_chart_parent_class)->dispose (object);
}

static void
od_pie_chart_finalize (GObject *object)
{
  OdPieChart *self = OD_PIE_CHART (object);

  g_array_unref (self->slices);
  g_hash_table_unref (self->colours);
  G_OBJECT_CLASS (od_pie_chart_parent_class)->finalize (object);
}

static void
od_pie_chart_class_init (OdPieChartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = od_pie_chart_get_property;
  object_class->set_property = od_pie_chart_set_property;
  object_class->dispose = od_pie_chart_dispose;
  object_class->finalize = od_pie_chart_finalize;
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL,
                                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  od_signal_new (klass, "slice-opened", 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/dev/outdial/Outdial/"
                                                             "charts/pie-chart.ui");
  gtk_widget_class_bind_template_child (widget_class, OdPieChart, title_label);
  gtk_widget_class_bind_template_child (widget_class, OdPieChart, drawing_area);
  gtk_widget_class_bind_template_child (widget_class, OdPieChart, empty_label);
  gtk_widget_class_bind_template_child (widget_class, OdPieChart, legend);
}

static void
od_pie_chart_init (OdPieChart *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->slices = g_array_new (FALSE, FALSE, sizeof (Slice));
  self->colours = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drawing_area_set_draw_func (self->drawing_area, on_draw, self, NULL);
  g_signal_connect (click, "released", G_CALLBACK (on_pie_clicked), self);
  gtk_widget_add_controller (GTK_WIDGET (self->drawing_area),
                             GTK_EVENT_CONTROLLER (click));
}

GtkWidget *
od_pie_chart_new (const char *title)
{
  return g_object_new (OD_TYPE_PIE_CHART, "title", title, NULL);
}

/* The legend is made again; the focus goes back to the name it was on. */
static void
replace_slices (OdPieChart *self, const OdPieChartSlice *slices, gsize n)
{
  g_autofree char *stood_on = NULL;

  for (guint i = 0; i < self->slices->len; i++) {
    if (gtk_widget_is_focus (slice_at (self, i)->row[1]))
      stood_on = g_strdup (slice_at (self, i)->label);
  }
  clear_slices (self);
  for (gsize i = 0; i < n; i++) {
    add_slice (self, &slices[i]);
    if (g_strcmp0 (stood_on, slices[i].label) == 0)
      gtk_widget_grab_focus (slice_at (self, (guint) i)->row[1]);
  }
}

void
od_pie_chart_set_can_open (OdPieChart *self, gboolean can_open)
{
  g_return_if_fail (self->slices->len == 0);

  self->can_open = can_open;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self->drawing_area),
                                   can_open ? "pointer" : NULL);
}

void
od_pie_chart_set_slices (OdPieChart *self, const OdPieChartSlice *slices, gsize n)
{
  if (same_labels (self, slices, n)) {
    if (same_counts (self, slices, n))
      return;
    for (guint i = 0; i < n; i++)
      slice_at (self, i)->count = slices[i].count;
  } else {
    replace_slices (self, slices, n);
  }

  show_figures (self);
}

void
od_pie_chart_set_empty_text (OdPieChart *self, const char *text)
{
  gtk_label_set_text (self->empty_label, text);
}

char *
od_pie_chart_dup_figures (OdPieChart *self)
{
  g_autofree gint64 *counts = dup_counts (self);
  g_autofree guint *shares = g_new0 (guint, self->slices->len + 1);
  GString *text = g_string_new (NULL);

  od_pie_share (counts, self->slices->len, shares);
  for (guint i = 0; i < self->slices->len; i++) {
    g_autofree char *share = od_figures_dup_percent (shares[i]);

    g_string_append_printf (text, "%s%s %'" G_GINT64_FORMAT ", %s", i > 0 ? "; " : "",
                            slice_at (self, i)->label, counts[i], share);
  }

  return g_string_free (text, FALSE);
}
