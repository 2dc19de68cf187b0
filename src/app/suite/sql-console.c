/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is typed goes to the staging as it is: what is allowed is decided there. Main
 * thread.
 */
#include "app/suite/sql-console.h"

#include "app/form/typed-text.h"
#include "app/object/signal.h"

#include <glib/gi18n.h>
#include <string.h>

#define MOST_REMEMBERED 20
#define LONGEST_WORDS   60 /* of a statement in the history's menu */

struct _OdSqlConsole {
  AdwBin parent_instance;

  GtkLabel *columns_label;
  GtkTextView *sql_view;
  GtkButton *run_button;
  GtkMenuButton *history_button;
  GtkLabel *said_label;

  OdStaging *staging;        /* NULL: none */
  GCancellable *cancellable; /* the statement that runs; NULL: none */
  char *running;             /* that statement */
  char *last_select;         /* NULL: none yet */
  GPtrArray *history;        /* (element-type utf8): the newest first */
};

G_DEFINE_FINAL_TYPE (OdSqlConsole, od_sql_console, ADW_TYPE_BIN)

static void
say (OdSqlConsole *self, const char *sentence, gboolean problem)
{
  gtk_label_set_text (self->said_label, sentence);
  if (problem)
    gtk_widget_add_css_class (GTK_WIDGET (self->said_label), "problem");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->said_label), "problem");
}

/* --- history ---------------------------------------------------------------------- */

/* One line, not too long. */
static char *
shorten (const char *sql)
{
  g_autofree char *line = g_strdelimit (g_strdup (sql), "\n\t", ' ');
  g_autofree char *start = NULL;

  if (g_utf8_strlen (line, -1) <= LONGEST_WORDS)
    return g_steal_pointer (&line);

  start = g_utf8_substring (line, 0, LONGEST_WORDS - 1);
  return g_strconcat (start, "…", NULL);
}

static void
show_history (OdSqlConsole *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; i < self->history->len; i++) {
    const char *sql = self->history->pdata[i];
    g_autofree char *words = shorten (sql);
    g_autoptr (GMenuItem) item = g_menu_item_new (NULL, NULL);
    /* In a menu's words an underscore marks a key. */
    g_auto (GStrv) parts = g_strsplit (words, "_", -1);
    g_autofree char *label = g_strjoinv ("__", parts);

    g_menu_item_set_label (item, label);
    g_menu_item_set_action_and_target (item, "console.recall", "s", sql);
    g_menu_append_item (menu, item);
  }
  gtk_menu_button_set_menu_model (self->history_button, G_MENU_MODEL (menu));
  gtk_widget_set_sensitive (GTK_WIDGET (self->history_button), self->history->len > 0);
}

static void
remember (OdSqlConsole *self, const char *sql)
{
  guint at;

  if (g_ptr_array_find_with_equal_func (self->history, sql, g_str_equal, &at))
    g_ptr_array_remove_index (self->history, at);
  g_ptr_array_insert (self->history, 0, g_strdup (sql));
  if (self->history->len > MOST_REMEMBERED)
    g_ptr_array_set_size (self->history, MOST_REMEMBERED);
  show_history (self);
}

static void
on_recall (GSimpleAction *action, GVariant *sql, gpointer data)
{
  OdSqlConsole *self = data;
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->sql_view);
  GtkTextIter start, end;

  /* One step to undo: what stood there was perhaps never run. */
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_insert (buffer, &start, g_variant_get_string (sql, NULL), -1);
  gtk_text_buffer_end_user_action (buffer);
  gtk_widget_grab_focus (GTK_WIDGET (self->sql_view));
}

/* --- running ---------------------------------------------------------------------- */

static void
show_button (OdSqlConsole *self)
{
  g_autofree char *sql = g_strstrip (od_typed_text_dup (self->sql_view));

  gtk_button_set_label (self->run_button,
                        self->cancellable != NULL ? _ ("Stop") : _ ("Run"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->run_button),
                            self->staging != NULL
                              && (self->cancellable != NULL || *sql != '\0'));
}

static void
say_result (OdSqlConsole *self, const OdStagedResult *result)
{
  gint64 us = result->duration_us;
  g_autofree char *took = us < G_USEC_PER_SEC ? g_strdup_printf (_ ("%.1f ms"), us / 1e3)
                                              : g_strdup_printf (_ ("%.1f s"), us / 1e6);
  g_autofree char *words = NULL;

  if (result->columns == NULL)
    words = g_strdup_printf (_ ("Rows changed: %'ld. %s"), (glong) result->changed, took);
  else if (result->more)
    words = g_strdup_printf (_ ("The first %'u rows are shown; Export saves all. %s"),
                             result->rows->len, took);
  else
    words = g_strdup_printf (_ ("Rows found: %'u. %s"), result->rows->len, took);
  say (self, words, FALSE);
}

