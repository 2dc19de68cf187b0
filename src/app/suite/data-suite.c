/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table, the console and what both are about. Whatever changes a row has its step to
 * undo. Main thread.
 */
#include "app/suite/data-suite.h"

#include "app/form/file-choice.h"
#include "app/object/signal.h"
#include "app/suite/result-view.h"
#include "app/suite/sql-console.h"
#include "app/suite/staged-grid.h"

#include <glib/gi18n.h>

#define BUSY_MS 300 /* what is done sooner need not be spoken of */

struct _OdDataSuite {
  AdwBin parent_instance;

  GtkStack *stages;
  GtkProgressBar *fill_bar;
  GtkStack *tables;
  GtkToggleButton *rows_toggle;
  GtkToggleButton *result_toggle;
  GtkToggleButton *refused_toggle;
  GtkToggleButton *console_toggle;
  GtkButton *delete_button;
  GtkButton *undo_button;
  GtkMenuButton *export_button;
  GtkButton *cancel_export_button;
  OdStagedGrid *grid;
  OdResultView *result;
  OdSqlConsole *console;
  GtkLabel *counts_label;
  GtkLabel *said_label;
  GtkWidget *busy_box;
  GtkButton *upload_button;

  OdStaging *staging;      /* NULL: none */
  OdStagedFormat format;   /* that was chosen */
  GCancellable *exporting; /* NULL: nothing is exported */
  guint busy_id;           /* until it is said that something takes long */
};

G_DEFINE_FINAL_TYPE (OdDataSuite, od_data_suite, ADW_TYPE_BIN)

/* --- what is shown ---------------------------------------------------------------- */

static void
say (OdDataSuite *self, const char *sentence, gboolean problem)
{
  gtk_label_set_text (self->said_label, sentence);
  if (problem)
    gtk_widget_add_css_class (GTK_WIDGET (self->said_label), "problem");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->said_label), "problem");
}

static void
show_undo (OdDataSuite *self)
{
  const char *step = od_staging_get_undo (self->staging);
  /* Translators: %s is a step: "Edit row 5". */
  g_autofree char *words = step != NULL ? g_strdup_printf (_ ("Undo: %s"), step)
                                        : g_strdup (_ ("Nothing to undo"));

  gtk_widget_set_sensitive (GTK_WIDGET (self->undo_button), step != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->undo_button), words);
}

static void
show_counts (OdDataSuite *self)
{
  guint64 n = od_staging_get_n_rows (self->staging);
  guint64 refused = od_staging_get_n_refused (self->staging);
  g_autofree char *rows = g_strdup_printf ("%'" G_GUINT64_FORMAT, n);
  g_autofree char *bad = g_strdup_printf ("%'" G_GUINT64_FORMAT, refused);
  g_autofree char *words = g_strdup_printf (_ ("Rows: %s. Would be refused: %s."), rows,
                                            bad);

  gtk_label_set_text (self->counts_label, words);
  gtk_widget_set_sensitive (GTK_WIDGET (self->upload_button), n > refused);
}

static void
on_changed (OdDataSuite *self)
{
  show_counts (self);
  show_undo (self);
}

static void
on_progress (OdDataSuite *self)
{
  double fraction = od_staging_get_fraction (self->staging);

  if (fraction < 0.0)
    gtk_progress_bar_pulse (self->fill_bar);
  else
    gtk_progress_bar_set_fraction (self->fill_bar, fraction);
}

static gboolean
on_busy (gpointer data)
{
  OdDataSuite *self = data;

  self->busy_id = 0;
  gtk_widget_show (self->busy_box);
  return G_SOURCE_REMOVE;
}

static void
on_waiting (OdDataSuite *self)
{
  gboolean waiting = self->staging != NULL && od_staging_is_waiting (self->staging);

  g_clear_handle_id (&self->busy_id, g_source_remove);
  if (waiting)
    self->busy_id = g_timeout_add (BUSY_MS, on_busy, self);
  else
    gtk_widget_hide (self->busy_box);
}

/* Of two in a group the one that goes up says so before the other is down. */
static void
on_toggled (OdDataSuite *self)
{
  gboolean rows = gtk_toggle_button_get_active (self->rows_toggle);

  gtk_stack_set_visible_child_name (self->tables, rows ? "rows" : "result");
  gtk_widget_set_sensitive (GTK_WIDGET (self->refused_toggle), rows);
  gtk_widget_set_sensitive (GTK_WIDGET (self->delete_button), rows);
}

