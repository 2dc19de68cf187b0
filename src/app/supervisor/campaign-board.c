/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A campaign's page. It follows the campaign's record, its numbers and its agents; the
 * switch shows what the server has, and goes back when the server says no. A number that
 * was not heard yet is a dash, never a nought. Main thread.
 */
#include "app/supervisor/campaign-board.h"

#include "app/charts/pie-chart.h"
#include "app/desk/board-watch.h"
#include "app/form/question.h"
#include "app/layout/wrap-layout.h"
#include "app/object/signal.h"
#include "app/signs/age-label.h"
#include "app/supervisor/abandonment.h"
#include "app/supervisor/campaign-agents-dialog.h"
#include "app/supervisor/campaign-dialog.h"
#include "app/supervisor/campaign-staff.h"
#include "app/supervisor/hour-card.h"
#include "app/supervisor/rehearsal-dialog.h"
#include "app/supervisor/toast.h"
#include "shared/wire/fields.h"
#include "shared/wire/paths.h"

#include <glib/gi18n.h>

#define TICK_MS 1000

/* What a lead's way through the campaign comes to. */
static const struct {
  const char *group; /* of the board */
  const char *field;
} stats[] = {
  { OD_FIELD_LEADS, OD_FIELD_TOTAL },       { OD_FIELD_LEADS, OD_FIELD_DIALABLE },
  { OD_FIELD_CALLS, OD_FIELD_IN_PROGRESS }, { OD_FIELD_CALLS, OD_FIELD_ANSWERED },
  { OD_FIELD_CALLS, OD_FIELD_FAILED },      { OD_FIELD_CALLS, OD_FIELD_DROPPED },
};

struct _OdCampaignBoard {
  AdwBin parent_instance;

  GtkLabel *heading_label;
  OdAgeLabel *age_label;
  GtkLabel *state_label;
  GtkSwitch *state_switch;
  GtkWidget *notes_scroller;
  GtkLabel *notes_label;
  GtkWidget *alarm_box;
  GtkLabel *alarm_label;
  GtkWidget *near_box;
  GtkLabel *near_label;
  GtkLabel *silent_label;
  OdPieChart *callers_chart;
  OdPieChart *agents_chart;
  GtkGrid *stats_grid;
  GtkLabel *stat_labels[G_N_ELEMENTS (stats)];
  GtkLabel *rules_label;
  GtkLabel *cap_label;
  AdwBin *hour_bin;
  AdwBin *agents_bin;
  AdwBin *queue_bin;

  OdDesk *desk; /* owned; so below */
  OdRecord *campaign;
  OdBoardWatch *watch;
  OdCampaignStaff *staff;
  gboolean showing; /* the switch is being set by us */
  guint tick_id;    /* source; 0: not seen */
};

G_DEFINE_FINAL_TYPE (OdCampaignBoard, od_campaign_board, ADW_TYPE_BIN)

static gint64
get_number (OdCampaignBoard *self, const char *group, const char *field)
{
  json_t *board = od_board_watch_get_board (self->watch);

  return json_integer_value (json_object_get (json_object_get (board, group), field));
}

static void
show_switch (OdCampaignBoard *self)
{
  gboolean active = od_record_get_flag (self->campaign, OD_FIELD_ACTIVE);

  self->showing = TRUE;
  gtk_switch_set_active (self->state_switch, active);
  gtk_switch_set_state (self->state_switch, active);
  self->showing = FALSE;
  gtk_label_set_text (self->state_label, active ? _ ("Active") : _ ("Inactive"));
  gtk_widget_remove_css_class (GTK_WIDGET (self->state_label), active ? "bad" : "good");
  gtk_widget_add_css_class (GTK_WIDGET (self->state_label), active ? "good" : "bad");
}

/* Why nobody is called. */
static void
show_silence (OdCampaignBoard *self)
{
  json_t *statuses = json_object_get (od_record_get_body (self->campaign),
                                      OD_FIELD_SOURCE_STATUSES);
  const char *trouble = json_string_value (
    json_object_get (od_desk_get_dashboard (self->desk), OD_FIELD_TROUBLE));
  const char *stopped = od_record_get_text (self->campaign, OD_FIELD_STOPPED);
  const char *why = NULL;

  if (stopped[0] != '\0')
    why = stopped;
  else if (json_array_size (statuses) == 0)
    why = _ ("Nobody is called: the campaign has no Source Status.");
  else if (od_record_get_flag (self->campaign, OD_FIELD_ACTIVE))
    why = trouble;
  gtk_label_set_text (self->silent_label, why != NULL ? why : "");
  gtk_widget_set_visible (GTK_WIDGET (self->silent_label), why != NULL);
}

