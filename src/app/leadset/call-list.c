/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads a lead's last calls, and again when one of them was corrected or somebody's name
 * is known. Main thread.
 */
#include "app/leadset/call-list.h"

#include "app/desk/reader.h"
#include "app/form/form-content.h"
#include "app/form/moment.h"
#include "app/form/sentence.h"
#include "app/leadset/outcome-dialog.h"
#include "app/object/signal.h"
#include "shared/wire/fields.h"
#include "shared/wire/paths.h"

#include <glib/gi18n.h>
#include <string.h>

struct _OdCallList {
  AdwBin parent_instance;

  AdwPreferencesGroup *group;
  GPtrArray *rows; /* (element-type GtkWidget): lent by group */
  GtkLabel *problem_label;
  GtkWidget *again_button;

  OdDesk *desk;
  OdReader *reader; /* NULL once disposed */
  json_t *calls;    /* NULL: not read yet */
};

G_DEFINE_FINAL_TYPE (OdCallList, od_call_list, ADW_TYPE_BIN)

static const char *
get_text (json_t *object, const char *field)
{
  return json_string_value (json_object_get (object, field));
}

static char *
moment_of (json_t *object, const char *field)
{
  return od_moment_format (json_integer_value (json_object_get (object, field)));
}

/* --- words ------------------------------------------------------------------------ */

/* Of what @call has in @field: " · anna"; nothing where nobody knows. */
static void
add_name (OdCallList *self, GString *text, json_t *call, const char *field, OdDeskList of)
{
  gint64 id = json_integer_value (json_object_get (call, field));
  OdRecord *record = id != 0 ? od_record_list_find (od_desk_get_list (self->desk, of), id)
                             : NULL;

  if (record != NULL)
    g_string_append_printf (text, " · %s", od_record_get_text (record, OD_FIELD_NAME));
}

/* (transfer full): what was said before, with the time that went with it. */
static char *
say_was (json_t *correction)
{
  const char *was = get_text (correction, OD_FIELD_WAS);
  g_autofree char *back = moment_of (correction, OD_FIELD_WAS_CALL_BACK_AT_MS);

  return json_integer_value (json_object_get (correction, OD_FIELD_WAS_CALL_BACK_AT_MS))
             != 0
           ? g_strdup_printf ("%s (%s)", was, back)
           : g_strdup (was);
}

static void
add_correction (GString *text, json_t *correction)
{
  const char *word = get_text (correction, OD_FIELD_DISPOSITION);
  const char *user = get_text (correction, OD_FIELD_USER_NAME);
  g_autofree char *was = say_was (correction);
  g_autofree char *when = moment_of (correction, OD_FIELD_AT_MS);

  g_string_append_c (text, '\n');
  if (g_strcmp0 (get_text (correction, OD_FIELD_WAS), word) == 0)
    /* Translators: a moment, a disposition (with the time it had) and a person's name. */
    g_string_append_printf (text, _ ("%s: another time than %s, said by %s"), when, was,
                            user);
  else
    /* Translators: a moment, two dispositions and a person's name. */
    g_string_append_printf (text, _ ("%s: %s instead of %s, said by %s"), when, word, was,
                            user);
}

/* (transfer full): "29 November 2026, 21:34 · anna" */
static GString *
begin_call (OdCallList *self, json_t *call)
{
  g_autofree char *when = moment_of (call, OD_FIELD_QUEUED_AT_MS);
  GString *text = g_string_new (when);

  add_name (self, text, call, OD_FIELD_AGENT, OD_DESK_AGENTS);
  return text;
}

/* (transfer full): with its campaign, and a line for whatever became of its word. */
static char *
say_call (OdCallList *self, json_t *call)
{
  GString *text = begin_call (self, call);
  json_t *correction;
  gsize i;

  add_name (self, text, call, OD_FIELD_CAMPAIGN, OD_DESK_CAMPAIGNS);
  if (json_integer_value (json_object_get (call, OD_FIELD_CALL_BACK_AT_MS)) != 0) {
    g_autofree char *back = moment_of (call, OD_FIELD_CALL_BACK_AT_MS);

    g_string_append_c (text, '\n');
    g_string_append_printf (text, _ ("To be called back: %s"), back);
  }
  json_array_foreach (json_object_get (call, OD_FIELD_CORRECTIONS), i, correction)
    add_correction (text, correction);
  return g_string_free (text, FALSE);
}

/* --- rows ------------------------------------------------------------------------- */

static void
on_saved (OdCallList *self)
{
  od_reader_read (self->reader);
  g_signal_emit_by_name (self, "corrected");
}

static void
on_correct (GtkWidget *button, OdCallList *self)
{
  json_t *call = g_object_get_data (G_OBJECT (button), "call");
  GtkWidget *dialog = od_outcome_dialog_show (GTK_WIDGET (self), self->desk, call);

  g_signal_connect_object (dialog, "saved", G_CALLBACK (on_saved), self,
                           G_CONNECT_SWAPPED);
}

