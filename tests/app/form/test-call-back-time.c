/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * When a lead wants to be called, as an agent says it.
 */
#include "app/form/call-back-time.h"

#include "support/seen.h"

/* Said on 30 March 2026 at 16:20 in Berlin, a day after summer time began. */
static OdCallBackTime *
begin (void)
{
  g_autoptr (GTimeZone) berlin = g_time_zone_new_identifier ("Europe/Berlin");
  g_autoptr (GDateTime) now = g_date_time_new (berlin, 2026, 3, 30, 16, 20, 0);
  OdCallBackTime *self = g_object_ref_sink (g_object_new (OD_TYPE_CALL_BACK_TIME, NULL));

  od_call_back_time_begin (self, now);
  return self;
}

static gpointer
get (OdCallBackTime *self, const char *name)
{
  return gtk_widget_get_template_child (GTK_WIDGET (self), OD_TYPE_CALL_BACK_TIME, name);
}

static gint64
utc_ms (const char *iso)
{
  g_autoptr (GDateTime) at = g_date_time_new_from_iso8601 (iso, NULL);

  return g_date_time_to_unix (at) * 1000;
}

/* clang-format off */
static const struct {
  guint day;
  const char *time, *at; /* NULL: not a time to come */
} cases[] = {
  { 1,  "16:00", "2026-03-31T14:00:00Z" },
  { 0,  "16:21", "2026-03-30T14:21:00Z" },
  { 0,  "16:20", NULL },
  { 0,  "9:30",  NULL },
  { 2,  "9:30",  "2026-04-01T07:30:00Z" },
  { 30, "23:59", "2026-04-29T21:59:00Z" },
  { 1,  "24:00", NULL },
  { 1,  "7",     NULL },
  { 1,  "7:5",   NULL },
  { 1,  "",      NULL },
};
/* clang-format on */

static void
test_a_day_and_a_time_are_an_instant (void)
{
  OdCallBackTime *self = begin ();

  g_assert_cmpint (od_call_back_time_get_ms (self), ==, utc_ms (cases[0].at));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%u, %s", cases[i].day, cases[i].time);
    gtk_drop_down_set_selected (get (self, "day"), cases[i].day);
    gtk_editable_set_text (get (self, "time"), cases[i].time);
    g_assert_cmpint (od_call_back_time_get_ms (self), ==,
                     cases[i].at != NULL ? utc_ms (cases[i].at) : 0);
  }
  g_assert_finalize_object (self);
}

static void
test_a_day_has_no_idle_space (void)
{
  OdCallBackTime *self = begin ();
  GListModel *days = gtk_drop_down_get_model (get (self, "day"));

  g_assert_cmpstr (gtk_string_list_get_string (GTK_STRING_LIST (days), 3), ==,
                   "Thursday, 2 April");
  g_assert_finalize_object (self);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/call-back-time/instant", test_a_day_and_a_time_are_an_instant);
  g_test_add_func ("/call-back-time/days", test_a_day_has_no_idle_space);
  return g_test_run ();
}