static void
take_result (OdSqlConsole *self, const OdStagedResult *result)
{
  if (result->columns != NULL) {
    g_free (self->last_select);
    self->last_select = g_strdup (self->running);
  }
  say_result (self, result);
  g_signal_emit_by_name (self, "ran", result);
}

static void
on_run (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (OdSqlConsole) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (OdStagedResult)
    given = od_staging_run_finish (OD_STAGING (source), result, &error);

  if (OD_STAGING (source) != self->staging)
    return;
  g_clear_object (&self->cancellable);
  show_button (self);
  if (given != NULL)
    take_result (self, given);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    say (self, _ ("Stopped. Nothing was changed."), FALSE);
  else
    say (self, error->message, TRUE);
}

static void
run (OdSqlConsole *self)
{
  g_autofree char *sql = g_strstrip (od_typed_text_dup (self->sql_view));

  if (self->cancellable != NULL) {
    g_cancellable_cancel (self->cancellable);
    return;
  }
  if (self->staging == NULL || *sql == '\0')
    return;

  self->cancellable = g_cancellable_new ();
  g_free (self->running);
  self->running = g_steal_pointer (&sql);
  remember (self, self->running);
  say (self, _ ("Running…"), FALSE);
  show_button (self);
  od_staging_run_async (self->staging, self->running, self->cancellable, on_run,
                        g_object_ref (self));
}

void
od_sql_console_run (OdSqlConsole *self, const char *sql)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->sql_view), sql, -1);
  run (self);
}

const char *
od_sql_console_get_select (OdSqlConsole *self)
{
  return self->last_select;
}

static gboolean
on_run_key (GtkWidget *widget, GVariant *args, gpointer data)
{
  run (data);
  return TRUE;
}

static void
on_typed (OdSqlConsole *self)
{
  show_button (self);
}

/* --- the widget ------------------------------------------------------------------- */

static void
name_columns (OdSqlConsole *self)
{
  const GPtrArray *columns = od_staging_get_columns (self->staging);
  g_autoptr (GString) words = g_string_new (_ ("Table leads: row, line"));

  for (guint i = 0; i < columns->len; i++)
    g_string_append_printf (words, ", %s", ((OdStagedColumn *) columns->pdata[i])->name);
  g_string_append (words, ", problem");
  gtk_label_set_text (self->columns_label, words->str);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->columns_label), words->str);
}

void
od_sql_console_set_staging (OdSqlConsole *self, OdStaging *staging)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->last_select, g_free);
  g_set_object (&self->staging, staging);
  say (self, "", FALSE);
  if (staging != NULL)
    name_columns (self);
  show_button (self);
}

static void
od_sql_console_dispose (GObject *object)
{
  OdSqlConsole *self = OD_SQL_CONSOLE (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->staging);
  gtk_widget_dispose_template (GTK_WIDGET (self), OD_TYPE_SQL_CONSOLE);
  G_OBJECT_CLASS (od_sql_console_parent_class)->dispose (object);
}

static void
od_sql_console_finalize (GObject *object)
{
  OdSqlConsole *self = OD_SQL_CONSOLE (object);

  g_ptr_array_unref (self->history);
  g_free (self->last_select);
  g_free (self->running);
  G_OBJECT_CLASS (od_sql_console_parent_class)->finalize (object);
}

static void
od_sql_console_class_init (OdSqlConsoleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_sql_console_dispose;
  G_OBJECT_CLASS (klass)->finalize = od_sql_console_finalize;
  od_signal_new (klass, "ran", 1, G_TYPE_POINTER);
  gtk_widget_class_set_template_from_resource (widget_class, "/dev/outdial/Outdial/suite/"
                                                             "sql-console.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, OdSqlConsole, name)
  BIND (columns_label);
  BIND (sql_view);
  BIND (run_button);
  BIND (history_button);
  BIND (said_label);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, run);
  gtk_widget_class_bind_template_callback (widget_class, on_typed);
}

static void
od_sql_console_init (OdSqlConsole *self)
{
  static const GActionEntry entries[] = { { "recall", on_recall, "s" } };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  self->history = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries,
                                   G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "console", G_ACTION_GROUP (actions));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (keys),
    gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>Return"),
                      gtk_callback_action_new (on_run_key, self, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self->sql_view), keys);
  show_history (self);
  show_button (self);
}