static void
show_campaign (OdCampaignBoard *self)
{
  OdRecord *campaign = self->campaign;
  const char *notes = od_record_get_text (campaign, OD_FIELD_NOTES);
  g_autofree char *heading = g_strdup_printf (_ ("Campaign: %s - Auto Dialer"),
                                              od_record_get_text (campaign,
                                                                  OD_FIELD_NAME));

  gtk_label_set_text (self->heading_label, heading);
  gtk_label_set_text (self->notes_label, notes);
  gtk_widget_set_visible (self->notes_scroller, notes[0] != '\0');
  gtk_label_set_text (self->rules_label,
                      od_record_get_text (campaign, OD_FIELD_CALLING_RULES));
  show_switch (self);
  show_silence (self);
}

static void
show_charts (OdCampaignBoard *self)
{
  const OdPieChartSlice callers[] = {
    { _ ("Call In Progress"), get_number (self, OD_FIELD_CALLS, OD_FIELD_BRIDGED_NOW) },
    { _ ("Call Waiting"), get_number (self, OD_FIELD_CALLS, OD_FIELD_WAITING) },
  };
  const OdPieChartSlice agents[] = {
    { _ ("Call Active"), get_number (self, OD_FIELD_AGENTS, OD_FIELD_ACTIVE) },
    { _ ("Agent Waiting"), get_number (self, OD_FIELD_AGENTS, OD_FIELD_WAITING) },
  };

  od_pie_chart_set_empty_text (self->callers_chart, _ ("No calls"));
  od_pie_chart_set_empty_text (self->agents_chart, _ ("No agents"));
  od_pie_chart_set_slices (self->callers_chart, callers, G_N_ELEMENTS (callers));
  od_pie_chart_set_slices (self->agents_chart, agents, G_N_ELEMENTS (agents));
}

/* @words: NULL: @box, which has the label or is it, is not seen. */
static void
say (GtkWidget *box, GtkLabel *label, const char *words)
{
  gtk_label_set_text (label, words != NULL ? words : "");
  gtk_widget_set_visible (box, words != NULL);
}

static void
show_numbers (OdCampaignBoard *self)
{
  json_t *board = od_board_watch_get_board (self->watch);
  json_t *abandonment = json_object_get (board, OD_FIELD_ABANDONMENT);
  double multiplier = json_number_value (
    json_object_get (od_record_get_body (self->campaign), OD_FIELD_OUTBOUND_MULTIPLIER));
  g_autofree char *cap = od_abandonment_dup_words (abandonment, multiplier);
  g_autofree char *alarm = od_abandonment_dup_alarm (abandonment);
  g_autofree char *warning = od_abandonment_dup_warning (abandonment);

  say (self->alarm_box, self->alarm_label, alarm);
  say (self->near_box, self->near_label, warning);
  say (GTK_WIDGET (self->cap_label), self->cap_label, cap);
  od_age_label_ask (self->age_label);
  if (board == NULL)
    return;

  show_charts (self);
  for (gsize i = 0; i < G_N_ELEMENTS (stats); i++) {
    g_autofree char *text = g_strdup_printf ("%'" G_GINT64_FORMAT,
                                             get_number (self, stats[i].group,
                                                         stats[i].field));

    gtk_label_set_text (self->stat_labels[i], text);
  }
}

static void
on_watch_failed (OdBoardWatch *watch, const char *why, OdCampaignBoard *self)
{
  od_toast_show (GTK_WIDGET (self), why);
}

/* --- the switch ------------------------------------------------------------------- */

static void
on_state_answer (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OdCampaignBoard) self = data;
  g_autoptr (GError) error = NULL;
  json_t *answer = od_backend_call_finish (OD_BACKEND (source), result, &error);

  if (self->desk != NULL) {
    gtk_widget_set_sensitive (GTK_WIDGET (self->state_switch), TRUE);
    if (answer != NULL)
      od_record_list_merge (od_desk_get_list (self->desk, OD_DESK_CAMPAIGNS),
                            od_record_get_id (self->campaign), answer);
    else
      od_toast_show (GTK_WIDGET (self), error->message);
    show_switch (self);
  }
  json_decref (answer);
}

/* @reason: NULL: it needs none. */
static void
send_state (OdCampaignBoard *self, gboolean active, const char *reason)
{
  g_autofree char *path = od_backend_fill_id (OD_PATH_CAMPAIGN_STATE,
                                              od_record_get_id (self->campaign));
  OdBackendRequest request = { .method = "PUT", .path = path };

  request.body = json_pack ("{s:b, s:s*}", OD_FIELD_ACTIVE, active, OD_FIELD_REASON,
                            reason);
  gtk_widget_set_sensitive (GTK_WIDGET (self->state_switch), FALSE);
  od_backend_call_async (od_desk_get_backend (self->desk), &request, NULL,
                         on_state_answer, g_object_ref (self));
  json_decref (request.body);
}

