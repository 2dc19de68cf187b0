/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * After which outcomes a leadset's leads are dialed again by themselves, how much later,
 * and how often in all. What the server has stands there before anything can be chosen:
 * the whole set is saved at once, and the last one saved counts. Main thread.
 */
#include "app/leadset/retry-dialog.h"

#include "app/desk/reader.h"
#include "app/form/form-dialog.h"
#include "app/layout/text-size.h"
#include "app/leadset/outcome-words.h"
#include "shared/model/recycle.h"
#include "shared/wire/fields.h"
#include "shared/wire/paths.h"

#include <glib/gi18n.h>

#define WIDTH          780 /* for text of the usual size */
#define MINUTE_MS      60000
#define USUAL_MINUTES  60
#define USUAL_ATTEMPTS 3

#define OD_TYPE_RETRY_DIALOG (od_retry_dialog_get_type ())
G_DECLARE_FINAL_TYPE (OdRetryDialog, od_retry_dialog, OD, RETRY_DIALOG, OdFormDialog)

/* One outcome. */
typedef struct {
  const OdOutcomeWords *of; /* lent */
  GtkSwitch *on_switch;
  GtkSpinButton *delay_spin;
  GtkSpinButton *attempts_spin;
  gint64 delay_ms; /* as the server has it: it need not be whole minutes */
} Line;

struct _OdRetryDialog {
  OdFormDialog parent_instance;

  GtkWidget *form;
  GtkWidget *group;
  GtkWidget *about_label;
  GArray *outcomes;  /* (element-type OdOutcomeWords) */
  GArray *lines;     /* (element-type Line): one for each */
  json_t *strangers; /* rules of outcomes that only the server knows: they stay */

  OdDesk *desk;
  char *path;
  OdReader *reader; /* of the rules there are; NULL: they stand there */
};

G_DEFINE_FINAL_TYPE (OdRetryDialog, od_retry_dialog, OD_TYPE_FORM_DIALOG)

static Line *
get_line (OdRetryDialog *self, guint i)
{
  return &g_array_index (self->lines, Line, i);
}

static gint64
to_minutes (gint64 ms)
{
  return (ms + MINUTE_MS - 1) / MINUTE_MS;
}

/* --- what is chosen --------------------------------------------------------------- */

/* A spin button reads what is typed only when it loses the focus, and then silently
 * moves it within its limits: here the problem is shown while it is typed. */
static gboolean
is_within (GtkSpinButton *spin)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (spin));
  double min, max;
  gint64 number;

  gtk_spin_button_get_range (spin, &min, &max);
  return g_ascii_string_to_signed (text, 10, min, max, &number, NULL);
}

static void
check_line (OdRetryDialog *self, const Line *line)
{
  gboolean on = gtk_switch_get_active (line->on_switch);
  const char *why_delay = NULL, *why_attempts = NULL;

  if (on && !is_within (line->delay_spin))
    why_delay = _ ("Enter 2 to 43200 minutes: two minutes to thirty days.");
  if (on && !is_within (line->attempts_spin))
    why_attempts = _ ("Enter 1 to 10 calls in all.");
  gtk_widget_set_sensitive (GTK_WIDGET (line->delay_spin), on);
  gtk_widget_set_sensitive (GTK_WIDGET (line->attempts_spin), on);
  od_form_dialog_set_problem (OD_FORM_DIALOG (self), GTK_WIDGET (line->delay_spin),
                              why_delay);
  od_form_dialog_set_problem (OD_FORM_DIALOG (self), GTK_WIDGET (line->attempts_spin),
                              why_attempts);
}

static void
check_lines (OdRetryDialog *self)
{
  for (guint i = 0; i < self->lines->len; i++)
    check_line (self, get_line (self, i));
}

static void
on_chosen (OdRetryDialog *self)
{
  od_form_dialog_touch (OD_FORM_DIALOG (self));
  check_lines (self);
}

