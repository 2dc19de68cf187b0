/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The agent's own state, always in view. A sign and words say the same: colour is only an
 * addition. Main thread.
 */
#include "app/agent/agent-header.h"

#include "app/agent/duty-words.h"
#include "app/layout/wrap-layout.h"

#include <glib/gi18n.h>

struct _OdAgentHeader {
  AdwBin parent_instance;

  GtkImage *phone_icon;
  GtkLabel *phone;
  GtkWidget *retry;
  GtkWidget *ready;
  GtkLabel *state;
  GtkWidget *campaign_box;
  GtkLabel *campaign;
};

G_DEFINE_FINAL_TYPE (OdAgentHeader, od_agent_header, ADW_TYPE_BIN)

static void
od_agent_header_class_init (OdAgentHeaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (OD_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/dev/outdial/Outdial/agent/"
                                                             "agent-header.ui");
  gtk_widget_class_bind_template_child (widget_class, OdAgentHeader, phone_icon);
  gtk_widget_class_bind_template_child (widget_class, OdAgentHeader, phone);
  gtk_widget_class_bind_template_child (widget_class, OdAgentHeader, retry);
  gtk_widget_class_bind_template_child (widget_class, OdAgentHeader, ready);
  gtk_widget_class_bind_template_child (widget_class, OdAgentHeader, state);
  gtk_widget_class_bind_template_child (widget_class, OdAgentHeader, campaign_box);
  gtk_widget_class_bind_template_child (widget_class, OdAgentHeader, campaign);
}

static void
od_agent_header_init (OdAgentHeader *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
mark (GtkWidget *widget, const char *class)
{
  static const char *const classes[] = { "success", "warning", "error" };

  for (gsize i = 0; i < G_N_ELEMENTS (classes); i++)
    gtk_widget_remove_css_class (widget, classes[i]);
  if (class != NULL)
    gtk_widget_add_css_class (widget, class);
}

/* What the server said, and whether it still does: in words, and paler. */
static void
say (GtkLabel *label, const char *words, gboolean live)
{
  g_autofree char *old = g_strdup_printf (_ ("%s (may be old)"), words);

  gtk_label_set_text (label, live ? words : old);
  if (live)
    gtk_widget_remove_css_class (GTK_WIDGET (label), "stale");
  else
    gtk_widget_add_css_class (GTK_WIDGET (label), "stale");
}

static void
show_phone (OdAgentHeader *self, OdShift *shift, gboolean live)
{
  OdHandset *handset = od_shift_get_handset (shift);
  OdSoftphoneState state = od_handset_get_state (handset);
  gboolean heard = od_duty_get_registered (od_shift_get_duty (shift));
  gboolean fine = state == OD_SOFTPHONE_REGISTERED && heard;
  gboolean bad = state == OD_SOFTPHONE_REFUSED || state == OD_SOFTPHONE_BROKEN;
  g_autofree char *words = od_duty_words_phone (state, heard,
                                                od_handset_get_reason (handset));

  say (self->phone, words, live);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->phone), words);
  gtk_image_set_from_icon_name (self->phone_icon, fine  ? "emblem-ok-symbolic"
                                                  : bad ? "dialog-error-symbolic"
                                                        : "content-loading-symbolic");
  mark (GTK_WIDGET (self->phone_icon), fine ? "success" : bad ? "error" : "warning");
  gtk_widget_set_visible (self->retry, bad);
}

static void
show_state (OdAgentHeader *self, OdShift *shift, gboolean live)
{
  OdAgentState state = od_duty_get_state (od_shift_get_duty (shift));
  gboolean then_paused = state == OD_AGENT_PAUSING
                         || (state == OD_AGENT_IN_CALL
                             && !od_shift_get_wants_ready (shift));
  gboolean on = state == OD_AGENT_READY || state == OD_AGENT_IN_CALL;

  say (self->state,
       od_duty_words_state (state, od_shift_get_wants_ready (shift),
                            od_shift_is_asking (shift)),
       live);
  mark (GTK_WIDGET (self->state), then_paused ? "warning" : on ? "success" : NULL);
}

static void
show_campaign (OdAgentHeader *self, OdShift *shift)
{
  const OdDuty *duty = od_shift_get_duty (shift);
  gint64 id = od_shift_get_campaign (shift);
  const char *name = od_duty_get_campaign_name (duty, id);
  g_autofree char *off = g_strdup_printf (_ ("Switched off: %s"), name);
  const char *text = od_duty_find_campaign (duty, id) != NULL ? name : off;

  gtk_label_set_text (self->campaign, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->campaign), text);
  gtk_widget_set_visible (self->campaign_box, id != 0);
}

void
od_agent_header_show (OdAgentHeader *self, OdShift *shift, gboolean live)
{
  show_phone (self, shift, live);
  show_state (self, shift, live);
  show_campaign (self, shift);
}

void
od_agent_header_focus (OdAgentHeader *self)
{
  gtk_widget_grab_focus (self->ready);
}