static void
on_refused_toggled (OdDataSuite *self)
{
  gboolean refused = gtk_toggle_button_get_active (self->refused_toggle);

  od_staged_grid_set_filter (self->grid, refused ? OD_STAGED_REFUSED : OD_STAGED_ALL);
}

static void
on_ran (OdSqlConsole *console, const OdStagedResult *result, OdDataSuite *self)
{
  if (result->columns == NULL) {
    gtk_toggle_button_set_active (self->rows_toggle, TRUE);
    od_staged_grid_reload (self->grid);
    return;
  }
  od_result_view_show (self->result, result);
  gtk_widget_set_sensitive (GTK_WIDGET (self->result_toggle), TRUE);
  gtk_toggle_button_set_active (self->result_toggle, TRUE);
}

void
od_data_suite_set_problem (OdDataSuite *self, const char *problem)
{
  say (self, problem != NULL ? problem : "", problem != NULL);
}

static void
on_said (OdStagedGrid *grid, const char *problem, OdDataSuite *self)
{
  od_data_suite_set_problem (self, problem);
}

/* --- what is pressed -------------------------------------------------------------- */

static void
on_undone (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OdDataSuite) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean good = od_staging_finish (OD_STAGING (source), result, &error);

  if (OD_STAGING (source) != self->staging)
    return;
  say (self, good ? "" : error->message, !good);
  od_staged_grid_reload (self->grid);
}

static void
undo (OdDataSuite *self)
{
  if (self->staging != NULL && od_staging_get_undo (self->staging) != NULL)
    od_staging_undo_async (self->staging, on_undone, g_object_ref (self));
}

/* While a text is edited Ctrl+Z undoes the typing, not a step. */
static gboolean
on_undo_key (GtkWidget *widget, GVariant *args, gpointer data)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (GTK_IS_TEXT (focus) || GTK_IS_TEXT_VIEW (focus))
    return FALSE;
  undo (OD_DATA_SUITE (data));
  return TRUE;
}

static void
delete_selected (OdDataSuite *self)
{
  od_staged_grid_delete_selected (self->grid);
}

static void
ask_back (OdDataSuite *self)
{
  g_signal_emit_by_name (self, "back-asked");
}

static void
ask_upload (OdDataSuite *self)
{
  g_signal_emit_by_name (self, "upload-asked");
}

/* --- export ----------------------------------------------------------------------- */

static void
show_exporting (OdDataSuite *self)
{
  gboolean busy = self->exporting != NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (self->export_button), !busy);
  gtk_widget_set_visible (GTK_WIDGET (self->cancel_export_button), busy);
}

static void
on_exported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OdDataSuite) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  guint64 n;
  gboolean good = od_staging_export_finish (OD_STAGING (source), result, &n, &error);

  if (OD_STAGING (source) != self->staging)
    return;
  g_clear_object (&self->exporting);
  show_exporting (self);
  if (good)
    words = g_strdup_printf (_ ("Rows exported: %'lu."), (gulong) n);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    words = g_strdup (_ ("The export was cancelled. Nothing was saved."));
  else
    words = g_strdup_printf (_ ("Nothing was exported: %s"), error->message);
  say (self, words, !good);
}

/* What is seen is what is saved: the rows, or all that the last SELECT finds. */
void
od_data_suite_export (OdDataSuite *self, GFile *file, OdStagedFormat format)
{
  gboolean rows = gtk_toggle_button_get_active (self->rows_toggle);

  g_return_if_fail (self->exporting == NULL && self->staging != NULL);

  self->exporting = g_cancellable_new ();
  show_exporting (self);
  say (self, _ ("Exporting…"), FALSE);
  od_staging_export_async (self->staging,
                           rows ? NULL : od_sql_console_get_select (self->console), file,
                           format, self->exporting, on_exported, g_object_ref (self));
}

static void
cancel_export (OdDataSuite *self)
{
  if (self->exporting != NULL)
    g_cancellable_cancel (self->exporting);
}

static void
on_place_chosen (GtkWidget *widget, GFile *file)
{
  OdDataSuite *self = OD_DATA_SUITE (widget);

  if (self->staging != NULL)
    od_data_suite_export (self, file, self->format);
}

