/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One document of the server, told three times: drawn, as rows, and as a sentence. The
 * rows are made when somebody opens them. Main thread.
 */
#include "app/supervisor/hour-card.h"

#include "app/charts/hour-chart.h"
#include "app/desk/reader.h"
#include "app/list/record-table.h"
#include "app/object/signal.h"
#include "app/supervisor/latency-words.h"
#include "app/supervisor/pace-words.h"
#include "shared/wire/fields.h"
#include "shared/wire/paths.h"

#include <glib/gi18n.h>
#include <math.h>

#define PAUSE_MS   2000
#define TICK_S     10 /* idle agents go on without a word of the stream */
#define ROW_HEIGHT 240

struct _OdHourCard {
  AdwBin parent_instance;

  GtkLabel *pace_label;
  OdHourChart *chart;
  GtkLabel *latency_label;
  GtkExpander *expander;

  OdDesk *desk; /* owned; so below */
  gint64 campaign_id;
  OdReader *reader;
  OdRecordList *rows; /* newest first */
  json_t *hour;       /* NULL: never heard */
  guint tick_id;      /* source; 0: not seen */
};

G_DEFINE_FINAL_TYPE (OdHourCard, od_hour_card, ADW_TYPE_BIN)

/* A lane's field. */
static const char *const fields[OD_MINUTES_N_LANES] = {
  [OD_MINUTES_DIALED] = OD_FIELD_PLACED,
  [OD_MINUTES_ANSWERED] = OD_FIELD_ANSWERED,
  [OD_MINUTES_ABANDONED] = OD_FIELD_ABANDONED,
  [OD_MINUTES_IDLE_AGENTS] = OD_FIELD_IDLE_AGENTS,
};

static OdMinute
read_minute (json_t *object)
{
  OdMinute minute = { json_integer_value (json_object_get (object, OD_FIELD_AT_MS)) };

  for (guint lane = 0; lane < OD_MINUTES_N_LANES; lane++) {
    json_t *value = json_object_get (object, fields[lane]);

    minute.values[lane] = json_is_number (value) ? json_number_value (value) : NAN;
  }
  return minute;
}

/* --- the table -------------------------------------------------------------------- */

static char *
get_time (OdRecord *row, gpointer data)
{
  OdMinute minute = read_minute (od_record_get_body (row));

  return od_minutes_dup_time (&minute);
}

static gint64
get_time_number (OdRecord *row, gpointer data)
{
  return od_record_get_int (row, OD_FIELD_AT_MS);
}

/* Two functions a lane: a column tells none which one it is. */
#define LANE(name, lane)                                                                 \
  static gint64 get_##name##_number (OdRecord *row, gpointer data)                       \
  {                                                                                      \
    double value = read_minute (od_record_get_body (row)).values[lane];                  \
                                                                                         \
    return isnan (value) ? -1 : llround (100 * value);                                   \
  }                                                                                      \
  static char *get_##name (OdRecord *row, gpointer data)                                 \
  {                                                                                      \
    return od_minutes_dup_figure (lane,                                                  \
                                  read_minute (od_record_get_body (row)).values[lane]);  \
  }
LANE (dialed, OD_MINUTES_DIALED)
LANE (answered, OD_MINUTES_ANSWERED)
LANE (abandoned, OD_MINUTES_ABANDONED)
LANE (idle, OD_MINUTES_IDLE_AGENTS)

static GtkWidget *
make_table (OdHourCard *self)
{
  const OdListColumn columns[] = {
    { .name = OD_FIELD_AT_MS,
      .title = _ ("Minute"),
      .text = get_time,
      .number = get_time_number },
    { .name = OD_FIELD_PLACED,
      .title = od_minutes_get_title (OD_MINUTES_DIALED),
      .text = get_dialed,
      .number = get_dialed_number },
    { .name = OD_FIELD_ANSWERED,
      .title = od_minutes_get_title (OD_MINUTES_ANSWERED),
      .text = get_answered,
      .number = get_answered_number },
    { .name = OD_FIELD_ABANDONED,
      .title = od_minutes_get_title (OD_MINUTES_ABANDONED),
      .text = get_abandoned,
      .number = get_abandoned_number },
    { .name = OD_FIELD_IDLE_AGENTS,
      .title = od_minutes_get_title (OD_MINUTES_IDLE_AGENTS),
      .text = get_idle,
      .number = get_idle_number },
  };
  GtkWidget *table = od_record_table_new (_ ("Minutes"), G_LIST_MODEL (self->rows),
                                          columns, G_N_ELEMENTS (columns), self);

  od_record_table_set_can_search (OD_RECORD_TABLE (table), FALSE);
  od_record_table_set_can_refresh (OD_RECORD_TABLE (table), FALSE);
  gtk_widget_set_size_request (table, -1, ROW_HEIGHT);
  gtk_widget_set_margin_top (table, 6);
  return table;
}

/* What is too old goes first, then what is new comes: whoever reads in between sees no
 * row jump. */
static void
fill_rows (OdHourCard *self)
{
  json_t *minutes = json_object_get (self->hour, OD_FIELD_MINUTES);
  json_t *kept = json_array (), *rows = json_array ();

  for (gsize i = json_array_size (minutes); i > 0; i--) {
    json_t *row = json_copy (json_array_get (minutes, i - 1));
    json_t *at = json_object_get (row, OD_FIELD_AT_MS);

    json_object_set (row, OD_FIELD_ID, at);
    if (od_record_list_find (self->rows, json_integer_value (at)) != NULL)
      json_array_append (kept, row);
    json_array_append_new (rows, row);
  }
  od_record_list_replace (self->rows, kept);
  od_record_list_replace (self->rows, rows);
  json_decref (kept);
  json_decref (rows);
}

