/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one moment at which these passwords are seen. Closing asks as long as they were
 * neither saved nor copied. Main thread.
 */
#include "app/supervisor/new-agents-window.h"

#include "app/desk/record-list.h"
#include "app/form/file-choice.h"
#include "app/form/question.h"
#include "app/layout/text-size.h"
#include "app/list/record-table.h"
#include "app/supervisor/bulk-agents.h"
#include "shared/wire/fields.h"

#include <glib/gi18n.h>
#include <string.h>

struct _OdNewAgentsWindow {
  AdwWindow parent_instance;

  AdwBin *list_bin;
  GtkLabel *note_label;

  json_t *agents;     /* owned */
  OdRecordList *rows; /* the same, for the list */
  gboolean kept;      /* saved or copied */
};

G_DEFINE_FINAL_TYPE (OdNewAgentsWindow, od_new_agents_window, ADW_TYPE_WINDOW)

static void
on_copy_clicked (OdNewAgentsWindow *self)
{
  g_autofree char *csv = od_bulk_agents_make_csv (self->agents);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), csv);
  self->kept = TRUE;
  gtk_label_set_text (self->note_label, _ ("Copied."));
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OdNewAgentsWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (G_FILE (source));
  g_autofree char *text = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error)) {
    self->kept = TRUE;
    text = g_strdup_printf (_ ("Saved as “%s”."), name);
  } else {
    text = g_strdup_printf (_ ("“%s” could not be saved: %s"), name, error->message);
  }
  if (self->note_label != NULL)
    gtk_label_set_text (self->note_label, text);
}

static void
on_save_clicked (OdNewAgentsWindow *self)
{
  od_file_choice_save (GTK_WIDGET (self), _ ("Save the new agents"), "agents.csv",
                       od_new_agents_window_save);
}

static void
on_close_answered (AdwMessageDialog *question,
                   const char *response,
                   OdNewAgentsWindow *self)
{
  if (g_str_equal (response, OD_QUESTION_LOSE))
    gtk_window_destroy (GTK_WINDOW (self));
}

static gboolean
od_new_agents_window_close_request (GtkWindow *window)
{
  OdNewAgentsWindow *self = OD_NEW_AGENTS_WINDOW (window);
  const OdQuestion words = { _ ("Close without the passwords?"),
                             _ ("Nobody can see them again."), _ ("_Stay"),
                             _ ("_Close") };
  GtkWindow *question;

  if (self->kept)
    return GTK_WINDOW_CLASS (od_new_agents_window_parent_class)->close_request (window);

  question = od_question_new (window, &words);
  g_signal_connect_object (question, "response", G_CALLBACK (on_close_answered), self, 0);
  gtk_window_present (question);
  return TRUE;
}

static void
od_new_agents_window_dispose (GObject *object)
{
  OD_NEW_AGENTS_WINDOW (object)->note_label = NULL;
  G_OBJECT_CLASS (od_new_agents_window_parent_class)->dispose (object);
}

static void
od_new_agents_window_finalize (GObject *object)
{
  OdNewAgentsWindow *self = OD_NEW_AGENTS_WINDOW (object);

  json_decref (self->agents);
  g_object_unref (self->rows);
  G_OBJECT_CLASS (od_new_agents_window_parent_class)->finalize (object);
}

static void
od_new_agents_window_class_init (OdNewAgentsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_new_agents_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = od_new_agents_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = od_new_agents_window_close_request;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/dev/outdial/Outdial/supervisor/new-agents-window.ui");
  gtk_widget_class_bind_template_child (widget_class, OdNewAgentsWindow, list_bin);
  gtk_widget_class_bind_template_child (widget_class, OdNewAgentsWindow, note_label);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked);
}

static void
od_new_agents_window_init (OdNewAgentsWindow *self)
{
  self->rows = od_record_list_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  od_text_size_widen (GTK_WINDOW (self));
}

GtkWidget *
od_new_agents_window_new (json_t *agents)
{
  const OdListColumn columns[] = {
    { .name = OD_FIELD_NAME, .title = _ ("User") },
    /* Nobody sees it again: of the widest letters, too, all are there. */
    { .name = OD_FIELD_PASSWORD, .title = _ ("Password"), .chars = 24 },
  };
  OdNewAgentsWindow *self = g_object_new (OD_TYPE_NEW_AGENTS_WINDOW, NULL);
  GtkWidget *list = od_record_table_new (_ ("New Agents"), G_LIST_MODEL (self->rows),
                                         columns, G_N_ELEMENTS (columns), NULL);

  self->agents = json_incref (agents);
  od_record_list_replace (self->rows, agents);
  od_record_table_set_can_refresh (OD_RECORD_TABLE (list), FALSE);
  adw_bin_set_child (self->list_bin, list);
  return GTK_WIDGET (self);
}

void
od_new_agents_window_save (GtkWidget *window, GFile *file)
{
  OdNewAgentsWindow *self = OD_NEW_AGENTS_WINDOW (window);
  g_autofree char *csv = od_bulk_agents_make_csv (self->agents);
  g_autoptr (GBytes) bytes = g_bytes_new (csv, strlen (csv));

  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE,
                                       NULL, on_saved, g_object_ref (self));
}

const char *
od_new_agents_window_get_note (OdNewAgentsWindow *self)
{
  return gtk_label_get_text (self->note_label);
}