static void
on_reason_changed (GtkEditable *reason, GtkWindow *question)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (reason)));

  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (question),
                                           OD_QUESTION_LOSE, text[0] != '\0');
}

static void
on_go_on (AdwMessageDialog *question, const char *response, OdCampaignBoard *self)
{
  GtkWidget *reason = adw_message_dialog_get_extra_child (question);

  if (g_str_equal (response, OD_QUESTION_LOSE))
    send_state (self, TRUE, gtk_editable_get_text (GTK_EDITABLE (reason)));
}

static void
ask_for_reason (OdCampaignBoard *self)
{
  g_autofree char *body = g_strdup_printf (
    _ ("The dialer stopped this campaign. %s If you go on, each agent gets one call at a "
       "time, and your reason is kept."),
    od_record_get_text (self->campaign, OD_FIELD_STOPPED));
  OdQuestion words = { _ ("Go On?"), body, _ ("_Stay Off"), _ ("_Go On") };
  GtkWindow *question =
    od_question_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), &words);
  GtkWidget *reason = gtk_entry_new ();

  gtk_entry_set_max_length (GTK_ENTRY (reason), 200);
  gtk_entry_set_placeholder_text (GTK_ENTRY (reason), _ ("Reason"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (reason), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Reason"), -1);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (question), reason);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (question),
                                           OD_QUESTION_LOSE, FALSE);
  g_signal_connect (reason, "changed", G_CALLBACK (on_reason_changed), question);
  g_signal_connect_object (question, "response", G_CALLBACK (on_go_on), self, 0);
  gtk_window_present (question);
  gtk_widget_grab_focus (reason);
}

/* Returns TRUE: the switch stands as it stood until the server has answered. */
static gboolean
on_state_set (GtkSwitch *state_switch, gboolean active, OdCampaignBoard *self)
{
  if (self->showing || active == od_record_get_flag (self->campaign, OD_FIELD_ACTIVE))
    return FALSE;

  if (active && od_record_get_text (self->campaign, OD_FIELD_STOPPED)[0] != '\0') {
    ask_for_reason (self);
    show_switch (self);
  } else {
    send_state (self, active, NULL);
  }
  return TRUE;
}

/* --- the buttons ------------------------------------------------------------------ */

static void
on_back_clicked (OdCampaignBoard *self)
{
  g_signal_emit_by_name (self, "back");
}

static void
on_staff_saved (OdCampaignBoard *self)
{
  od_campaign_staff_read (self->staff);
}

static void
on_staff_failed (OdCampaignStaff *staff, const char *why, OdCampaignBoard *self)
{
  od_toast_show (GTK_WIDGET (self), why);
}

static void
show_dialog (OdCampaignBoard *self, OdFormDialog *dialog)
{
  g_signal_connect_object (dialog, "saved", G_CALLBACK (on_staff_saved), self,
                           G_CONNECT_SWAPPED);
  od_form_dialog_show_over (dialog, GTK_WIDGET (self));
}

static void
on_manage_clicked (OdCampaignBoard *self)
{
  show_dialog (self, od_campaign_agents_dialog_new (self->desk, self->campaign));
}

static void
on_rehearse_clicked (OdCampaignBoard *self)
{
  od_form_dialog_show_over (od_rehearsal_dialog_new (self->desk, self->campaign),
                            GTK_WIDGET (self));
}

static void
on_edit_clicked (OdCampaignBoard *self)
{
  show_dialog (self, od_campaign_dialog_new (self->desk, self->campaign));
}

/* --- the widget ------------------------------------------------------------------- */

static gint64
get_age_ms (gpointer watch)
{
  return od_board_watch_get_age_ms (watch);
}

static gboolean
on_tick (gpointer data)
{
  od_campaign_staff_tick (((OdCampaignBoard *) data)->staff);
  return G_SOURCE_CONTINUE;
}

static void
od_campaign_board_map (GtkWidget *widget)
{
  OdCampaignBoard *self = OD_CAMPAIGN_BOARD (widget);

  GTK_WIDGET_CLASS (od_campaign_board_parent_class)->map (widget);
  self->tick_id = g_timeout_add (TICK_MS, on_tick, self);
}

static void
od_campaign_board_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&OD_CAMPAIGN_BOARD (widget)->tick_id, g_source_remove);
  GTK_WIDGET_CLASS (od_campaign_board_parent_class)->unmap (widget);
}