/* (transfer full) */
static json_t *
make_rule (const Line *line)
{
  gint64 minutes, delay_ms;

  gtk_spin_button_update (line->delay_spin);
  gtk_spin_button_update (line->attempts_spin);
  minutes = gtk_spin_button_get_value_as_int (line->delay_spin);
  delay_ms = to_minutes (line->delay_ms) == minutes ? line->delay_ms
                                                    : minutes * MINUTE_MS;
  return json_pack ("{s:s, s:I, s:i}", OD_FIELD_OUTCOME, line->of->outcome,
                    OD_FIELD_DELAY_MS, (json_int_t) delay_ms, OD_FIELD_MAX_ATTEMPTS,
                    gtk_spin_button_get_value_as_int (line->attempts_spin));
}

static void
confirm (OdFormDialog *dialog)
{
  OdRetryDialog *self = OD_RETRY_DIALOG (dialog);
  json_t *rules = json_copy (self->strangers);
  json_t *body = json_pack ("{s:o}", OD_FIELD_RULES, rules);
  OdBackendRequest request = { "PUT", self->path, body };

  for (guint i = 0; i < self->lines->len; i++) {
    if (gtk_switch_get_active (get_line (self, i)->on_switch))
      json_array_append_new (rules, make_rule (get_line (self, i)));
  }
  od_form_dialog_send (dialog, od_desk_get_backend (self->desk), &request);
  json_decref (body);
}

/* --- what the server has ---------------------------------------------------------- */

/* NULL: this program does not know it. */
static Line *
find_line (OdRetryDialog *self, const char *outcome)
{
  for (guint i = 0; i < self->lines->len; i++) {
    if (g_strcmp0 (get_line (self, i)->of->outcome, outcome) == 0)
      return get_line (self, i);
  }

  return NULL;
}

static void
show_rule (OdRetryDialog *self, json_t *rule)
{
  Line *line = find_line (self,
                          json_string_value (json_object_get (rule, OD_FIELD_OUTCOME)));

  if (line == NULL) {
    json_array_append (self->strangers, rule);
    return;
  }

  line->delay_ms = json_integer_value (json_object_get (rule, OD_FIELD_DELAY_MS));
  gtk_spin_button_set_value (line->delay_spin, to_minutes (line->delay_ms));
  gtk_spin_button_set_value (line->attempts_spin,
                             json_integer_value (
                               json_object_get (rule, OD_FIELD_MAX_ATTEMPTS)));
  gtk_switch_set_active (line->on_switch, TRUE);
}

/* @why: nothing can be chosen yet; NULL: all of it can. */
static void
hold (OdRetryDialog *self, const char *why)
{
  gtk_widget_set_sensitive (self->group, why == NULL);
  od_form_dialog_set_problem (OD_FORM_DIALOG (self), self->about_label, why);
}

static void
on_read (OdReader *reader, json_t *answer, OdRetryDialog *self)
{
  json_t *rule;
  gsize i;

  json_array_foreach (json_object_get (answer, OD_FIELD_RULES), i, rule)
  {
    show_rule (self, rule);
  }
  od_reader_leave (&self->reader, self);
  od_form_dialog_untouch (OD_FORM_DIALOG (self));
  hold (self, NULL);
  gtk_widget_child_focus (self->form, GTK_DIR_TAB_FORWARD);
}

/* A server that does not answer is asked again by itself. */
static void
on_read_failed (OdReader *reader, const GError *error, OdRetryDialog *self)
{
  hold (self, error->message);
}

/* --- the dialog ------------------------------------------------------------------- */

static void
od_retry_dialog_dispose (GObject *object)
{
  OdRetryDialog *self = OD_RETRY_DIALOG (object);

  od_reader_leave (&self->reader, self);
  g_clear_pointer (&self->strangers, json_decref);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->path, g_free);
  g_clear_pointer (&self->lines, g_array_unref);
  g_clear_pointer (&self->outcomes, g_array_unref);
  G_OBJECT_CLASS (od_retry_dialog_parent_class)->dispose (object);
}

static void
od_retry_dialog_class_init (OdRetryDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = od_retry_dialog_dispose;
  OD_FORM_DIALOG_CLASS (klass)->confirm = confirm;
}

/* The switch is called as its row is. The numbers say of which outcome they are: who
 * hears them does not see the row. */
