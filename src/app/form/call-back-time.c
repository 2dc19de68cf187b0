/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A choice of days, and a time that is typed as 14:30. Main thread.
 */
#include "app/form/call-back-time.h"

#include "app/object/signal.h"

#include <glib/gi18n.h>

#define N_DAYS 31

struct _OdCallBackTime {
  AdwBin parent_instance;

  GtkDropDown *day;
  GtkEntry *time;
  GDateTime *now; /* when it was asked; the first day; NULL: not yet */
};

G_DEFINE_FINAL_TYPE (OdCallBackTime, od_call_back_time, ADW_TYPE_BIN)

static void
on_changed (OdCallBackTime *self)
{
  g_signal_emit_by_name (self, "changed");
}

static void
od_call_back_time_finalize (GObject *object)
{
  g_clear_pointer (&OD_CALL_BACK_TIME (object)->now, g_date_time_unref);
  G_OBJECT_CLASS (od_call_back_time_parent_class)->finalize (object);
}

static void
od_call_back_time_class_init (OdCallBackTimeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = od_call_back_time_finalize;
  od_signal_new (klass, "changed", 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/dev/outdial/Outdial/form/"
                                                             "call-back-time.ui");
  gtk_widget_class_bind_template_child (widget_class, OdCallBackTime, day);
  gtk_widget_class_bind_template_child (widget_class, OdCallBackTime, time);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
}

static void
od_call_back_time_init (OdCallBackTime *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
name_day (GDateTime *now, int days)
{
  g_autoptr (GDateTime) day = g_date_time_add_days (now, days);

  if (days == 0)
    return g_strdup (_ ("Today"));
  if (days == 1)
    return g_strdup (_ ("Tomorrow"));

  /* Translators: a day of the next month, as g_date_time_format () takes it. */
  return g_date_time_format (day, _ ("%A, %-e %B"));
}

void
od_call_back_time_begin (OdCallBackTime *self, GDateTime *now)
{
  g_autoptr (GtkStringList) days = gtk_string_list_new (NULL);
  g_autofree char *time = g_date_time_format (now, "%H:00");

  g_clear_pointer (&self->now, g_date_time_unref);
  self->now = g_date_time_ref (now);
  for (int i = 0; i < N_DAYS; i++)
    gtk_string_list_take (days, name_day (now, i));
  gtk_drop_down_set_model (self->day, G_LIST_MODEL (days));
  gtk_drop_down_set_selected (self->day, 1);
  gtk_editable_set_text (GTK_EDITABLE (self->time), time);
}

/* "9:30" or "09:30". */
static gboolean
read_time (const char *text, gint64 *hour, gint64 *minute)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", -1);

  return g_strv_length (parts) == 2 && strlen (parts[0]) <= 2 && strlen (parts[1]) == 2
         && g_ascii_string_to_signed (parts[0], 10, 0, 23, hour, NULL)
         && g_ascii_string_to_signed (parts[1], 10, 0, 59, minute, NULL);
}

gint64
od_call_back_time_get_ms (OdCallBackTime *self)
{
  g_autoptr (GDateTime) day = NULL;
  g_autoptr (GDateTime) at = NULL;
  gint64 hour, minute;
  guint chosen = gtk_drop_down_get_selected (self->day);

  if (self->now == NULL || chosen >= N_DAYS
      || !read_time (gtk_editable_get_text (GTK_EDITABLE (self->time)), &hour, &minute))
    return 0;

  day = g_date_time_add_days (self->now, (int) chosen);
  at = g_date_time_new (g_date_time_get_timezone (self->now), g_date_time_get_year (day),
                        g_date_time_get_month (day), g_date_time_get_day_of_month (day),
                        (int) hour, (int) minute, 0);
  if (at == NULL || g_date_time_compare (at, self->now) <= 0)
    return 0;

  return g_date_time_to_unix (at) * 1000;
}
