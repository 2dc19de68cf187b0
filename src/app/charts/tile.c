/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A big number. What its colour means also stands there as a word, and a screen reader
 * reads it in the accessible name: "Calls Ringing: 3". Main thread.
 */
#include "app/charts/tile.h"

#include <glib/gi18n.h>

struct _OdTile {
  GtkBox parent_instance;

  GtkLabel *value_label;
  GtkLabel *title_label;
  GtkImage *alarm_icon;
  GtkLabel *note_label; /* keeps its line when empty: tiles do not jump */

  gint64 value;
  gboolean known; /* a value was set */
  gboolean stale;
  gboolean alarm;
};

G_DEFINE_FINAL_TYPE (OdTile, od_tile, GTK_TYPE_BOX)

static void
set_class (GtkWidget *widget, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
show (OdTile *self)
{
  const char *note = self->alarm ? _ ("Too long") : self->stale ? _ ("May be old") : "";
  g_autofree char *number = g_strdup_printf ("%'" G_GINT64_FORMAT, self->value);
  const char *text = self->known ? number : "–";
  g_autofree char *name = g_strdup_printf ("%s: %s",
                                           gtk_label_get_text (self->title_label), text);

  gtk_label_set_text (self->value_label, text);
  gtk_label_set_text (self->note_label, note);
  gtk_widget_set_visible (GTK_WIDGET (self->alarm_icon), self->alarm);
  set_class (GTK_WIDGET (self), "alarm", self->alarm);
  set_class (GTK_WIDGET (self), "stale", self->stale);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, note, -1);
}

static void
od_tile_class_init (OdTileClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/outdial/Outdial/charts/tile.ui");
  gtk_widget_class_bind_template_child (widget_class, OdTile, value_label);
  gtk_widget_class_bind_template_child (widget_class, OdTile, title_label);
  gtk_widget_class_bind_template_child (widget_class, OdTile, alarm_icon);
  gtk_widget_class_bind_template_child (widget_class, OdTile, note_label);
}

static void
od_tile_init (OdTile *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
od_tile_new (const char *title)
{
  OdTile *self = g_object_new (OD_TYPE_TILE, NULL);

  gtk_label_set_text (self->title_label, title);
  show (self);
  return GTK_WIDGET (self);
}

void
od_tile_set_value (OdTile *self, gint64 value)
{
  if (self->known && self->value == value)
    return;

  self->value = value;
  self->known = TRUE;
  show (self);
}

void
od_tile_set_stale (OdTile *self, gboolean stale)
{
  if (self->stale == stale)
    return;

  self->stale = stale;
  show (self);
}

void
od_tile_set_alarm (OdTile *self, gboolean alarm)
{
  if (self->alarm == alarm)
    return;

  self->alarm = alarm;
  show (self);
}

void
od_tile_set_tooltip (OdTile *self, const char *text)
{
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), text);
}
