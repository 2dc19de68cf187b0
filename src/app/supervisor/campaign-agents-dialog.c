/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Manage Agents: a form of one field. Main thread.
 */
#include "app/supervisor/campaign-agents-dialog.h"

#include "app/layout/text-size.h"
#include "app/supervisor/agent-chooser.h"
#include "shared/wire/fields.h"
#include "shared/wire/paths.h"

#include <glib/gi18n.h>

struct _OdCampaignAgentsDialog {
  OdFormDialog parent_instance;

  OdAgentChooser *chooser; /* the form */
  OdDesk *desk;            /* owned */
  char *path;
};

G_DEFINE_FINAL_TYPE (OdCampaignAgentsDialog,
                     od_campaign_agents_dialog,
                     OD_TYPE_FORM_DIALOG)

static void
on_changed (OdCampaignAgentsDialog *self)
{
  od_form_dialog_touch (OD_FORM_DIALOG (self));
  od_form_dialog_set_problem (OD_FORM_DIALOG (self), GTK_WIDGET (self->chooser),
                              od_agent_chooser_get_unfinished (self->chooser));
}

static void
od_campaign_agents_dialog_confirm (OdFormDialog *form)
{
  OdCampaignAgentsDialog *self = OD_CAMPAIGN_AGENTS_DIALOG (form);
  OdBackendRequest request = { .method = "PUT", .path = self->path };

  if (!od_agent_chooser_is_changed (self->chooser)) {
    gtk_window_destroy (GTK_WINDOW (self));
    return;
  }

  request.body = od_agent_chooser_make_body (self->chooser);
  od_form_dialog_send (form, od_desk_get_backend (self->desk), &request);
  json_decref (request.body);
}

static void
od_campaign_agents_dialog_finalize (GObject *object)
{
  OdCampaignAgentsDialog *self = OD_CAMPAIGN_AGENTS_DIALOG (object);

  g_clear_object (&self->desk);
  g_free (self->path);
  G_OBJECT_CLASS (od_campaign_agents_dialog_parent_class)->finalize (object);
}

static void
od_campaign_agents_dialog_class_init (OdCampaignAgentsDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = od_campaign_agents_dialog_finalize;
  OD_FORM_DIALOG_CLASS (klass)->confirm = od_campaign_agents_dialog_confirm;
}

static void
od_campaign_agents_dialog_init (OdCampaignAgentsDialog *self)
{
  GtkWidget *chooser = g_object_new (OD_TYPE_AGENT_CHOOSER, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6); /* for what is wrong */

  gtk_box_append (GTK_BOX (box), chooser);
  self->chooser = OD_AGENT_CHOOSER (chooser);
  od_form_dialog_set_content (OD_FORM_DIALOG (self), box);
  od_form_dialog_name_field (OD_FORM_DIALOG (self), OD_FIELD_AGENTS, chooser);
  g_signal_connect_swapped (chooser, "changed", G_CALLBACK (on_changed), self);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Campaign Agents Details"));
  gtk_window_set_default_size (GTK_WINDOW (self), od_text_size_scale (620),
                               od_text_size_scale (400));
}

OdFormDialog *
od_campaign_agents_dialog_new (OdDesk *desk, OdRecord *campaign)
{
  OdCampaignAgentsDialog *self = g_object_new (OD_TYPE_CAMPAIGN_AGENTS_DIALOG, NULL);
  gint64 id = od_record_get_id (campaign);

  self->desk = g_object_ref (desk);
  self->path = od_backend_fill_id (OD_PATH_CAMPAIGN_AGENTS, id);
  od_agent_chooser_set_campaign (self->chooser, desk, id);
  gtk_widget_grab_focus (GTK_WIDGET (self->chooser));
  return OD_FORM_DIALOG (self);
}