/* Who hears the buttons alone hears which call each is of. */
static GtkWidget *
make_button (OdCallList *self, json_t *call)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Correct…"));
  g_autoptr (GString) about = begin_call (self, call);
  /* Translators: a moment, perhaps with an agent: "29 November 2026, 21:34 · anna". */
  g_autofree char *name = g_strdup_printf (_ ("Correct… the call of %s"), about->str);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "call", json_incref (call),
                          (GDestroyNotify) json_decref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_correct), self, 0);
  return button;
}

static void
add_call (OdCallList *self, json_t *call)
{
  const char *word = get_text (call, OD_FIELD_DISPOSITION);
  g_autofree char *words = say_call (self, call);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 word != NULL
                                   ? word
                                   : get_text (call, OD_FIELD_SYSTEM_DISPOSITION));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  if (word != NULL)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_button (self, call));
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
}

static void
show (OdCallList *self)
{
  json_t *call;
  gsize i;

  if (self->calls == NULL)
    return;
  for (guint n = 0; n < self->rows->len; n++)
    adw_preferences_group_remove (self->group, self->rows->pdata[n]);
  g_ptr_array_set_size (self->rows, 0);
  json_array_foreach (self->calls, i, call) add_call (self, call);
  adw_preferences_group_set_description (self->group, self->rows->len == 0
                                                        ? _ ("No calls yet")
                                                        : NULL);
}

static void
on_read (OdReader *reader, json_t *answer, OdCallList *self)
{
  json_decref (self->calls);
  self->calls = json_incref (json_object_get (answer, OD_FIELD_CALLS));
  od_sentence_show (self->problem_label, NULL);
  gtk_widget_set_visible (self->again_button, FALSE);
  show (self);
}

/* What was read before stays. */
static void
on_failed (OdReader *reader, const GError *error, OdCallList *self)
{
  od_sentence_show (self->problem_label, error->message);
  gtk_widget_set_visible (self->again_button, TRUE);
  gtk_widget_set_sensitive (self->again_button, TRUE);
}

/* At once, also while the reader waits before it asks by itself. */
static void
read_again (OdCallList *self)
{
  gtk_widget_set_sensitive (self->again_button, FALSE);
  od_reader_stop (self->reader);
  od_reader_read (self->reader);
}

/* --- the list --------------------------------------------------------------------- */

static void
od_call_list_dispose (GObject *object)
{
  OdCallList *self = OD_CALL_LIST (object);

  od_reader_leave (&self->reader, self);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->calls, json_decref);
  G_OBJECT_CLASS (od_call_list_parent_class)->dispose (object);
}

static void
od_call_list_finalize (GObject *object)
{
  g_ptr_array_unref (OD_CALL_LIST (object)->rows);
  G_OBJECT_CLASS (od_call_list_parent_class)->finalize (object);
}

static void
od_call_list_class_init (OdCallListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = od_call_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = od_call_list_finalize;
  od_signal_new (klass, "corrected", 0);
}

static void
od_call_list_init (OdCallList *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->rows = g_ptr_array_new ();
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->group, _ ("Earlier Calls"));
  self->problem_label = g_object_new (GTK_TYPE_LABEL, "accessible-role",
                                      GTK_ACCESSIBLE_ROLE_ALERT, "xalign", 0.0, "wrap",
                                      TRUE, "visible", FALSE, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->problem_label), "problem");
  self->again_button = gtk_button_new_with_label (_ ("Try Again"));
  gtk_widget_set_halign (self->again_button, GTK_ALIGN_START);
  gtk_widget_set_visible (self->again_button, FALSE);
  g_signal_connect_swapped (self->again_button, "clicked", G_CALLBACK (read_again), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->group));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->problem_label));
  gtk_box_append (GTK_BOX (box), self->again_button);
  adw_bin_set_child (ADW_BIN (self), box);
  od_form_content_leave_out (GTK_WIDGET (self));
}

GtkWidget *
od_call_list_new (OdDesk *desk, gint64 lead)
{
  OdCallList *self = g_object_new (OD_TYPE_CALL_LIST, NULL);
  g_autofree char *path = od_backend_fill_id (OD_PATH_LEAD_CALLS, lead);
  static const OdDeskList names[] = { OD_DESK_AGENTS, OD_DESK_CAMPAIGNS };

  self->desk = g_object_ref (desk);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_signal_connect_object (od_desk_get_list (desk, names[i]), "loaded",
                             G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  self->reader = od_reader_new (od_desk_get_backend (desk), path, 0);
  g_signal_connect (self->reader, "read", G_CALLBACK (on_read), self);
  g_signal_connect (self->reader, "failed", G_CALLBACK (on_failed), self);
  od_reader_read (self->reader);
  return GTK_WIDGET (self);
}
