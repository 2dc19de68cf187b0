/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Asks for agents and answers, plays the day and tells it. Main thread, but for the day.
 */
#include "app/supervisor/rehearsal-dialog.h"

#include "app/charts/hour-chart.h"
#include "app/desk/reader.h"
#include "app/object/signal.h"
#include "app/supervisor/rehearsal-words.h"
#include "shared/rehearsal/campaign-scenario.h"
#include "shared/wire/campaign-json.h"
#include "shared/wire/past-json.h"
#include "shared/wire/paths.h"

#include <glib/gi18n.h>

#define PAUSE_MS 2000

struct _OdRehearsalDialog {
  OdFormDialog parent_instance;

  GtkSpinButton *agents_spin;
  GtkSpinButton *answers_spin;
  GtkWidget *result_box;
  GtkSpinner *spinner;
  GtkLabel *result_label;
  OdHourChart *chart;

  OdRecord *campaign; /* owned; so below */
  OdReader *reader;   /* NULL: it has been read */
  OdPast *past;       /* NULL: not read yet */
  GCancellable *cancellable;
  gboolean playing;
};

G_DEFINE_FINAL_TYPE (OdRehearsalDialog, od_rehearsal_dialog, OD_TYPE_FORM_DIALOG)

/* What the thread has for itself. */
typedef struct {
  OdScenario scenario;
  char *learned; /* lent to the scenario */
  OdRehearsal rehearsal;
} Day;

static void
day_free (gpointer data)
{
  Day *day = data;

  g_free (day->learned);
  g_free (day);
}

/* FALSE: the campaign has called too few. */
static gboolean
set_scenario (OdRehearsalDialog *self, OdScenario *scenario)
{
  g_autoptr (OdCampaign) campaign = od_campaign_new ();

  od_campaign_json_take_dialing (campaign, od_record_get_body (self->campaign));
  return od_campaign_scenario_set (scenario, campaign, self->past);
}

/* --- what it begins with ---------------------------------------------------------- */

static void
set_problem (OdRehearsalDialog *self, const char *why)
{
  od_form_dialog_set_problem (OD_FORM_DIALOG (self), GTK_WIDGET (self->agents_spin), why);
}

static void
on_read (OdReader *reader, json_t *answer, OdRehearsalDialog *self)
{
  g_autoptr (OdPast) past = od_past_new ();
  g_autoptr (GError) error = NULL;
  OdScenario scenario;

  od_reader_leave (&self->reader, self);
  if (!od_past_json_apply (past, answer, &error)) {
    set_problem (self, error->message);
    return;
  }
  self->past = g_steal_pointer (&past);
  if (!set_scenario (self, &scenario)) {
    set_problem (self, _ ("This campaign has too few calls to learn from: it takes 100 "
                          "calls and 20 talks."));
    return;
  }

  gtk_spin_button_set_value (self->agents_spin, scenario.agents);
  gtk_spin_button_set_value (self->answers_spin, scenario.answers * 100);
  set_problem (self, NULL);
}

static void
on_read_failed (OdReader *reader, const GError *error, OdRehearsalDialog *self)
{
  set_problem (self, error->message);
}

/* --- the day ---------------------------------------------------------------------- */

/* On its thread. */
static bool
is_wanted (void *cancellable)
{
  return !g_cancellable_is_cancelled (cancellable);
}

static void
play (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Day *day = data;

  od_rehearsal_play (&day->scenario, is_wanted, cancellable, &day->rehearsal);
  g_task_return_boolean (task, TRUE);
}

static void
show_playing (OdRehearsalDialog *self, gboolean playing)
{
  self->playing = playing;
  gtk_widget_set_visible (self->result_box, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), playing);
  gtk_spinner_set_spinning (self->spinner, playing);
}

static void
on_played (GObject *source, GAsyncResult *result, gpointer data)
{
  OdRehearsalDialog *self = OD_REHEARSAL_DIALOG (source);
  Day *day = g_task_get_task_data (G_TASK (result));
  OdMinute quarters[OD_MINUTES_MAX];
  g_autofree char *words = NULL;
  gsize n;

  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    return; /* it was closed */

  n = od_rehearsal_words_get_quarters (&day->rehearsal, quarters);
  words = od_rehearsal_words_dup (&day->scenario, &day->rehearsal);
  show_playing (self, FALSE);
  gtk_label_set_text (self->result_label, words);
  od_hour_chart_set_minutes (self->chart, quarters, n);
  gtk_widget_set_visible (GTK_WIDGET (self->chart), TRUE);
}

