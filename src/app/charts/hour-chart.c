/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Draws what minutes.c measured. A minute with nothing in it has a line at its foot; one
 * of which nothing is known has none: a gap. Main thread.
 */
#include "app/charts/hour-chart.h"

#include "app/charts/palette.h"

#include <cairo.h>
#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define LANE_GAP 8 /* pixels between two lanes */

struct _OdHourChart {
  GtkBox parent_instance;

  GtkGrid *grid;
  GtkDrawingArea *plot;
  GtkLabel *scales[OD_MINUTES_N_LANES]; /* the grid's */
  GtkLabel *from_label;
  GtkLabel *to_label;
  GtkLabel *words_label;

  OdMinute minutes[OD_MINUTES_MAX];
  gsize n;
  char *subject;    /* NULL: the last hour */
  gint64 chosen_ms; /* the minute that is read; 0: none */
};

G_DEFINE_FINAL_TYPE (OdHourChart, od_hour_chart, GTK_TYPE_BOX)

/* Where the chosen one is now; FALSE: none is, or its hour is over. */
static gboolean
find_chosen (OdHourChart *self, gsize *found)
{
  for (gsize i = 0; i < self->n; i++) {
    if (self->chosen_ms != 0 && self->minutes[i].at_ms == self->chosen_ms) {
      *found = i;
      return TRUE;
    }
  }

  return FALSE;
}

/* --- the picture ------------------------------------------------------------------ */

static void
draw_lane (OdHourChart *self, cairo_t *cr, int across, int foot, int tall, guint lane)
{
  double most = od_minutes_get_most (self->minutes, self->n, lane);
  OdColour c = od_palette_get (lane);

  for (gsize i = 0; i < self->n; i++) {
    double value = self->minutes[i].values[lane];
    OdMinutesColumn at = od_minutes_place (i, self->n, across);
    int height = od_minutes_get_height (value, most, tall);

    if (isnan (value))
      continue;
    cairo_set_source_rgba (cr, 0.5, 0.5, 0.5, 0.5);
    cairo_rectangle (cr, at.x, foot, at.width, 1);
    cairo_fill (cr);
    cairo_set_source_rgb (cr, c.red, c.green, c.blue);
    cairo_rectangle (cr, at.x, foot - height, at.width, height);
    cairo_fill (cr);
  }
}

static void
on_draw (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  OdHourChart *self = OD_HOUR_CHART (data);
  gsize chosen;

  if (find_chosen (self, &chosen)) {
    OdMinutesColumn at = od_minutes_place (chosen, self->n, width);

    cairo_set_source_rgba (cr, 0.5, 0.5, 0.5, 0.4);
    cairo_rectangle (cr, at.x - 1, 0, at.width + 2, height);
    cairo_fill (cr);
  }
  for (int lane = 0; lane < OD_MINUTES_N_LANES; lane++) {
    int top = lane * height / OD_MINUTES_N_LANES;
    int foot = (lane + 1) * height / OD_MINUTES_N_LANES - LANE_GAP / 2;

    draw_lane (self, cr, width, foot, foot - top - LANE_GAP / 2, (guint) lane);
  }
}

/* --- the words -------------------------------------------------------------------- */

static char *
dup_minute (OdHourChart *self, gsize i)
{
  return od_minutes_dup_words (&self->minutes[i],
                               i + 1 == self->n && self->subject == NULL);
}

/* Returns: whether it is another. */
static gboolean
set_text (GtkLabel *label, const char *text)
{
  if (g_strcmp0 (gtk_label_get_text (label), text) == 0)
    return FALSE;

  gtk_label_set_text (label, text);
  return TRUE;
}

static const char *
get_name (OdHourChart *self)
{
  return self->subject != NULL ? self->subject : _ ("The last hour, minute by minute");
}

/* The chosen minute is the picture's name, so that a screen reader says it as it comes.
 */
static void
show_words (OdHourChart *self)
{
  gsize chosen;
  gboolean any = find_chosen (self, &chosen);
  g_autofree char *sum = od_minutes_dup_sum (self->minutes, self->n);
  g_autofree char *minute = any ? dup_minute (self, chosen) : NULL;

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->plot),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, sum, -1);
  if (set_text (self->words_label, any ? minute : sum))
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->plot),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    any ? minute : get_name (self), -1);
}

static void
show_scales (OdHourChart *self)
{
  g_autofree char *from = od_minutes_dup_time (&self->minutes[0]);
  g_autofree char *to = od_minutes_dup_time (&self->minutes[self->n - 1]);

  for (guint lane = 0; lane < OD_MINUTES_N_LANES; lane++) {
    g_autofree char *scale = od_minutes_dup_scale (self->minutes, self->n, lane,
                                                   self->subject != NULL
                                                     ? OD_MINUTES_A_QUARTER
                                                     : OD_MINUTES_A_MINUTE);

    set_text (self->scales[lane], scale);
  }
  set_text (self->from_label, from);
  set_text (self->to_label, to);
}

