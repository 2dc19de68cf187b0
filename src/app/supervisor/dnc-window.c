/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One number at a time, as the server knows it. Main thread.
 */
#include "app/supervisor/dnc-window.h"

#include "app/form/file-choice.h"
#include "app/form/moment.h"
#include "app/form/sentence.h"
#include "app/layout/text-size.h"
#include "app/supervisor/dnc-import-dialog.h"
#include "shared/model/phone-number.h"
#include "shared/wire/fields.h"
#include "shared/wire/paths.h"

#include <glib/gi18n.h>

#define MAX_HISTORY_HEIGHT 260

struct _OdDncWindow {
  AdwWindow parent_instance;

  GtkEditable *number;
  GtkLabel *status;
  GtkWidget *history;
  GtkScrolledWindow *history_scroll;
  GtkWidget *change_box;
  GtkEditable *reason;
  GtkButton *change;
  GtkLabel *problem;

  OdDesk *desk;    /* NULL: it is closed */
  char *phone;     /* that is shown; NULL: none */
  gboolean listed; /* it is */
};

G_DEFINE_FINAL_TYPE (OdDncWindow, od_dnc_window, ADW_TYPE_WINDOW)

static void look_up (OdDncWindow *self);

static void
update_change (OdDncWindow *self)
{
  const char *reason = gtk_editable_get_text (self->reason);

  gtk_button_set_label (self->change, self->listed ? _ ("Take Out") : _ ("Do Not Call"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->change), reason[0] != '\0');
}

/* "2 December 2026, 14:30, ann: listed: a letter" */
static char *
say_word (json_t *word)
{
  json_t *at_ms = json_object_get (word, OD_FIELD_AT_MS);
  g_autofree char *when = od_moment_format (json_integer_value (at_ms));
  const char *who = json_string_value (json_object_get (word, OD_FIELD_USER_NAME));
  gboolean listed = json_is_true (json_object_get (word, OD_FIELD_LISTED));

  /* Translators: when, who, why. */
  return g_strdup_printf (listed ? _ ("%s, %s: listed: %s") : _ ("%s, %s: taken out: %s"),
                          when,
                          who != NULL ? who : _ ("the administrator of the machine"),
                          json_string_value (json_object_get (word, OD_FIELD_REASON)));
}

/* The last word comes first; a window that is there grows only to what it must have. The
 * answer may come before the window has its size. */
static void
show_history (OdDncWindow *self, json_t *history)
{
  int laid_out = gtk_widget_get_width (GTK_WIDGET (self->number));
  int width = laid_out > 0 ? laid_out : -1;
  g_autoptr (GString) lines = g_string_new (NULL);
  int height;

  for (gsize i = json_array_size (history); i > 0; i--) {
    g_autofree char *line = say_word (json_array_get (history, i - 1));

    g_string_append_printf (lines, "%s%s", lines->len > 0 ? "\n" : "", line);
  }

  od_sentence_show (GTK_LABEL (self->history), lines->str);
  gtk_widget_measure (self->history, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL,
                      NULL);
  gtk_scrolled_window_set_min_content_height (self->history_scroll,
                                              MIN (height, MAX_HISTORY_HEIGHT));
}

static void
show_number (OdDncWindow *self, json_t *answer)
{
  g_autofree char *phone = od_phone_number_dup_shown (self->phone);
  g_autofree char *status = NULL;

  self->listed = json_is_true (json_object_get (answer, OD_FIELD_LISTED));
  status = g_strdup_printf (self->listed ? _ ("%s is not dialed.")
                                         : _ ("%s may be dialed."),
                            phone);
  od_sentence_show (self->status, status);
  show_history (self, json_object_get (answer, OD_FIELD_HISTORY));
  gtk_editable_set_text (self->reason, "");
  gtk_widget_set_visible (self->change_box, TRUE);
  update_change (self);
}

/* NULL: it did not come, which is said; or nobody looks any more. */
static json_t *
take_answer (OdDncWindow *self, GObject *source, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  json_t *answer = od_backend_call_finish (OD_BACKEND (source), result, &error);

  if (self->desk == NULL) {
    json_decref (answer);
    return NULL;
  }

  od_sentence_show (self->problem, error != NULL ? error->message : NULL);
  gtk_widget_set_sensitive (self->change_box, TRUE);
  return answer;
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OdDncWindow) self = data;
  json_t *answer = take_answer (self, source, result);

  if (answer != NULL)
    show_number (self, answer);
  json_decref (answer);
}

