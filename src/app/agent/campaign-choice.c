/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Choosing a campaign. A list that comes again leaves the choice as it is. Main thread.
 */
#include "app/agent/campaign-choice.h"

#include "app/object/signal.h"
#include "shared/wire/fields.h"

#include <glib/gi18n.h>

struct _OdCampaignChoice {
  AdwBin parent_instance;

  GtkStack *pages;
  GtkDropDown *campaign;
  GtkButton *confirm;
  GtkButton *leave;
  json_t *campaigns; /* as shown; NULL: nothing was heard yet */
};

G_DEFINE_FINAL_TYPE (OdCampaignChoice, od_campaign_choice, ADW_TYPE_BIN)

static gint64
id_at (OdCampaignChoice *self, guint i)
{
  json_t *campaign = json_array_get (self->campaigns, i);

  return json_integer_value (json_object_get (campaign, OD_FIELD_ID));
}

static void
on_confirm (OdCampaignChoice *self)
{
  gint64 id = od_campaign_choice_get_chosen (self);

  if (id != 0)
    g_signal_emit_by_name (self, "chosen", id);
}

static void
on_leave (OdCampaignChoice *self)
{
  g_signal_emit_by_name (self, "left");
}

static void
od_campaign_choice_finalize (GObject *object)
{
  json_decref (OD_CAMPAIGN_CHOICE (object)->campaigns);
  G_OBJECT_CLASS (od_campaign_choice_parent_class)->finalize (object);
}

static void
od_campaign_choice_class_init (OdCampaignChoiceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = od_campaign_choice_finalize;
  od_signal_new (klass, "chosen", 1, G_TYPE_INT64);
  od_signal_new (klass, "left", 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/dev/outdial/Outdial/agent/"
                                                             "campaign-choice.ui");
  gtk_widget_class_bind_template_child (widget_class, OdCampaignChoice, pages);
  gtk_widget_class_bind_template_child (widget_class, OdCampaignChoice, campaign);
  gtk_widget_class_bind_template_child (widget_class, OdCampaignChoice, confirm);
  gtk_widget_class_bind_template_child (widget_class, OdCampaignChoice, leave);
  gtk_widget_class_bind_template_callback (widget_class, on_confirm);
  gtk_widget_class_bind_template_callback (widget_class, on_leave);
}

static void
od_campaign_choice_init (OdCampaignChoice *self)
{
  GtkWidget *inner;

  gtk_widget_init_template (GTK_WIDGET (self));
  /* What is pressed is the button inside, which GTK 4.8 leaves without a name. */
  inner = gtk_widget_get_first_child (GTK_WIDGET (self->campaign));
  gtk_accessible_update_property (GTK_ACCESSIBLE (inner), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Campaign"), -1);
}

/* Whatever was chosen stays chosen while it is there. */
static void
fill (OdCampaignChoice *self, gint64 wanted)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;
  json_t *campaign;
  gsize i;

  json_array_foreach (self->campaigns, i, campaign)
  {
    const char *name = json_string_value (json_object_get (campaign, OD_FIELD_NAME));

    gtk_string_list_append (names, name != NULL ? name : "");
    if (id_at (self, i) == wanted)
      selected = i;
  }
  gtk_drop_down_set_model (self->campaign, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->campaign, selected);
}

void
od_campaign_choice_show (OdCampaignChoice *self,
                         json_t *campaigns,
                         gint64 current,
                         gboolean may_leave)
{
  gint64 chosen = od_campaign_choice_get_chosen (self);

  gtk_widget_set_visible (GTK_WIDGET (self->leave), may_leave);
  if (campaigns == NULL || json_equal (campaigns, self->campaigns))
    return;
  json_decref (self->campaigns);
  self->campaigns = json_deep_copy (campaigns);
  fill (self, chosen != 0 ? chosen : current);
  gtk_stack_set_visible_child_name (self->pages,
                                    json_array_size (campaigns) > 0 ? "some" : "none");
}

void
od_campaign_choice_focus (OdCampaignChoice *self)
{
  gboolean one = json_array_size (self->campaigns) == 1;

  gtk_widget_grab_focus (one ? GTK_WIDGET (self->confirm) : GTK_WIDGET (self->campaign));
}

gint64
od_campaign_choice_get_chosen (OdCampaignChoice *self)
{
  guint i = gtk_drop_down_get_selected (self->campaign);

  return i != GTK_INVALID_LIST_POSITION ? id_at (self, i) : 0;
}
