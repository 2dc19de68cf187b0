/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The server's sentence about what keeps it from dialing. Main thread.
 */
#include "app/supervisor/trouble-banner.h"

#include "app/object/signal.h"
#include "shared/wire/fields.h"

struct _OdTroubleBanner {
  AdwBin parent_instance;

  GtkRevealer *revealer;
  GtkLabel *label;

  OdDesk *desk; /* owned; NULL until set */
};

G_DEFINE_FINAL_TYPE (OdTroubleBanner, od_trouble_banner, ADW_TYPE_BIN)

/* The last words stay while it folds away. */
static void
on_dashboard_changed (OdTroubleBanner *self)
{
  json_t *trouble = json_object_get (od_desk_get_dashboard (self->desk),
                                     OD_FIELD_TROUBLE);

  if (json_is_string (trouble))
    gtk_label_set_text (self->label, json_string_value (trouble));
  gtk_revealer_set_reveal_child (self->revealer, json_is_string (trouble));
}

static void
od_trouble_banner_dispose (GObject *object)
{
  OdTroubleBanner *self = OD_TROUBLE_BANNER (object);

  od_signal_leave (&self->desk, self);
  G_OBJECT_CLASS (od_trouble_banner_parent_class)->dispose (object);
}

static void
od_trouble_banner_class_init (OdTroubleBannerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_trouble_banner_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/dev/outdial/Outdial/supervisor/"
                                               "trouble-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, OdTroubleBanner, revealer);
  gtk_widget_class_bind_template_child (widget_class, OdTroubleBanner, label);
}

static void
od_trouble_banner_init (OdTroubleBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
od_trouble_banner_set_desk (OdTroubleBanner *self, OdDesk *desk)
{
  g_return_if_fail (self->desk == NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_swapped (desk, "dashboard-changed", G_CALLBACK (on_dashboard_changed),
                            self);
  on_dashboard_changed (self);
}

const char *
od_trouble_banner_get_text (OdTroubleBanner *self)
{
  return gtk_revealer_get_reveal_child (self->revealer) ? gtk_label_get_text (self->label)
                                                        : NULL;
}