static void
on_expanded (OdHourCard *self)
{
  if (!gtk_expander_get_expanded (self->expander))
    return;

  if (gtk_expander_get_child (self->expander) == NULL)
    gtk_expander_set_child (self->expander, make_table (self));
  fill_rows (self);
}

/* --- what is heard ---------------------------------------------------------------- */

static void
show_chart (OdHourCard *self)
{
  json_t *all = json_object_get (self->hour, OD_FIELD_MINUTES);
  OdMinute minutes[OD_MINUTES_MAX] = { 0 };
  gsize n = MIN (json_array_size (all), OD_MINUTES_MAX);

  for (gsize i = 0; i < n; i++)
    minutes[i] = read_minute (json_array_get (all, i));
  if (n > 0)
    od_hour_chart_set_minutes (self->chart, minutes, n);
}

/* @words: NULL: it is not seen. */
static void
say (GtkLabel *label, const char *words)
{
  gtk_label_set_text (label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (label), words != NULL);
}

static void
on_read (OdReader *reader, json_t *answer, OdHourCard *self)
{
  g_autofree char *latency = od_latency_words_dup (
    json_object_get (answer, OD_FIELD_ANSWER_TO_AGENT_MS));
  g_autofree char *pace = od_pace_words_dup (json_object_get (answer, OD_FIELD_NOW));

  json_incref (answer);
  json_decref (self->hour);
  self->hour = answer;
  show_chart (self);
  say (self->pace_label, pace);
  say (self->latency_label, latency);
  on_expanded (self);
}

static void
read_if_seen (OdHourCard *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    od_reader_read (self->reader);
}

static void
on_news (OdDesk *desk, const char *name, gint64 id, json_t *body, OdHourCard *self)
{
  json_t *whose = json_object_get (body, OD_FIELD_CAMPAIGN);

  if (!g_str_equal (name, OD_NEWS_DASHBOARD)
      && (whose == NULL || json_integer_value (whose) == self->campaign_id))
    read_if_seen (self);
}

static gboolean
on_tick (gpointer data)
{
  read_if_seen (data);
  return G_SOURCE_CONTINUE;
}

/* --- the widget ------------------------------------------------------------------- */

static void
od_hour_card_map (GtkWidget *widget)
{
  OdHourCard *self = OD_HOUR_CARD (widget);

  GTK_WIDGET_CLASS (od_hour_card_parent_class)->map (widget);
  self->tick_id = g_timeout_add_seconds (TICK_S, on_tick, self);
  read_if_seen (self);
}

static void
od_hour_card_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&OD_HOUR_CARD (widget)->tick_id, g_source_remove);
  GTK_WIDGET_CLASS (od_hour_card_parent_class)->unmap (widget);
}

static void
od_hour_card_dispose (GObject *object)
{
  OdHourCard *self = OD_HOUR_CARD (object);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  od_reader_leave (&self->reader, self);
  od_signal_leave (&self->desk, self);
  gtk_widget_dispose_template (GTK_WIDGET (object), OD_TYPE_HOUR_CARD);
  G_OBJECT_CLASS (od_hour_card_parent_class)->dispose (object);
}

static void
od_hour_card_finalize (GObject *object)
{
  OdHourCard *self = OD_HOUR_CARD (object);

  g_object_unref (self->rows);
  json_decref (self->hour);
  G_OBJECT_CLASS (od_hour_card_parent_class)->finalize (object);
}

static void
od_hour_card_class_init (OdHourCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_hour_card_dispose;
  G_OBJECT_CLASS (klass)->finalize = od_hour_card_finalize;
  widget_class->map = od_hour_card_map;
  widget_class->unmap = od_hour_card_unmap;
  g_type_ensure (OD_TYPE_HOUR_CHART);
  gtk_widget_class_set_template_from_resource (widget_class, "/dev/outdial/Outdial/"
                                                             "supervisor/hour-card.ui");
  gtk_widget_class_bind_template_child (widget_class, OdHourCard, pace_label);
  gtk_widget_class_bind_template_child (widget_class, OdHourCard, chart);
  gtk_widget_class_bind_template_child (widget_class, OdHourCard, latency_label);
  gtk_widget_class_bind_template_child (widget_class, OdHourCard, expander);
  gtk_widget_class_bind_template_callback (widget_class, on_expanded);
}

static void
od_hour_card_init (OdHourCard *self)
{
  self->rows = od_record_list_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
od_hour_card_new (OdDesk *desk, gint64 campaign_id)
{
  OdHourCard *self = g_object_new (OD_TYPE_HOUR_CARD, NULL);
  g_autofree char *path = od_backend_fill_id (OD_PATH_CAMPAIGN_HOUR, campaign_id);

  self->desk = g_object_ref (desk);
  self->campaign_id = campaign_id;
  self->reader = od_reader_new (od_desk_get_backend (desk), path, PAUSE_MS);
  g_signal_connect (self->reader, "read", G_CALLBACK (on_read), self);
  g_signal_connect (desk, "news", G_CALLBACK (on_news), self);
  g_signal_connect_swapped (desk, "refresh", G_CALLBACK (read_if_seen), self);
  return GTK_WIDGET (self);
}
