/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The sign over a window whose figures may be old. It waits a second before it appears: a
 * link that is only just being made is no news. Main thread.
 */
#include "app/signs/link-banner.h"

#include "app/object/signal.h"

#include <glib/gi18n.h>

#define PATIENCE_MS 1000

struct _OdLinkBanner {
  AdwBin parent_instance;

  GtkRevealer *revealer;
  GtkLabel *label;

  OdDesk *desk;     /* owned; NULL until set */
  guint patient_id; /* source; 0: not waiting */
};

G_DEFINE_FINAL_TYPE (OdLinkBanner, od_link_banner, ADW_TYPE_BIN)

static gboolean
on_patience_over (gpointer data)
{
  OdLinkBanner *self = data;

  self->patient_id = 0;
  gtk_label_set_text (self->label, _ ("The server cannot be heard. What you see may be "
                                      "old. Trying again…"));
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
  return G_SOURCE_REMOVE;
}

static void
on_link_changed (OdLinkBanner *self)
{
  if (od_desk_is_live (self->desk)) {
    g_clear_handle_id (&self->patient_id, g_source_remove);
    gtk_revealer_set_reveal_child (self->revealer, FALSE);
  } else if (self->patient_id == 0 && !od_link_banner_is_shown (self)) {
    self->patient_id = g_timeout_add (PATIENCE_MS, on_patience_over, self);
  }
}

static void
od_link_banner_dispose (GObject *object)
{
  OdLinkBanner *self = OD_LINK_BANNER (object);

  g_clear_handle_id (&self->patient_id, g_source_remove);
  od_signal_leave (&self->desk, self);
  G_OBJECT_CLASS (od_link_banner_parent_class)->dispose (object);
}

static void
od_link_banner_class_init (OdLinkBannerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_link_banner_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/dev/outdial/Outdial/signs/"
                                                             "link-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, OdLinkBanner, revealer);
  gtk_widget_class_bind_template_child (widget_class, OdLinkBanner, label);
}

static void
od_link_banner_init (OdLinkBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
od_link_banner_new (OdDesk *desk)
{
  OdLinkBanner *self = g_object_new (OD_TYPE_LINK_BANNER, NULL);

  od_link_banner_set_desk (self, desk);
  return GTK_WIDGET (self);
}

void
od_link_banner_set_desk (OdLinkBanner *self, OdDesk *desk)
{
  g_return_if_fail (self->desk == NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_swapped (desk, "link-changed", G_CALLBACK (on_link_changed), self);
  on_link_changed (self);
}

gboolean
od_link_banner_is_shown (OdLinkBanner *self)
{
  return gtk_revealer_get_reveal_child (self->revealer);
}