static void
make_stats (OdCampaignBoard *self)
{
  const char *const titles[G_N_ELEMENTS (stats)] = {
    _ ("Total Leads"),   _ ("Dialable Leads"), _ ("In Progress"),
    _ ("Call Answered"), _ ("Failed Calls"),   _ ("Dropped Calls"),
  };

  for (int i = 0; i < (int) G_N_ELEMENTS (stats); i++) {
    GtkWidget *title = gtk_label_new (titles[i]);
    GtkWidget *value = gtk_label_new ("–");

    gtk_label_set_xalign (GTK_LABEL (title), 0.0);
    gtk_label_set_xalign (GTK_LABEL (value), 1.0);
    gtk_widget_set_hexpand (value, TRUE);
    gtk_widget_add_css_class (value, "numeric");
    gtk_grid_attach (self->stats_grid, title, 0, i, 1, 1);
    gtk_grid_attach (self->stats_grid, value, 1, i, 1, 1);
    self->stat_labels[i] = GTK_LABEL (value);
  }
}

static void
od_campaign_board_dispose (GObject *object)
{
  OdCampaignBoard *self = OD_CAMPAIGN_BOARD (object);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  if (self->desk != NULL) {
    adw_bin_set_child (self->agents_bin, NULL); /* they ask the staff */
    adw_bin_set_child (self->queue_bin, NULL);
  }
  od_signal_leave (&self->staff, self);
  od_signal_leave (&self->watch, self);
  od_signal_leave (&self->campaign, self);
  od_signal_leave (&self->desk, self);
  G_OBJECT_CLASS (od_campaign_board_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
#define BIND(child)                                                                      \
  gtk_widget_class_bind_template_child (widget_class, OdCampaignBoard, child)
  g_type_ensure (OD_TYPE_WRAP_LAYOUT);
  g_type_ensure (OD_TYPE_AGE_LABEL);
  g_type_ensure (OD_TYPE_PIE_CHART);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/dev/outdial/Outdial/supervisor/campaign-board.ui");
  BIND (heading_label);
  BIND (age_label);
  BIND (state_label);
  BIND (state_switch);
  BIND (notes_scroller);
  BIND (notes_label);
  BIND (alarm_box);
  BIND (alarm_label);
  BIND (near_box);
  BIND (near_label);
  BIND (silent_label);
  BIND (callers_chart);
  BIND (agents_chart);
  BIND (stats_grid);
  BIND (rules_label);
  BIND (cap_label);
  BIND (hour_bin);
  BIND (agents_bin);
  BIND (queue_bin);
  gtk_widget_class_bind_template_callback (widget_class, on_back_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_state_set);
  gtk_widget_class_bind_template_callback (widget_class, on_rehearse_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_manage_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_edit_clicked);
}

static void
od_campaign_board_class_init (OdCampaignBoardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_campaign_board_dispose;
  widget_class->map = od_campaign_board_map;
  widget_class->unmap = od_campaign_board_unmap;
  bind_template (widget_class);

  od_signal_new (klass, "back", 0);
}

static void
od_campaign_board_init (OdCampaignBoard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  make_stats (self);
  od_pie_chart_set_empty_text (self->callers_chart, _ ("Waiting for the server."));
  od_pie_chart_set_empty_text (self->agents_chart, _ ("Waiting for the server."));
}

GtkWidget *
od_campaign_board_new (OdDesk *desk, OdRecord *campaign)
{
  OdCampaignBoard *self = g_object_new (OD_TYPE_CAMPAIGN_BOARD, NULL);
  gint64 id = od_record_get_id (campaign);

  self->desk = g_object_ref (desk);
  self->campaign = g_object_ref (campaign);
  self->watch = od_board_watch_new (desk, OD_DESK_CAMPAIGNS, id);
  self->staff = od_campaign_staff_new (desk, id, self->watch);
  adw_bin_set_child (self->hour_bin, od_hour_card_new (desk, id));
  adw_bin_set_child (self->agents_bin, od_campaign_staff_new_agents_list (self->staff));
  adw_bin_set_child (self->queue_bin, od_campaign_staff_new_queue_list (self->staff));
  od_age_label_set_source (self->age_label, get_age_ms, self->watch);
  g_signal_connect_swapped (campaign, "changed", G_CALLBACK (show_campaign), self);
  g_signal_connect_swapped (self->watch, "changed", G_CALLBACK (show_numbers), self);
  g_signal_connect_swapped (desk, "dashboard-changed", G_CALLBACK (show_silence), self);
  g_signal_connect (self->watch, "failed", G_CALLBACK (on_watch_failed), self);
  g_signal_connect (self->staff, "failed", G_CALLBACK (on_staff_failed), self);
  show_campaign (self);
  show_numbers (self);
  return GTK_WIDGET (self);
}
