/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The server's sentence about what keeps it from dialing, and its sentences about the
 * campaigns it has stopped: too many people met silence, say. Main thread.
 */
#include "app/supervisor/trouble-banner.h"

#include "app/object/signal.h"
#include "shared/wire/fields.h"

#include <glib/gi18n.h>

#define MAX_STOPPED 3

struct _OdTroubleBanner {
  AdwBin parent_instance;

  GtkRevealer *revealer;
  GtkLabel *label;

  OdDesk *desk; /* owned; NULL until set */
};

G_DEFINE_FINAL_TYPE (OdTroubleBanner, od_trouble_banner, ADW_TYPE_BIN)

static void
add_line (GString *text, const char *line)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
}

/* The first few: a banner is no list. */
static void
add_stopped (OdTroubleBanner *self, GString *text)
{
  GListModel *campaigns = G_LIST_MODEL (od_desk_get_list (self->desk, OD_DESK_CAMPAIGNS));
  guint n = g_list_model_get_n_items (campaigns);

  for (guint i = 0, told = 0; i < n && told < MAX_STOPPED; i++) {
    g_autoptr (OdRecord) campaign = g_list_model_get_item (campaigns, i);
    const char *why = od_record_get_text (campaign, OD_FIELD_STOPPED);
    g_autofree char *line = NULL;

    if (why[0] == '\0')
      continue;
    line = g_strdup_printf (_ ("Campaign “%s” is stopped. %s"),
                            od_record_get_text (campaign, OD_FIELD_NAME), why);
    add_line (text, line);
    told++;
  }
}

/* The last words stay while it folds away. */
static void
show (OdTroubleBanner *self)
{
  json_t *trouble = json_object_get (od_desk_get_dashboard (self->desk),
                                     OD_FIELD_TROUBLE);
  g_autoptr (GString) text = g_string_new (json_string_value (trouble));

  add_stopped (self, text);
  if (text->len > 0)
    gtk_label_set_text (self->label, text->str);
  gtk_revealer_set_reveal_child (self->revealer, text->len > 0);
}

static void
on_campaign_changed (OdTroubleBanner *self)
{
  show (self);
}

/* Each campaign says itself when something of it is different. */
static void
on_campaigns_changed (GListModel *campaigns,
                      guint position,
                      guint removed,
                      guint added,
                      OdTroubleBanner *self)
{
  for (guint i = 0; i < added; i++) {
    g_autoptr (OdRecord) campaign = g_list_model_get_item (campaigns, position + i);

    g_signal_connect_object (campaign, "changed", G_CALLBACK (on_campaign_changed), self,
                             G_CONNECT_SWAPPED);
  }
  show (self);
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
  GListModel *campaigns;

  g_return_if_fail (self->desk == NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_swapped (desk, "dashboard-changed", G_CALLBACK (show), self);
  campaigns = G_LIST_MODEL (od_desk_get_list (desk, OD_DESK_CAMPAIGNS));
  g_signal_connect_object (campaigns, "items-changed", G_CALLBACK (on_campaigns_changed),
                           self, 0);
  on_campaigns_changed (campaigns, 0, 0, g_list_model_get_n_items (campaigns), self);
}

const char *
od_trouble_banner_get_text (OdTroubleBanner *self)
{
  return gtk_revealer_get_reveal_child (self->revealer) ? gtk_label_get_text (self->label)
                                                        : NULL;
}