static void
on_export (GSimpleAction *action, GVariant *format, gpointer data)
{
  OdDataSuite *self = data;

  if (self->exporting != NULL)
    return;
  self->format = g_str_equal (g_variant_get_string (format, NULL), "json")
                   ? OD_STAGED_JSON
                   : OD_STAGED_CSV;
  od_file_choice_save (GTK_WIDGET (self), _ ("Export Rows"),
                       self->format == OD_STAGED_JSON ? _ ("rows.json") : _ ("rows.csv"),
                       on_place_chosen);
}

gboolean
od_data_suite_is_exporting (OdDataSuite *self)
{
  return self->exporting != NULL;
}

/* --- the widget ------------------------------------------------------------------- */

static void
leave_staging (OdDataSuite *self)
{
  cancel_export (self);
  g_clear_object (&self->exporting);
  g_clear_handle_id (&self->busy_id, g_source_remove);
  od_signal_leave (&self->staging, self);
}

void
od_data_suite_set_staging (OdDataSuite *self, OdStaging *staging)
{
  if (staging == self->staging)
    return;

  leave_staging (self);
  od_staged_grid_set_staging (self->grid, NULL);
  od_sql_console_set_staging (self->console, NULL);
  od_result_view_show (self->result, NULL);
  gtk_toggle_button_set_active (self->rows_toggle, TRUE);
  gtk_toggle_button_set_active (self->refused_toggle, FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->result_toggle), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->upload_button), FALSE);
  gtk_progress_bar_set_fraction (self->fill_bar, 0.0);
  gtk_widget_hide (self->busy_box);
  show_exporting (self);
  say (self, "", FALSE);
  if (staging == NULL)
    return;

  self->staging = g_object_ref (staging);
  g_signal_connect_swapped (staging, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect_swapped (staging, "progress", G_CALLBACK (on_progress), self);
  g_signal_connect_swapped (staging, "waiting", G_CALLBACK (on_waiting), self);
  od_data_suite_set_filled (self, FALSE);
}

void
od_data_suite_set_filled (OdDataSuite *self, gboolean filled)
{
  gboolean was = g_str_equal (gtk_stack_get_visible_child_name (self->stages), "mend");

  if (filled == was)
    return;
  gtk_stack_set_visible_child_name (self->stages, filled ? "mend" : "fill");
  if (!filled)
    return;

  od_staged_grid_set_staging (self->grid, self->staging);
  od_sql_console_set_staging (self->console, self->staging);
  on_changed (self);
}

static void
od_data_suite_dispose (GObject *object)
{
  OdDataSuite *self = OD_DATA_SUITE (object);

  leave_staging (self);
  adw_bin_set_child (ADW_BIN (self), NULL);
  G_OBJECT_CLASS (od_data_suite_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, OdDataSuite, name)
  BIND (stages);
  BIND (fill_bar);
  BIND (tables);
  BIND (rows_toggle);
  BIND (result_toggle);
  BIND (refused_toggle);
  BIND (console_toggle);
  BIND (delete_button);
  BIND (undo_button);
  BIND (export_button);
  BIND (cancel_export_button);
  BIND (grid);
  BIND (result);
  BIND (console);
  BIND (counts_label);
  BIND (said_label);
  BIND (busy_box);
  BIND (upload_button);
#undef BIND
}

static void
od_data_suite_class_init (OdDataSuiteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_data_suite_dispose;
  od_signal_new (klass, "back-asked", 0);
  od_signal_new (klass, "upload-asked", 0);
  g_type_ensure (OD_TYPE_STAGED_GRID);
  g_type_ensure (OD_TYPE_RESULT_VIEW);
  g_type_ensure (OD_TYPE_SQL_CONSOLE);
  gtk_widget_class_set_template_from_resource (widget_class, "/dev/outdial/Outdial/suite/"
                                                             "data-suite.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_refused_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_ran);
  gtk_widget_class_bind_template_callback (widget_class, on_said);
  gtk_widget_class_bind_template_callback (widget_class, undo);
  gtk_widget_class_bind_template_callback (widget_class, delete_selected);
  gtk_widget_class_bind_template_callback (widget_class, cancel_export);
  gtk_widget_class_bind_template_callback (widget_class, ask_back);
  gtk_widget_class_bind_template_callback (widget_class, ask_upload);
}

static void
od_data_suite_init (OdDataSuite *self)
{
  static const GActionEntry entries[] = { { "export", on_export, "s" } };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries,
                                   G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "suite", G_ACTION_GROUP (actions));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (keys),
    gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>z"),
                      gtk_callback_action_new (on_undo_key, self, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