static void
on_changed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (OdDncWindow) self = data;
  json_t *answer = take_answer (self, source, result);

  if (answer != NULL)
    look_up (self);
  json_decref (answer);
}

/* Takes @body. */
static void
ask (OdDncWindow *self,
     const char *method,
     const char *path,
     json_t *body,
     GAsyncReadyCallback done)
{
  const OdBackendRequest request = { .method = method, .path = path, .body = body };

  od_backend_call_async (od_desk_get_backend (self->desk), &request, NULL, done,
                         g_object_ref (self));
  json_decref (body);
}

static void
look_up (OdDncWindow *self)
{
  g_autofree char *path = od_backend_fill_path (OD_PATH_DNC_NUMBER, self->phone);

  ask (self, "GET", path, NULL, on_looked_up);
}

static void
on_look_up (OdDncWindow *self)
{
  g_autoptr (GError) error = NULL;
  char *phone = od_phone_number_normalize (gtk_editable_get_text (self->number), "+",
                                           &error);

  od_sentence_show (self->problem, error != NULL ? error->message : NULL);
  od_sentence_show (self->status, NULL);
  od_sentence_show (GTK_LABEL (self->history), NULL);
  gtk_widget_set_visible (self->change_box, FALSE);
  g_free (self->phone);
  self->phone = phone;
  if (phone != NULL)
    look_up (self);
}

static void
on_change (OdDncWindow *self)
{
  const char *reason = gtk_editable_get_text (self->reason);

  if (self->phone == NULL || reason[0] == '\0')
    return;
  gtk_widget_set_sensitive (self->change_box, FALSE);
  if (self->listed)
    ask (self, "POST", OD_PATH_DNC_TAKE_OUT,
         json_pack ("{s:s, s:s}", OD_FIELD_PHONE, self->phone, OD_FIELD_REASON, reason),
         on_changed);
  else
    ask (self, "POST", OD_PATH_DNC,
         json_pack ("{s:[s], s:s}", OD_FIELD_PHONES, self->phone, OD_FIELD_REASON,
                    reason),
         on_changed);
}

static void
on_file_chosen (GtkWidget *widget, GFile *file)
{
  od_form_dialog_show_over (od_dnc_import_dialog_new (OD_DNC_WINDOW (widget)->desk, file),
                            widget);
}

static void
on_import (OdDncWindow *self)
{
  static const char *const suffixes[] = { "txt", "csv", NULL };

  od_file_choice_open (GTK_WIDGET (self), _ ("Import Numbers"), _ ("Text and CSV Files"),
                       suffixes, on_file_chosen);
}

static void
od_dnc_window_dispose (GObject *object)
{
  g_clear_object (&OD_DNC_WINDOW (object)->desk);
  G_OBJECT_CLASS (od_dnc_window_parent_class)->dispose (object);
}

static void
od_dnc_window_finalize (GObject *object)
{
  g_free (OD_DNC_WINDOW (object)->phone);
  G_OBJECT_CLASS (od_dnc_window_parent_class)->finalize (object);
}

static void
od_dnc_window_class_init (OdDncWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

#define BIND(child)                                                                      \
  gtk_widget_class_bind_template_child (widget_class, OdDncWindow, child)
  G_OBJECT_CLASS (klass)->dispose = od_dnc_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = od_dnc_window_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/dev/outdial/Outdial/"
                                                             "supervisor/dnc-window.ui");
  BIND (number);
  BIND (status);
  BIND (history);
  BIND (history_scroll);
  BIND (change_box);
  BIND (reason);
  BIND (change);
  BIND (problem);
  gtk_widget_class_bind_template_callback (widget_class, on_look_up);
  gtk_widget_class_bind_template_callback (widget_class, on_change);
  gtk_widget_class_bind_template_callback (widget_class, on_import);
  gtk_widget_class_bind_template_callback (widget_class, update_change);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
od_dnc_window_init (OdDncWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  od_text_size_widen (GTK_WINDOW (self));
}

GtkWidget *
od_dnc_window_new (GtkWindow *parent, OdDesk *desk)
{
  OdDncWindow *self = g_object_new (OD_TYPE_DNC_WINDOW, "transient-for", parent, NULL);

  self->desk = g_object_ref (desk);
  return GTK_WIDGET (self);
}
