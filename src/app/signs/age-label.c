/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An age in words, kept true by a clock of its own: a number on the screen says how
 * old it is even when nothing new comes any more. Main thread.
 */
#include "app/signs/age-label.h"

#include <glib/gi18n.h>

#define STALE_MS  3500 /* the server says something every second: three are missed */
#define SECOND_MS 1000
#define MINUTE_MS 60000

struct _OdAgeLabel {
  AdwBin parent_instance;

  GtkLabel *label;

  gint64 (*get_age_ms) (gpointer); /* NULL: no source */
  gpointer data;
  gint64 age_ms;
  guint tick_id; /* source; 0: not seen */
};

G_DEFINE_FINAL_TYPE (OdAgeLabel, od_age_label, ADW_TYPE_BIN)

static char *
dup_words (gint64 age_ms)
{
  gulong seconds = (gulong) (age_ms / SECOND_MS);
  gulong minutes = (gulong) (age_ms / MINUTE_MS);

  if (age_ms < 0)
    return g_strdup (_ ("Never updated"));
  if (seconds == 0)
    return g_strdup (_ ("Just Updated"));
  if (minutes == 0)
    return g_strdup_printf (ngettext ("Updated %lu second before",
                                      "Updated %lu seconds before", seconds),
                            seconds);
  return g_strdup_printf (ngettext ("Updated %lu minute before",
                                    "Updated %lu minutes before", minutes),
                          minutes);
}

static gboolean
on_tick (gpointer data)
{
  od_age_label_ask (data);
  return G_SOURCE_CONTINUE;
}

static void
od_age_label_map (GtkWidget *widget)
{
  OdAgeLabel *self = OD_AGE_LABEL (widget);

  GTK_WIDGET_CLASS (od_age_label_parent_class)->map (widget);
  od_age_label_ask (self);
  self->tick_id = g_timeout_add (SECOND_MS, on_tick, self);
}

static void
od_age_label_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&OD_AGE_LABEL (widget)->tick_id, g_source_remove);
  GTK_WIDGET_CLASS (od_age_label_parent_class)->unmap (widget);
}

static void
od_age_label_dispose (GObject *object)
{
  g_clear_handle_id (&OD_AGE_LABEL (object)->tick_id, g_source_remove);
  G_OBJECT_CLASS (od_age_label_parent_class)->dispose (object);
}

static void
od_age_label_class_init (OdAgeLabelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_age_label_dispose;
  widget_class->map = od_age_label_map;
  widget_class->unmap = od_age_label_unmap;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/outdial/Outdial/signs/age-label.ui");
  gtk_widget_class_bind_template_child (widget_class, OdAgeLabel, label);
}

static void
od_age_label_init (OdAgeLabel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  od_age_label_ask (self);
}

GtkWidget *
od_age_label_new (void)
{
  return g_object_new (OD_TYPE_AGE_LABEL, NULL);
}

void
od_age_label_set_source (OdAgeLabel *self, gint64 (*get_age_ms) (gpointer), gpointer data)
{
  self->get_age_ms = get_age_ms;
  self->data = data;
  od_age_label_ask (self);
}

void
od_age_label_ask (OdAgeLabel *self)
{
  g_autofree char *words = NULL;

  self->age_ms = self->get_age_ms != NULL ? self->get_age_ms (self->data) : -1;
  words = dup_words (self->age_ms);
  gtk_label_set_text (self->label, words);
  if (od_age_label_is_stale (self))
    gtk_widget_add_css_class (GTK_WIDGET (self->label), "stale");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->label), "stale");
}

const char *
od_age_label_get_words (OdAgeLabel *self)
{
  return gtk_label_get_text (self->label);
}

gboolean
od_age_label_is_stale (OdAgeLabel *self)
{
  return self->age_ms < 0 || self->age_ms > STALE_MS;
}
