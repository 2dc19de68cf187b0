/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The small question of Invalid Details. Main thread.
 */
#include "app/agent/invalid-details.h"

#include "app/form/follow.h"
#include "app/form/question.h"
#include "app/object/signal.h"

#include <glib/gi18n.h>

struct _OdInvalidDetails {
  AdwMessageDialog parent_instance;

  GtkEntry *reason;
};

G_DEFINE_FINAL_TYPE (OdInvalidDetails, od_invalid_details, ADW_TYPE_MESSAGE_DIALOG)

static void
on_response (OdInvalidDetails *self, const char *response)
{
  if (g_str_equal (response, "save"))
    g_signal_emit_by_name (self, "confirmed",
                           gtk_editable_get_text (GTK_EDITABLE (self->reason)));
}

static void
od_invalid_details_class_init (OdInvalidDetailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  od_signal_new (klass, "confirmed", 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/dev/outdial/Outdial/agent/"
                                                             "invalid-details.ui");
  gtk_widget_class_bind_template_child (widget_class, OdInvalidDetails, reason);
  gtk_widget_class_bind_template_callback (widget_class, on_response);
}

static void
od_invalid_details_init (OdInvalidDetails *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

OdInvalidDetails *
od_invalid_details_new (GtkWindow *parent, gboolean live)
{
  OdInvalidDetails *self = g_object_new (OD_TYPE_INVALID_DETAILS, "modal", TRUE, NULL);

  od_follow (GTK_WINDOW (self), parent);
  od_question_let_wrap (GTK_WIDGET (self));
  adw_message_dialog_set_body (
    ADW_MESSAGE_DIALOG (self),
    live ? _ ("The call ends and is saved as WRONG DETAILS. The lead is not called "
              "again until somebody corrects it.")
         : _ ("The call is saved as WRONG DETAILS. The lead is not called again until "
              "somebody corrects it."));
  gtk_widget_grab_focus (GTK_WIDGET (self->reason));
  return self;
}