static void
od_rehearsal_dialog_confirm (OdFormDialog *form)
{
  OdRehearsalDialog *self = OD_REHEARSAL_DIALOG (form);
  g_autoptr (GTask) task = NULL;
  Day *day;

  if (self->playing || self->past == NULL)
    return;

  gtk_spin_button_update (self->agents_spin); /* what is typed, also before Tab */
  gtk_spin_button_update (self->answers_spin);
  day = g_new0 (Day, 1);
  set_scenario (self, &day->scenario);
  day->scenario.learned = day->learned = g_strdup (self->past->learned);
  day->scenario.agents = gtk_spin_button_get_value_as_int (self->agents_spin);
  day->scenario.answers = gtk_spin_button_get_value (self->answers_spin) / 100;

  task = g_task_new (self, self->cancellable, on_played, NULL);
  g_task_set_task_data (task, day, day_free);
  gtk_label_set_text (self->result_label, _ ("Playing the day…"));
  show_playing (self, TRUE);
  g_task_run_in_thread (task, play);
}

/* --- the widget ------------------------------------------------------------------- */

/* It is closed. A day that is played holds it until then, so it is not disposed yet. */
static void
od_rehearsal_dialog_unmap (GtkWidget *widget)
{
  g_cancellable_cancel (OD_REHEARSAL_DIALOG (widget)->cancellable);
  GTK_WIDGET_CLASS (od_rehearsal_dialog_parent_class)->unmap (widget);
}

static void
od_rehearsal_dialog_dispose (GObject *object)
{
  OdRehearsalDialog *self = OD_REHEARSAL_DIALOG (object);

  od_reader_leave (&self->reader, self);
  g_clear_object (&self->campaign);
  g_clear_pointer (&self->past, od_past_free);
  G_OBJECT_CLASS (od_rehearsal_dialog_parent_class)->dispose (object);
}

static void
od_rehearsal_dialog_finalize (GObject *object)
{
  g_object_unref (OD_REHEARSAL_DIALOG (object)->cancellable);
  G_OBJECT_CLASS (od_rehearsal_dialog_parent_class)->finalize (object);
}

static void
od_rehearsal_dialog_class_init (OdRehearsalDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

#define BIND(child)                                                                      \
  gtk_widget_class_bind_template_child (widget_class, OdRehearsalDialog, child)
  G_OBJECT_CLASS (klass)->dispose = od_rehearsal_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = od_rehearsal_dialog_finalize;
  widget_class->unmap = od_rehearsal_dialog_unmap;
  OD_FORM_DIALOG_CLASS (klass)->confirm = od_rehearsal_dialog_confirm;
  g_type_ensure (OD_TYPE_HOUR_CHART);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/dev/outdial/Outdial/supervisor/rehearsal-dialog.ui");
  BIND (agents_spin);
  BIND (answers_spin);
  BIND (result_box);
  BIND (spinner);
  BIND (result_label);
  BIND (chart);
#undef BIND
}

static void
od_rehearsal_dialog_init (OdRehearsalDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  od_form_dialog_set_confirm_label (OD_FORM_DIALOG (self), _ ("Run"));
  od_hour_chart_set_subject (self->chart, _ ("The day, by quarters of an hour"));
  set_problem (self, _ ("Waiting for the server."));
}

OdFormDialog *
od_rehearsal_dialog_new (OdDesk *desk, OdRecord *campaign)
{
  OdRehearsalDialog *self = g_object_new (OD_TYPE_REHEARSAL_DIALOG, NULL);
  g_autofree char *path = od_backend_fill_id (OD_PATH_CAMPAIGN_PAST,
                                              od_record_get_id (campaign));

  self->campaign = g_object_ref (campaign);
  self->reader = od_reader_new (od_desk_get_backend (desk), path, PAUSE_MS);
  g_signal_connect (self->reader, "read", G_CALLBACK (on_read), self);
  g_signal_connect (self->reader, "failed", G_CALLBACK (on_read_failed), self);
  od_reader_read (self->reader);
  return OD_FORM_DIALOG (self);
}
