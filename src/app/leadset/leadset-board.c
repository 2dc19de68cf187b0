/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The board follows its numbers and its leadset; it counts nothing itself. Main thread.
 */
#include "app/leadset/leadset-board.h"

#include "app/charts/pie-chart.h"
#include "app/desk/board-watch.h"
#include "app/form/sentence.h"
#include "app/layout/wrap-layout.h"
#include "app/leadset/activity-table.h"
#include "app/leadset/lead-dialog.h"
#include "app/leadset/lead-table.h"
#include "app/leadset/leadset-dialog.h"
#include "app/leadset/not-dialable.h"
#include "app/leadset/recycle-dialog.h"
#include "app/leadset/recycle-undo.h"
#include "app/leadset/retry-dialog.h"
#include "app/object/signal.h"
#include "app/signs/age-label.h"
#include "app/suite/import-window.h"
#include "shared/wire/fields.h"
#include "shared/wire/paths.h"

#include <glib/gi18n.h>

struct _OdLeadsetBoard {
  AdwBin parent_instance;

  GtkLabel *name_label;
  GtkLabel *campaign_label;
  GtkSwitch *status_switch;
  GtkLabel *status_label;
  GtkLabel *problem_label; /* of the numbers */
  GtkLabel *switch_problem_label;
  GtkLabel *total_label;
  GtkLabel *dialable_label;
  OdNotDialableList *not_dialable;
  OdRecycleUndo *recycle_undo;
  GtkLabel *answered_label;
  GtkLabel *failed_label;
  GtkLabel *in_progress_label;
  GtkLabel *ringing_label;
  GtkLabel *dropped_label;
  OdPieChart *pie;
  OdActivityTable *activity;
  OdAgeLabel *age_label;

  OdDesk *desk;
  OdRecord *leadset;
  OdBoardWatch *watch;
  gboolean showing; /* the switch follows the leadset, and not the other way */
};

G_DEFINE_FINAL_TYPE (OdLeadsetBoard, od_leadset_board, ADW_TYPE_BIN)

/* --- the leadset ------------------------------------------------------------------ */

static void
show_leadset (OdLeadsetBoard *self)
{
  gint64 id = od_record_get_int (self->leadset, OD_FIELD_CAMPAIGN);
  OdRecord *campaign =
    od_record_list_find (od_desk_get_list (self->desk, OD_DESK_CAMPAIGNS), id);
  gboolean active = od_record_get_flag (self->leadset, OD_FIELD_ACTIVE);
  g_autofree char *words = NULL;

  if (campaign != NULL)
    words = g_strdup_printf (_ ("Associated Campaign: %s"),
                             od_record_get_text (campaign, OD_FIELD_NAME));
  else
    words = g_strdup (id == 0 ? _ ("Campaign is not selected") : "");
  gtk_label_set_text (self->name_label,
                      od_record_get_text (self->leadset, OD_FIELD_NAME));
  gtk_label_set_text (self->campaign_label, words);
  gtk_label_set_text (self->status_label, active ? _ ("Active") : _ ("Inactive"));
  self->showing = TRUE;
  gtk_switch_set_active (self->status_switch, active);
  gtk_switch_set_state (self->status_switch, active);
  self->showing = FALSE;
}

/* What the server has now is shown either way: its answer, or what was there before. */
static void
on_status_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OdLeadsetBoard) self = user_data;
  g_autoptr (GError) error = NULL;
  json_t *answer = od_backend_call_finish (OD_BACKEND (source), result, &error);

  if (self->desk != NULL) {
    gtk_widget_set_sensitive (GTK_WIDGET (self->status_switch), TRUE);
    od_sentence_show (self->switch_problem_label, error != NULL ? error->message : NULL);
    if (answer != NULL)
      od_record_list_merge (od_desk_get_list (self->desk, OD_DESK_LEADSETS),
                            od_record_get_id (self->leadset), answer);
    show_leadset (self);
  }
  json_decref (answer);
}

/* The switch moves when the server has done it. */
static gboolean
on_status_asked (OdLeadsetBoard *self, gboolean active)
{
  g_autofree char *path = NULL;
  OdBackendRequest request = { "PATCH" };

  if (self->showing)
    return FALSE;

  path = od_backend_fill_id (OD_PATH_LEADSET, od_record_get_id (self->leadset));
  request.path = path;
  request.body = json_pack ("{s:b}", OD_FIELD_ACTIVE, active);
  request.if_match = od_record_get_int (self->leadset, OD_FIELD_VERSION);
  gtk_widget_set_sensitive (GTK_WIDGET (self->status_switch), FALSE);
  od_backend_call_async (od_desk_get_backend (self->desk), &request, NULL, on_status_sent,
                         g_object_ref (self));
  json_decref (request.body);
  return TRUE;
}