static gboolean
on_query_tooltip (GtkWidget *plot,
                  int x,
                  int y,
                  gboolean keyboard,
                  GtkTooltip *tooltip,
                  OdHourChart *self)
{
  int across = gtk_widget_get_width (plot);
  g_autofree char *words = NULL;
  OdMinutesColumn at;
  gsize i;

  if (self->n == 0 || keyboard) /* who uses keys has the words above */
    return FALSE;

  i = od_minutes_find (x, self->n, across);
  at = od_minutes_place (i, self->n, across);
  words = dup_minute (self, i);
  gtk_tooltip_set_text (tooltip, words);
  gtk_tooltip_set_tip_area (tooltip, &(GdkRectangle){ at.x, 0, at.width,
                                                      gtk_widget_get_height (plot) });
  return TRUE;
}

/* --- the keyboard ----------------------------------------------------------------- */

static void
choose (OdHourChart *self, gint64 at_ms)
{
  self->chosen_ms = at_ms;
  show_words (self);
  gtk_widget_queue_draw (GTK_WIDGET (self->plot));
}

static gboolean
on_key (GtkEventControllerKey *keys,
        guint key,
        guint code,
        GdkModifierType modifiers,
        OdHourChart *self)
{
  gsize last = self->n - 1, i = last;

  if (self->n == 0 || (modifiers & gtk_accelerator_get_default_mod_mask ()) != 0)
    return FALSE;

  find_chosen (self, &i);
  if (key == GDK_KEY_Left || key == GDK_KEY_KP_Left)
    i -= i > 0;
  else if (key == GDK_KEY_Right || key == GDK_KEY_KP_Right)
    i += i < last;
  else if (key == GDK_KEY_Home || key == GDK_KEY_KP_Home)
    i = 0;
  else if (key == GDK_KEY_End || key == GDK_KEY_KP_End)
    i = last;
  else
    return FALSE;

  choose (self, self->minutes[i].at_ms);
  return TRUE;
}

static void
on_enter (OdHourChart *self)
{
  if (self->n > 0)
    choose (self, self->minutes[self->n - 1].at_ms);
}

static void
on_leave (OdHourChart *self)
{
  choose (self, 0);
}

static void
add_controllers (OdHourChart *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_key), self);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (on_enter), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_leave), self);
  gtk_widget_add_controller (GTK_WIDGET (self->plot), keys);
  gtk_widget_add_controller (GTK_WIDGET (self->plot), focus);
  g_signal_connect (self->plot, "query-tooltip", G_CALLBACK (on_query_tooltip), self);
}

/* --- the widget ------------------------------------------------------------------- */

static void
od_hour_chart_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), OD_TYPE_HOUR_CHART);
  G_OBJECT_CLASS (od_hour_chart_parent_class)->dispose (object);
}

static void
od_hour_chart_finalize (GObject *object)
{
  g_free (OD_HOUR_CHART (object)->subject);
  G_OBJECT_CLASS (od_hour_chart_parent_class)->finalize (object);
}

static void
od_hour_chart_class_init (OdHourChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_hour_chart_dispose;
  G_OBJECT_CLASS (klass)->finalize = od_hour_chart_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/dev/outdial/Outdial/"
                                                             "charts/hour-chart.ui");
  gtk_widget_class_bind_template_child (widget_class, OdHourChart, grid);
  gtk_widget_class_bind_template_child (widget_class, OdHourChart, plot);
  gtk_widget_class_bind_template_child (widget_class, OdHourChart, from_label);
  gtk_widget_class_bind_template_child (widget_class, OdHourChart, to_label);
  gtk_widget_class_bind_template_child (widget_class, OdHourChart, words_label);
}

static GtkLabel *
add_label (OdHourChart *self, int column, guint lane, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0);
  gtk_widget_set_vexpand (label, TRUE);
  gtk_grid_attach (self->grid, label, column, (int) lane, 1, 1);
  return GTK_LABEL (label);
}

static void
od_hour_chart_init (OdHourChart *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint lane = 0; lane < OD_MINUTES_N_LANES; lane++) {
    add_label (self, 0, lane, od_minutes_get_title (lane));
    self->scales[lane] = add_label (self, 2, lane, "–");
    gtk_widget_add_css_class (GTK_WIDGET (self->scales[lane]), "numeric");
  }
  gtk_drawing_area_set_draw_func (self->plot, on_draw, self, NULL);
  add_controllers (self);
}

void
od_hour_chart_set_minutes (OdHourChart *self, const OdMinute *minutes, gsize n)
{
  g_return_if_fail (n > 0 && n <= OD_MINUTES_MAX);

  if (n == self->n && memcmp (minutes, self->minutes, n * sizeof *minutes) == 0)
    return;

  memcpy (self->minutes, minutes, n * sizeof *minutes);
  self->n = n;
  show_scales (self);
  show_words (self);
  gtk_widget_queue_draw (GTK_WIDGET (self->plot));
}

void
od_hour_chart_set_subject (OdHourChart *self, const char *name)
{
  g_free (self->subject);
  self->subject = g_strdup (name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->plot),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

const char *
od_hour_chart_get_words (OdHourChart *self)
{
  return gtk_label_get_text (self->words_label);
}