static void
name_controls (const Line *line)
{
  const char *words = line->of->words;
  g_autofree char *delay = g_strdup_printf (_ ("%s: dial again after, minutes"), words);
  g_autofree char *attempts = g_strdup_printf (_ ("%s: at most, calls in all"), words);

  gtk_accessible_update_property (GTK_ACCESSIBLE (line->on_switch),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  _ ("Dial again by itself"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (line->delay_spin),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, delay, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (line->attempts_spin),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, attempts, -1);
}

/* @unit: what is said behind the number. */
static GtkSpinButton *
add_spin (OdRetryDialog *self,
          AdwActionRow *row,
          int min,
          int max,
          int value,
          const char *unit)
{
  GtkWidget *spin = gtk_spin_button_new_with_range (min, max, 1);

  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), value);
  gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (spin), TRUE);
  adw_action_row_add_suffix (row, spin);
  adw_action_row_add_suffix (row, gtk_label_new (unit));
  g_signal_connect_swapped (spin, "changed", G_CALLBACK (on_chosen), self);
  return GTK_SPIN_BUTTON (spin);
}

static void
add_line (OdRetryDialog *self, Line *line)
{
  GtkWidget *row = adw_action_row_new ();

  line->on_switch = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (line->on_switch), GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), line->of->words);
  if (line->of->unspent)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                                 _ ("Dialed again anyway, later each time, up to 10 "
                                    "calls. This counts after them."));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), GTK_WIDGET (line->on_switch));
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row),
                                         GTK_WIDGET (line->on_switch));
  line->delay_spin = add_spin (self, ADW_ACTION_ROW (row),
                               OD_RETRY_RULE_MIN_DELAY_MS / MINUTE_MS,
                               OD_RETRY_RULE_MAX_DELAY_MS / MINUTE_MS, USUAL_MINUTES,
                               _ ("minutes later,"));
  line->attempts_spin = add_spin (self, ADW_ACTION_ROW (row), 1,
                                  OD_RETRY_RULE_MAX_ATTEMPTS, USUAL_ATTEMPTS,
                                  _ ("calls at most"));
  g_signal_connect_swapped (line->on_switch, "notify::active", G_CALLBACK (on_chosen),
                            self);
  name_controls (line);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), row);
}

static void
add_lines (OdRetryDialog *self)
{
  self->lines = g_array_new (FALSE, TRUE, sizeof (Line));
  g_array_set_size (self->lines, self->outcomes->len);
  for (guint i = 0; i < self->lines->len; i++) {
    get_line (self, i)->of = &g_array_index (self->outcomes, OdOutcomeWords, i);
    add_line (self, get_line (self, i));
  }
  check_lines (self);
}

static void
od_retry_dialog_init (OdRetryDialog *self)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new ();

  self->strangers = json_array ();
  gtk_builder_add_from_resource (builder, "/dev/outdial/Outdial/leadset/retry-dialog.ui",
                                 NULL);
  self->form = GTK_WIDGET (gtk_builder_get_object (builder, "form"));
  self->about_label = GTK_WIDGET (gtk_builder_get_object (builder, "about_label"));
  self->group = GTK_WIDGET (gtk_builder_get_object (builder, "group"));
  od_form_dialog_set_content (OD_FORM_DIALOG (self), self->form);
}

GtkWidget *
od_retry_dialog_show (GtkWidget *widget, OdDesk *desk, OdRecord *leadset)
{
  OdRetryDialog *self = g_object_new (OD_TYPE_RETRY_DIALOG, "title",
                                      _ ("Automatic Recycle"), "default-width",
                                      od_text_size_scale (WIDTH), NULL);

  self->desk = g_object_ref (desk);
  self->path = od_backend_fill_id (OD_PATH_LEADSET_RETRY, od_record_get_id (leadset));
  self->outcomes = od_outcome_words_list (desk, leadset);
  add_lines (self);
  self->reader = od_reader_new (od_desk_get_backend (desk), self->path, 0);
  g_signal_connect (self->reader, "read", G_CALLBACK (on_read), self);
  g_signal_connect (self->reader, "failed", G_CALLBACK (on_read_failed), self);
  od_reader_read (self->reader);
  hold (self, _ ("Waiting for the server"));
  od_form_dialog_show_over (OD_FORM_DIALOG (self), widget);
  return GTK_WIDGET (self);
}