/* --- the numbers ------------------------------------------------------------------ */

static void
show_count (GtkLabel *label, json_t *object, const char *field)
{
  gint64 n = json_integer_value (json_object_get (object, field));
  g_autofree char *text = g_strdup_printf ("%'" G_GINT64_FORMAT, n);

  gtk_label_set_text (label, text);
}

static void
show_pie (OdLeadsetBoard *self, json_t *pie)
{
  gsize n = json_array_size (pie);
  g_autofree OdPieChartSlice *slices = g_new0 (OdPieChartSlice, n + 1);
  json_t *slice;
  gsize i;

  json_array_foreach (pie, i, slice)
  {
    const char *label = json_string_value (json_object_get (slice, OD_FIELD_DISPOSITION));

    slices[i].label = label != NULL ? label : "";
    slices[i].count = json_integer_value (json_object_get (slice, OD_FIELD_COUNT));
  }
  od_pie_chart_set_empty_text (self->pie, _ ("No calls"));
  od_pie_chart_set_slices (self->pie, slices, n);
}

static void
on_board_changed (OdBoardWatch *watch, OdLeadsetBoard *self)
{
  json_t *board = od_board_watch_get_board (watch);
  json_t *leads = json_object_get (board, OD_FIELD_LEADS);
  json_t *calls = json_object_get (board, OD_FIELD_CALLS);

  od_sentence_show (self->problem_label, NULL);
  show_count (self->total_label, leads, OD_FIELD_TOTAL);
  show_count (self->dialable_label, leads, OD_FIELD_DIALABLE);
  od_not_dialable_set_leads (self->not_dialable,
                             json_object_get (leads, OD_FIELD_NOT_DIALABLE));
  od_recycle_undo_set_offer (self->recycle_undo,
                             json_object_get (board, OD_FIELD_RECYCLING));
  show_count (self->answered_label, calls, OD_FIELD_ANSWERED);
  show_count (self->failed_label, calls, OD_FIELD_FAILED);
  show_count (self->in_progress_label, calls, OD_FIELD_IN_PROGRESS);
  show_count (self->ringing_label, calls, OD_FIELD_RINGING);
  show_count (self->dropped_label, calls, OD_FIELD_DROPPED);
  show_pie (self, json_object_get (board, OD_FIELD_PIE));
  od_activity_table_set_activity (self->activity,
                                  json_object_get (board, OD_FIELD_ACTIVITY),
                                  od_desk_get_list (self->desk, OD_DESK_AGENTS));
  od_age_label_ask (self->age_label);
}

static void
on_board_failed (OdBoardWatch *watch, const char *why, OdLeadsetBoard *self)
{
  od_sentence_show (self->problem_label, why);
}

static gint64
get_age_ms (gpointer watch)
{
  return od_board_watch_get_age_ms (watch);
}

/* --- what is pressed -------------------------------------------------------------- */

static void
go_back (OdLeadsetBoard *self)
{
  g_signal_emit_by_name (self, "back");
}

static void
refresh (OdLeadsetBoard *self)
{
  od_board_watch_read (self->watch);
}

static GtkWindow *
window_of (OdLeadsetBoard *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static void
show_data (OdLeadsetBoard *self)
{
  gtk_window_present (
    od_lead_table_new (window_of (self), self->desk, self->leadset, NULL));
}

static void
on_slice_opened (OdPieChart *pie, const char *disposition, OdLeadsetBoard *self)
{
  gtk_window_present (
    od_lead_table_new (window_of (self), self->desk, self->leadset, disposition));
}

static void
upload_leads (OdLeadsetBoard *self)
{
  gtk_window_present (od_import_window_new (window_of (self), self->desk, self->leadset));
}

static void
add_lead (OdLeadsetBoard *self)
{
  od_lead_dialog_show_new (GTK_WIDGET (self), self->desk, self->leadset);
}

static void
edit (OdLeadsetBoard *self)
{
  od_leadset_dialog_show (GTK_WIDGET (self), self->desk, self->leadset);
}

/* The bar says how many, and undoes it; nothing changed is said in passing. */
static void
on_recycled (GtkWidget *dialog, json_t *answer, OdLeadsetBoard *self)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (self),
                                                ADW_TYPE_TOAST_OVERLAY);

  if (json_integer_value (json_object_get (answer, OD_FIELD_LEADS)) > 0)
    od_recycle_undo_set_offer (self->recycle_undo, answer);
  else if (overlay != NULL)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay),
                                 adw_toast_new (_ ("No lead was recycled.")));
}

static void
recycle (OdLeadsetBoard *self)
{
  GtkWidget *dialog = od_recycle_dialog_show (GTK_WIDGET (self), self->desk,
                                              self->leadset);

  g_signal_connect_object (dialog, "saved", G_CALLBACK (on_recycled), self, 0);
}

static void
recycle_by_rules (OdLeadsetBoard *self)
{
  od_retry_dialog_show (GTK_WIDGET (self), self->desk, self->leadset);
}

/* --- the widget ------------------------------------------------------------------- */

static void
od_leadset_board_dispose (GObject *object)
{
  OdLeadsetBoard *self = OD_LEADSET_BOARD (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), OD_TYPE_LEADSET_BOARD);
  od_signal_leave (&self->watch, self);
  g_clear_object (&self->leadset);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (od_leadset_board_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
#define BIND(name)                                                                       \
  gtk_widget_class_bind_template_child (widget_class, OdLeadsetBoard, name)
  BIND (name_label);
  BIND (campaign_label);
  BIND (status_switch);
  BIND (status_label);
  BIND (problem_label);
  BIND (switch_problem_label);
  BIND (total_label);
  BIND (dialable_label);
  BIND (not_dialable);
  BIND (recycle_undo);
  BIND (answered_label);
  BIND (failed_label);
  BIND (in_progress_label);
  BIND (ringing_label);
  BIND (dropped_label);
  BIND (pie);
  BIND (activity);
  BIND (age_label);
#undef BIND
}

static void
od_leadset_board_class_init (OdLeadsetBoardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_leadset_board_dispose;
  od_signal_new (klass, "back", 0);

  g_type_ensure (OD_TYPE_WRAP_LAYOUT);
  g_type_ensure (OD_TYPE_PIE_CHART);
  g_type_ensure (OD_TYPE_ACTIVITY_TABLE);
  g_type_ensure (OD_TYPE_AGE_LABEL);
  g_type_ensure (OD_TYPE_NOT_DIALABLE);
  g_type_ensure (OD_TYPE_RECYCLE_UNDO);
  gtk_widget_class_set_template_from_resource (widget_class, "/dev/outdial/Outdial/"
                                                             "leadset/leadset-board.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, go_back);
  gtk_widget_class_bind_template_callback (widget_class, refresh);
  gtk_widget_class_bind_template_callback (widget_class, show_data);
  gtk_widget_class_bind_template_callback (widget_class, upload_leads);
  gtk_widget_class_bind_template_callback (widget_class, add_lead);
  gtk_widget_class_bind_template_callback (widget_class, edit);
  gtk_widget_class_bind_template_callback (widget_class, recycle);
  gtk_widget_class_bind_template_callback (widget_class, recycle_by_rules);
  gtk_widget_class_bind_template_callback (widget_class, on_status_asked);
  gtk_widget_class_bind_template_callback (widget_class, on_slice_opened);
}

static void
od_leadset_board_init (OdLeadsetBoard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  od_pie_chart_set_can_open (self->pie, TRUE);
}

GtkWidget *
od_leadset_board_new (OdDesk *desk, OdRecord *leadset)
{
  OdLeadsetBoard *self = g_object_new (OD_TYPE_LEADSET_BOARD, NULL);

  self->desk = g_object_ref (desk);
  self->leadset = g_object_ref (leadset);
  self->watch = od_board_watch_new (desk, OD_DESK_LEADSETS, od_record_get_id (leadset));
  g_signal_connect_object (leadset, "changed", G_CALLBACK (show_leadset), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (od_desk_get_list (desk, OD_DESK_CAMPAIGNS), "loaded",
                           G_CALLBACK (show_leadset), self, G_CONNECT_SWAPPED);
  g_signal_connect (self->watch, "changed", G_CALLBACK (on_board_changed), self);
  g_signal_connect (self->watch, "failed", G_CALLBACK (on_board_failed), self);
  od_age_label_set_source (self->age_label, get_age_ms, self->watch);
  od_recycle_undo_set_desk (self->recycle_undo, desk);
  od_pie_chart_set_empty_text (self->pie, _ ("Waiting for the server"));
  show_leadset (self);
  return GTK_WIDGET (self);
}
